"""Text layers are mended where that is sure, and judged where it is not."""

from archive.ingest.parsing import text_layers
from tests.archive.ingest.making import BODY


def test_visual_order_is_turned_and_numbers_keep_theirs():
    text = "وصلت اللجنة إلى المدينة القديمة (العاصمة) عام 2019"
    turned = "2019 ماع (ةمصاعلا) ةميدقلا ةنيدملا ىلإ ةنجللا تلصو"

    layer = text_layers.judge(turned)

    assert (layer.text, layer.mended) == (text, ("visual order",))


def test_turned_lam_alef_and_presentation_forms_are_mended():
    assert text_layers.judge("اإلنتاج واألمن").text == "الإنتاج والأمن"
    assert text_layers.judge("ﻣﺼﺮ").mended == ("presentation forms",)


def test_letters_set_apart_and_unmapped_letters_are_damage():
    assert text_layers.judge(" ".join(BODY.replace(" ", ""))).damage == "letters set apart"
    assert text_layers.judge(f"{BODY} \ue001\ue002\ue003\ue004 " * 5).damage == "unmapped letters"
    assert text_layers.judge("\ue001\ue002\ue003\ue004 باب").damage == "unmapped letters"


def test_short_text_that_can_mostly_be_read_is_doubted_and_kept():
    layer = text_layers.judge(f"\ue001\ue002 {BODY}")

    assert (layer.damage, layer.doubts) == ("", ("unmapped letters",))


def test_kashida_of_justified_print_is_no_damage():
    text = BODY.replace("دمشق", "دمـــــشق").replace("وزير", "وزيـــــر") * 3

    assert text_layers.judge(text) == text_layers.Layer(text)


def test_order_of_letters_is_told_page_by_page():
    sound = "وصلت اللجنة إلى المدينة القديمة في الساعة الثانية\nثم عادت"
    turned = "\n".join(map(text_layers.turn, sound.split("\n")))

    assert text_layers.judge(f"{sound}\f{turned}").text == f"{sound}\f{sound}"


def test_order_of_letters_is_told_line_by_line():
    sound = "وصلت اللجنة إلى المدينة القديمة في الساعة الثانية"

    assert text_layers.judge(f"{sound}\n{text_layers.turn(sound)}\n{sound}").text == f"{sound}\n{sound}\n{sound}"


def test_sound_text_stays_as_it_is():
    assert text_layers.judge(BODY * 3) == text_layers.Layer(BODY * 3)
