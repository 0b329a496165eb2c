"""Which lexeme stands where: what is made of many articles at once is what a plain reading of each tells."""

import itertools
from collections import defaultdict

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import arabic
from search.index import dividing, placing
from search.index.impacts import Lengths
from search.index.placing import REACH, Part, Placer, Text, quote
from search.index.tiering import Tiers

WORDS = st.sampled_from(
    ["كتاب", "كتب", "الوزير", "حلب", "دمشق", "في", "من", "2019", "BBC", "'x\\", "الولاياتالمتحدة", "حرب،", "سلام."]
)
ZONE = st.lists(WORDS, max_size=12).map(" ".join)
TEXTS = st.lists(st.builds(Text, ZONE, ZONE, ZONE, ZONE), max_size=5)
AGAIN = {"max_examples": 30, "deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


def place(*texts: Text, tiers: Tiers = placing.NO_TIERS) -> list[list[Part]]:
    placer, read = Placer(tiers), [placing.read(text) for text in texts]
    return list(placer.parts(read, placer.stand(read)))


def plainly(text: Text) -> dict[str, list[str]]:
    """By lexeme its places, as tsvector prints them."""
    found, before = defaultdict(list), 1
    for zone, weight in ((text.title, "A"), (text.subtitle, "B"), (text.lead, "B"), (text.body, "")):
        words = arabic.filed(zone)
        for position, lexemes in enumerate(words, before):
            for lexeme in lexemes:
                found[lexeme].append(f"{position}{weight}")
        before += len(words) + REACH
    return found


def as_read(tsv: bytes) -> str:
    """What PostgreSQL makes of the bytes."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS trial (tsv tsvector)")
        cursor.execute("TRUNCATE trial")
        with cursor.copy("COPY trial FROM STDIN (FORMAT binary)") as copy:
            copy.set_types(["bytea"])
            copy.write_row([tsv])
        cursor.execute("SELECT tsv::text FROM trial")
        return cursor.fetchone()[0]


def lexemes_of(tsv: bytes) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(%s::tsvector)", [as_read(tsv)])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@settings(**AGAIN)
@given(TEXTS)
def test_many_articles_are_placed_as_each_is_read(texts):
    for text, [part] in zip(texts, place(*texts), strict=True):
        typed = " ".join(f"{quote(lexeme)}:{','.join(places)}" for lexeme, places in plainly(text).items())
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::tsvector::text", [typed])
            assert as_read(part.tsv) == cursor.fetchone()[0]


@given(TEXTS)
def test_lexemes_stand_in_the_order_of_their_bytes_as_postgresql_wants_them(texts):
    for text, [part] in zip(texts, place(*texts), strict=True):
        places = [part.tsv.index(lexeme.encode() + b"\0") for lexeme in sorted(plainly(text))]
        assert places == sorted(places)


def test_lengths_are_words_by_zone():
    [[part]] = place(Text("وزير الخارجية", "يصل", "إلى دمشق", "قال الوزير إن الحرب انتهت"))

    assert (part.title_length, part.lead_length, part.length) == (2, 3, 10)


def test_text_without_words_has_one_empty_part():
    [[part]] = place(Text("!", "", "", "…"))

    assert (part.part, part.length, part.tsv) == (0, 0, bytes(4))


def test_what_was_placed_before_leaves_no_trace():
    placer, texts = Placer(), [Text("كتاب", body="قلم"), Text("حرب", body="كتاب")]
    apart = [list(placer.parts(read, placer.stand(read))) for read in ([placing.read(text)] for text in texts)]

    assert [*itertools.chain(*apart)] == place(*texts)


@pytest.fixture
def narrow(monkeypatch):
    """A tsvector has forty-five positions."""
    monkeypatch.setattr(placing, "REACH", 8)
    monkeypatch.setattr(dividing, "MAX_POSITION", 45)


@pytest.mark.django_db
def test_long_text_stands_in_parts_beside_short_ones(narrow):
    words = [f"{letter}{other}كتاب" for letter in "بتثجحخدذ" for other in "رزسشصضطظ"]
    [short], parts, [other] = place(Text(body="قلم"), Text(body=" ".join(words)), Text(body="ورق"))

    assert [len(lexemes_of(part.tsv)) > 0 for part in (short, other)] == [True, True]
    assert [part.part for part in parts] == list(range(len(parts)))
    assert len(parts) > 1
    assert {f"={word}" for word in words} <= {lexeme for part in parts for lexeme in lexemes_of(part.tsv)}
    assert {part.packed for part in parts} == {parts[0].packed}


@pytest.mark.django_db
def test_common_words_carry_their_markers_in_an_article_of_one_part(narrow):
    tiers = Tiers(Lengths(1, 1, 3), {"=وزير": [0.5, 0.1]}, frozenset({"=وزير", "=الخارجية"}))
    [short], long = place(Text(body="وزير الخارجية"), Text(body="وزير الخارجية " * 60), tiers=tiers)

    assert {"1=وزير", "2=وزير", "&وزير الخارجية"} <= set(lexemes_of(short.tsv))
    assert not {"1=وزير", "&وزير الخارجية"} & {lexeme for part in long for lexeme in lexemes_of(part.tsv)}


def test_batches_are_bounded_by_letters_as_well(monkeypatch):
    monkeypatch.setattr(placing, "AT_ONCE", 3)
    monkeypatch.setattr(placing, "LETTERS_AT_ONCE", 10)
    texts = [Text(body="ب" * size) for size in (1, 1, 1, 1, 20, 1)]

    assert [len(batch) for batch in placing.batches(texts, lambda text: text)] == [3, 2, 1]
