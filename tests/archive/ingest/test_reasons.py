"""Every reason is a sentence in the reader's language."""

from django.utils import translation

from archive.ingest import reasons
from archive.ingest.datatypes import Reason


def test_damages_of_a_text_layer_are_named_in_the_language_of_the_reader():
    with translation.override("ar"):
        sentence = reasons.sentence(Reason.MENDED_TEXT_LAYER, {"damage": "lam-alef، visual order"})

    assert "lam-alef" not in sentence
    assert "visual" not in sentence
    assert "، " in sentence
