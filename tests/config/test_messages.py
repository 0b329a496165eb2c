"""Every sentence of the interface is there in both languages, and what is compiled is what is written."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from babel.messages import extract, mofile, pofile
from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext
from django.utils.translation.template import templatize

LOCALE = settings.BASE_DIR / "locale"
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%(\w)")
# Which arguments are messages; a context comes first and is none.
KEYWORDS = {"gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None} | {
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": (2,), "pgettext_lazy": (2,), "npgettext": (2, 3)
}  # fmt: skip
FORMS = {"ar": 6, "en": 2}


@pytest.fixture(params=FORMS)
def language(request) -> str:
    return request.param


@pytest.fixture
def catalogue(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [message for message in pofile.read_po(file, locale=language, abort_invalid=True) if message.id]


def strings(message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def key(message) -> tuple[str | None, str]:
    """Context and singular; from a compiled file the context comes as bytes."""
    context = message.context.decode() if isinstance(message.context, bytes) else message.context
    return context, message.id if isinstance(message.id, str) else message.id[0]


def test_every_message_is_translated(catalogue):
    assert [message.id for message in catalogue if not all(strings(message))] == []


def test_no_translation_is_a_guess(catalogue):
    assert [message.id for message in catalogue if message.fuzzy] == []


def test_every_count_has_all_forms_of_the_language(catalogue, language):
    counts = [message for message in catalogue if isinstance(message.id, tuple)]

    assert {len(message.string) for message in counts} == {FORMS[language]}


def test_translation_fills_in_nothing_that_is_not_given(catalogue):
    for message in catalogue:
        given = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[1]))
        for string in strings(message):
            assert set(PLACEHOLDER.findall(string)) <= given, message.id


def test_single_translation_fills_in_everything_that_is_given(catalogue):
    for message in catalogue:
        if isinstance(message.id, str):
            assert set(PLACEHOLDER.findall(message.string)) == set(PLACEHOLDER.findall(message.id)), message.id


def test_compiled_messages_are_those_that_are_written(catalogue, language):
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = {key(message): strings(message) for message in mofile.read_mo(file) if message.id}

    assert compiled == {key(message): strings(message) for message in catalogue}


def test_nothing_in_the_program_waits_for_a_translation(catalogue):
    """`make messages` brings what is missing into the catalogues."""
    known = {message for entry in catalogue for message in ([entry.id] if isinstance(entry.id, str) else entry.id)}

    assert sorted(message for message in said() if message not in known) == []


def said() -> Iterator[str]:
    """Every message in the modules and, as Django reads them, the templates."""
    for folder in ("archive", "search", "interchange", "config", "templates"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix == ".html":
                code = templatize(path.read_text(), origin=str(path))
                yield from messages_in(re.sub(r"(?m)^[ \t]+", "", code))  # which Python would read as blocks
            elif path.suffix == ".py" and "migrations" not in path.parts:
                yield from messages_in(path.read_text())


def messages_in(source: str) -> Iterator[str]:
    for _, message, _, _ in extract.extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        yield from [message] if isinstance(message, str) else message


@pytest.mark.parametrize(
    ("count", "words"),
    [
        pytest.param(0, "لا مقالات", id="none"),
        pytest.param(1, "مقالة واحدة", id="one"),
        pytest.param(2, "مقالتان", id="two"),
        pytest.param(3, "3 مقالات", id="three to ten"),
        pytest.param(11, "11 مقالة", id="eleven to ninety-nine"),
        pytest.param(100, "100 مقالة", id="a hundred"),
        pytest.param(103, "103 مقالات", id="a hundred and three"),
    ],
)
def test_arabic_counts_agree_with_their_number(count, words):
    with translation.override("ar"):
        assert ngettext("%(count)s article", "%(count)s articles", count) % {"count": count} == words
