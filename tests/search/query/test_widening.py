"""What aliases add to a query."""

import pytest

from search.models import Alias
from search.query import parsing, widening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_other_aliases():
    Alias.objects.all().delete()


def make_alias(*expressions: str, kind: str = "variant", **fields) -> Alias:
    return Alias.objects.create(kind=kind, expressions=list(expressions), **fields)


def widened(text: str) -> list[list[str]]:
    """What stands for each widened part of a query."""
    query = widening.widen(parsing.parse(text))
    return [[other.text for other in part.others] for part in widening.widened(query)]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("القاهرة", id="as it stands in the table"),
        pytest.param("القاهره", id="spelt carelessly"),
        pytest.param("بالقاهرة", id="with an attached preposition"),
        pytest.param("القَاهِرة", id="with short vowels"),
    ],
)
def test_a_word_is_known_in_any_form(typed):
    make_alias("القاهرة", "Cairo")

    assert widened(typed) == [["Cairo"]]


def test_any_expression_stands_for_any_other():
    make_alias("يونيو", "حزيران", "جوان")

    assert widened("حزيران") == [["يونيو", "جوان"]]


def test_only_the_first_is_widened_where_curators_say_so():
    make_alias("عصبة الأمم", "الأمم المتحدة", direction=Alias.Direction.FROM_FIRST)

    assert widened("عصبة الأمم") == [["الأمم المتحدة"]]
    assert widened("الأمم المتحدة") == []


def test_the_longest_expression_counts():
    make_alias("الأمم", "الشعوب")
    make_alias("الأمم المتحدة", "UN")

    assert widened("قرار الأمم المتحدة") == [["UN"]]
    assert widened("قرار الأمم") == [["الشعوب"]]


def test_the_words_of_an_expression_stand_side_by_side():
    make_alias("الأمم المتحدة", "UN")

    assert widened("الأمم والإمارات المتحدة") == []


def test_very_common_words_between_do_not_part_an_expression():
    make_alias("قوة الأمم المتحدة في لبنان", "اليونيفيل")

    assert widened("قوة الأمم المتحدة لبنان") == [["اليونيفيل"]]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param('"داعش"', id="quoted"),
        pytest.param("=داعش", id="exactly so"),
        pytest.param("حلب -داعش", id="excluded"),
    ],
)
def test_what_must_be_so_or_not_be_there_is_not_widened(typed):
    make_alias("داعش", "تنظيم الدولة الإسلامية")

    assert widened(typed) == []


def test_alternatives_and_fields_are_widened_each_for_itself():
    make_alias("حلب", "Aleppo")

    assert widened("دمشق OR حلب") == [["Aleppo"]]
    assert widened("title:حلب") == [["Aleppo"]]


def test_an_ambiguous_month_is_one_beside_a_number_only():
    make_alias("أغسطس", "آب", "غشت", kind="month", beside_number=["آب"])

    assert widened("آب") == []
    assert widened("آب 2019") == [["أغسطس", "غشت"]]
    assert widened("أغسطس") == [["غشت"]]
    assert widened("أغسطس 2019") == [["آب 2019", "غشت"]]
    assert widened("15 أغسطس") == [["15 آب", "غشت"]]


def test_an_alias_out_of_use_widens_nothing():
    make_alias("حلب", "Aleppo", active=False)

    assert widened("حلب") == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda alias: Alias.objects.update(expressions=["دمشق", "الشام"]), id="changed in bulk"),
        pytest.param(lambda alias: alias.delete(), id="deleted"),
    ],
)
def test_a_change_counts_at_once(change):
    alias = make_alias("حلب", "Aleppo")
    assert widened("حلب") == [["Aleppo"]]

    change(alias)

    assert widened("حلب") == []


def test_what_one_query_is_widened_by_is_bounded():
    words = ["دمشق", "بغداد", "بيروت", "عدن", "الدوحة", "مسقط"]
    for word in words:
        make_alias(
            word, *(f"{word} {other}" for other in ["الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة"])
        )

    others = widened(" ".join(words))

    assert sum(map(len, others)) == widening.MAX_OTHERS


def test_a_known_query_costs_one_statement(django_assert_num_queries):
    make_alias("حلب", "Aleppo")
    widened("حلب")

    with django_assert_num_queries(1):
        widened("معارك حلب")


def test_exonyms_are_those_of_the_whole_text():
    make_alias("Deir ez-Zor", "دير الزور")

    assert widening.exonyms("deir ez-zor") == ("دير الزور",)
    assert widening.exonyms("deir ez-zor city") == ()
    assert widening.exonyms("") == ()
