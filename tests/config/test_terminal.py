"""Commands speak the language of the terminal, and no letter is too much for it."""

import io
import sys

import pytest

from config import terminal


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        pytest.param({}, "ar", id="nothing is wished for"),
        pytest.param({"LANG": "en_US.UTF-8"}, "en", id="English of a country"),
        pytest.param({"LANG": "ar_EG.UTF-8"}, "ar", id="Arabic of a country"),
        pytest.param({"LANG": "C.UTF-8"}, "ar", id="no language"),
        pytest.param({"LANG": "fr_MA.UTF-8"}, "ar", id="a language that the archive does not have"),
        pytest.param({"LANGUAGE": "fr:en", "LANG": "ar_MA.UTF-8"}, "en", id="the second of several"),
        pytest.param({"LC_ALL": "en_GB", "LANG": "ar_EG.UTF-8"}, "en", id="LC_ALL goes before LANG"),
        pytest.param({"LANGUAGE": "", "LANG": "en"}, "en", id="an empty wish is none"),
    ],
)
def test_terminal_asks_for_a_language(environ, language):
    assert terminal.language_of(environ, ["ar", "en"], default="ar") == language


def test_letter_that_the_terminal_lacks_is_written_by_its_number(monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="latin-1", write_through=True))

    terminal.write_any_letter()
    sys.stdout.write("ب")

    assert written.getvalue() == rb"\u0628"
