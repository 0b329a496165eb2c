"""Which articles a query finds."""

import itertools
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Article
from search import datatypes
from search.finding import matching, ranking, remembering
from search.index import dividing, indexing, placing
from search.models import IndexEntry
from search.query import parsing, widening
from search.showing import reading
from tests.makers import make_article, make_source
from tests.search import plainly

# A text of 600,000 letters whose first, middle and last words stand nowhere else.
FILLER = "قال المتحدث إن الوفد وصل إلى العاصمة صباح اليوم وعقد لقاءات كثيرة "
HALF = FILLER * (300_000 // len(FILLER))
LONG_TEXT = f"زرافة بيضاء {HALF} تمساح أخضر {HALF} حرباء زرقاء"


def test_phrase_keeps_word_order(search_for):
    wanted = make_article(body="وزير الخارجية يزور دمشق")
    make_article(body="الخارجية تنفي خبر وزير")

    [found] = search_for('"وزير الخارجية"')

    assert found == wanted


def test_a_phrase_is_exact(search_for):
    make_article(body="وصلت لقوات سوريا الديمقراطية")

    assert search_for('"قوات سوريا الديمقراطية"') == []


def test_a_phrase_keeps_the_distance_of_a_stop_word(search_for):
    wanted = make_article(body="الحرب على العراق")
    make_article(body="الحرب العراق")

    assert search_for('"الحرب على العراق"') == [wanted]


def test_a_phrase_never_reaches_from_the_title_into_the_text(search_for):
    make_article(title="زيارة وزير", lead="الخارجية", body="السوري")

    assert search_for('"وزير الخارجية"') == []
    assert search_for('"الخارجية السوري"') == []


def test_words_must_all_be_there(search_for):
    wanted = make_article(title="كتاب", body="عن حلب")
    make_article(body="كتاب")
    make_article(body="حلب")

    assert search_for("كتاب حلب") == [wanted]


def test_or_finds_either(search_for):
    make_article(body="كتاب")
    make_article(body="حلب")
    make_article(body="دمشق")

    assert len(search_for("كتاب أو حلب")) == 2


def test_minus_leaves_out_every_form(search_for):
    wanted = make_article(body="كتاب عن حلب")
    make_article(body="الكتب عن دمشق")

    assert search_for("عن -كتاب") == []
    assert search_for("كتاب -دمشق") == [wanted]


def test_minus_alone_finds_what_lacks_the_word(search_for):
    wanted = make_article(body="حلب")
    make_article(body="كتاب")

    assert search_for("-كتاب") == [wanted]


def test_optional_stop_words_need_not_be_there(search_for):
    wanted = make_article(body="كتاب حلب")

    assert search_for("كتاب في حلب") == [wanted]


def test_an_exact_word_is_no_other_form(search_for):
    wanted = make_article(body="الكتب")
    make_article(body="كتب والكتب")

    assert search_for("=الكتب") == [wanted]


def test_a_phrase_of_forms_keeps_its_order(search_for):
    wanted = make_article(body="اجتمع وزراء الخارجية")
    make_article(body="الخارجية وزراء")

    assert search_for('~"وزير خارجية"') == [wanted]


def test_words_near_one_another_in_any_order_and_form(search_for):
    wanted = make_article(body="سوريا ثم دخلت حدود العراق")
    make_article(body="سوريا ثم دخلت من جديد حدود دولة العراق")
    make_article(title="سوريا", body="العراق")

    assert search_for('"العراق سوريا"~4') == [wanted]
    assert search_for('"العراق سوريا حد"~4') == [wanted]
    assert search_for('"العراق سوريا"~3') == []


def test_words_are_found_by_their_beginning(search_for):
    wanted = make_article(body="السوريون")
    make_article(body="أسوار")

    assert search_for("السور*") == [wanted]


def test_a_word_is_counted_in_all_its_forms(search_for):
    wanted = make_article(title="كتاب", body="كتابان وكتاب")
    make_article(body="كتاب وكتاب")

    assert search_for("atleast3:كتاب") == [wanted]
    assert search_for("title:atleast2:كتاب") == []
    assert search_for("body:atleast2:كتاب atleast3:كتاب") == [wanted]
    assert search_for("atleast2:=كتاب") == []


def test_a_zone_is_one_part_of_an_article(search_for):
    in_title = make_article(title="كتاب", lead="حلب", body="دمشق")
    make_article(title="خبر", body="كتاب حلب دمشق")

    assert search_for("title:كتاب") == [in_title]
    assert search_for("مقدمة:حلب") == [in_title]
    assert search_for("title:(كتاب OR بيت) -body:حلب") == [in_title]
    assert search_for('title:"كتاب حلب"') == []
    assert search_for("دمشق -title:خبر") == [in_title]


def test_brackets_and_facts_mix(search_for):
    wanted = make_article(body="كتاب", source=make_source("hayat"))
    make_article(body="كتاب", source=make_source("safir"))
    make_article(body="حلب", source=make_source("hayat"))

    assert search_for("كتاب (source:hayat OR حلب) -(source:safir دمشق)") == [wanted]


def test_all_of_the_language_is_asked_of_long_articles_as_wholes(long_article, search_for):
    queries = [
        "title:طويلة body:زرقاء",
        "تمساح -title:زرافة",
        '"تمساح أخضر"~3 زرقاء',
        "حربا* بيضاء",
        "atleast900:الوفد تمساح",
        "(تمساح source:warraq) OR فيل",
        "-(زرافة فيل) تمساح",
        "atleast2:تمساح OR زرقاء",
    ]

    assert [search_for(typed) for typed in queries] == [[long_article]] * len(queries)
    assert search_for("title:تمساح") == search_for("atleast2:تمساح") == []


def test_within_a_page_long_articles_are_asked_for_once(db, django_assert_num_queries):
    query = parsing.parse("كتاب")

    with django_assert_num_queries(1), remembering.remembering():
        matching.condition(query)
        matching.condition(query)


def test_aliases_are_asked_for_when_they_are_wanted(search_for):
    wanted = make_article(body="القاهرة")
    word, other = parsing.parse("كايرو").root, parsing.parse("القاهرة").root
    query = datatypes.Query("كايرو", datatypes.Widened(word, (datatypes.Other("exonym", "القاهرة", other),)))
    search_for("")

    found = [matching.match(query, IndexEntry.objects.all(), widened=widened) for widened in (False, True)]

    assert [[entry.article_id for entry in entries] for entries in found] == [[], [wanted.pk]]


@pytest.fixture
def long_article(search_for):
    make_article(body="زرافة وحرباء")
    return make_article(title="زيارة طويلة", body=LONG_TEXT)


def test_an_article_of_600_000_letters_is_found_by_whatever_stands_in_it(long_article, search_for):
    queries = [
        "زرافة بيضاء",  # the first words
        "تمساح",  # in the middle
        "زرقاء",  # the last
        '"زرافة بيضاء"',
        '"تمساح أخضر"',
        '"حرباء زرقاء"',
        "بيضاء تمساح زرقاء",  # in three parts
        'طويلة "حرباء زرقاء" -فيل',  # in the title and in the last part
    ]

    assert [search_for(typed) for typed in queries] == [[long_article]] * len(queries)


def test_what_must_not_be_there_is_looked_for_in_all_parts(long_article, search_for):
    queries = ["تمساح -حرباء", 'بيضاء -"حرباء زرقاء"', '"بيضاء تمساح"']

    assert [search_for(typed) for typed in queries] == [[]] * len(queries)


def test_every_phrase_around_the_border_of_two_parts_is_found(search_for):
    words = [f"كلمة{number}" for number in range(16_000)] + ["لا"] * 300
    article = make_article(body=" ".join(words))
    indexing.refresh([article.pk])
    assert IndexEntry.objects.filter(article=article).count() > 1

    for first in (*range(16_083, 16_300, 12), 15_990):
        assert search_for(f'"{" ".join(words[first : first + 10])}"') == [article]


def test_a_text_of_one_word_only_is_indexed_whole(search_for):
    article = make_article(body="لا " * 3000 + "نعم")

    assert search_for("نعم") == [article]
    assert search_for('"لا نعم"') == [article]


PIECES = st.one_of(
    st.sampled_from(
        [
            '"',
            "«",
            "-",
            "|",
            " OR ",
            "'",
            "\\",
            "\\'",
            ":*",
            "&",
            "!",
            "(",
            ")",
            "*",
            "~5",
            "atleast2:",
            "title:",
            "source:",
            "2011..",
            "<->",
            "%s",
            "\x00",
            "\ud800",
        ]
    ),
    st.text(max_size=8),
    st.sampled_from(["كتاب", "في", "ﷺ", "الولاياتالمتحدة", "ب100", "\N{RIGHT-TO-LEFT OVERRIDE}"]),
)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=60).map("".join))
def test_the_database_accepts_every_query(db, typed):
    query = parsing.parse(typed)

    for asked in (query, parsing.loosen(query)):
        assert ranking.rank(asked, IndexEntry.objects.all()).total == 0


def test_the_tsquery_of_33_terms_and_deep_negation_is_accepted(db):
    typed = " OR ".join(f'-"{a} {b}"' for a, b in itertools.product(["كتاب", "حلب"], repeat=2)) + " -" * 33

    assert matching.match(parsing.parse(typed), IndexEntry.objects.all()).count() == 0


def test_short_articles_need_one_question_and_one_for_the_long(db, django_assert_num_queries):
    make_article(body="كتاب")
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))

    with django_assert_num_queries(2):
        assert matching.match(parsing.parse("كتاب"), IndexEntry.objects.all()).count() == 1


@pytest.fixture
def plain_articles(db, monkeypatch) -> list[plainly.Plainly]:
    """Forty articles, a quarter of them in several parts."""
    monkeypatch.setattr(placing, "REACH", 8)
    monkeypatch.setattr(dividing, "MAX_POSITION", 45)
    plainly.make_articles(Random(1), 40)
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
    assert IndexEntry.objects.filter(part=1).exists()
    return [plainly.Plainly(article) for article in Article.objects.select_related("source")]


def _random_queries(number: int) -> list[datatypes.Query]:
    random = Random(2)
    return [widening.widen(parsing.parse(plainly.typed(random))) for _ in range(number)]


def test_every_query_finds_what_a_plain_reading_of_the_texts_finds(plain_articles):
    for query in _random_queries(150):
        found = set(matching.match(query, IndexEntry.objects.all(), widened=True).values_list("pk", flat=True))

        assert {pk for pk, _ in found} == {one.article.pk for one in plain_articles if one.answers(query.root)}, query


def test_what_is_found_by_its_words_has_one_of_them_marked(plain_articles):
    for query in _random_queries(300):
        if any(spot.negated or isinstance(spot.leaf, datatypes.Fact) for spot in datatypes.spots(query.root)):
            continue
        for one in (one.article for one in plain_articles if one.answers(query.root)):
            text = reading.text_of(one.lead, one.body)
            assert reading.read(one.title, one.subtitle, text, query, len(one.lead)).hits, query
