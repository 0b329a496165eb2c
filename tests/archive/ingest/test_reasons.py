"""Every reason is a sentence in the reader's language."""

import pytest
from django.utils import translation

from archive.ingest import reasons
from archive.ingest.problems import Reason


@pytest.mark.parametrize(("language", "comma"), [("ar", "، "), ("en", ", ")])
def test_lists_are_joined_as_the_language_of_the_reader_does(language, comma):
    with translation.override(language):
        sentence = reasons.sentence(Reason.UNUSED_FIELDS, {"fields": ["views", "likes"]})

    assert f"views{comma}likes" in sentence


@pytest.mark.parametrize("damage", ["lam-alef، visual order", ["lam-alef", "visual order"]], ids=["kept", "list"])
def test_damages_of_a_text_layer_are_named_in_the_language_of_the_reader(damage):
    with translation.override("ar"):
        sentence = reasons.sentence(Reason.MENDED_TEXT_LAYER, {"damage": damage})

    assert "lam-alef" not in sentence
    assert "visual" not in sentence
    assert "، " in sentence


def test_what_an_agency_sends_beside_articles_is_named_in_the_language_of_the_reader():
    with translation.override("ar"):
        sentence = reasons.sentence(Reason.NOT_NEWS, {"kind": "conceptItem"})

    assert "(conceptItem)" in sentence
    assert sentence != reasons.sentence(Reason.NOT_NEWS, {"kind": "(conceptItem)"})
