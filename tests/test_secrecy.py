"""Nothing tells of an article to who may not know of it: every address is walked, and a new one must be listed here."""

import datetime
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from archive import curation, discarding
from archive.access import Access
from archive.models import Article
from archive.shelves import ALL
from search.index import indexing
from tests.makers import make_article, make_curator, make_reader

pytestmark = pytest.mark.django_db

SECRET, BESIDE = "زرقاطية", "خنفشارية"  # words of no language, which stand together in what is hidden
BEGINNINGS = ("زرق", "زرقاط", "الزرقا", "zarqa", "خنف")
NEAR = ("زرقاتية", "زرقاطيه", "زرقاطيات", "zarqatiya")
COMMON = "مكتبة"
DAY = datetime.date(2019, 3, 23)
HIDDEN_DAY = datetime.date(2017, 5, 4)  # on which only what is hidden was printed
FORMATS = ("bibtex", "ris", "csl-json")
FILES = ("csv", "jsonl", "ris", "bibtex")
FACETS = ("source", "topic", "year", "month", "place", "author", "genre", "language", "length", "origin")


def walked(identifiers: list[str]) -> dict[str, list[str]]:
    """By the name of a pattern, the addresses that are asked for; those of an article for each of the identifiers."""
    terms = {shelf.role: [str(thing.pk) for thing in shelf.model.objects.all()] for shelf in ALL if shelf.key == "pk"}
    filters = [f"{role}={key}" for role, keys in terms.items() for key in keys]
    facts = [f"q={field}:{word}" for field in ("topic", "author", "place") for word in (SECRET, BESIDE)]
    texts = [f"q={word}" for word in (COMMON, SECRET, *NEAR, f"{SECRET} OR {COMMON}", "زرقاط*", f"title:{SECRET}")]
    ranges = [f"first={HIDDEN_DAY:%Y}&last={HIDDEN_DAY:%Y}", f"year={HIDDEN_DAY:%Y}&q={COMMON}", "year=undated"]
    of_each = [f"q={COMMON}&{role}={key}" for role, keys in terms.items() for key in keys[:2]]
    searches = [*texts, *facts, *ranges, *filters, *of_each, "source=warraq"]
    days = [(f"{day:%Y}", f"{day:%m}", f"{day:%d}") for day in (DAY, HIDDEN_DAY)]
    of_article = {
        "search:article": ["/a/{}/", "/a/{}/?text=received", f"/a/{{}}/?q={COMMON}&n=1&sort=oldest"],
        "search:plain": ["/a/{}.txt"],
        "search:similar": ["/a/{}/similar/"],
        "search:report": ["/a/{}/report/", "/a/{}/report/?p=1", "/a/{}/report/?sent=1"],
        "search:versions": ["/a/{}/versions/", "/a/{}/versions/?from=1&to=2&whole=1"],
        "interchange:record": [f"/a/{{}}/cite/{form}/" for form in FORMATS],
    }
    found = {
        "robots": ["/robots.txt"],
        "sitemap": ["/sitemap.xml"],
        "django.contrib.sitemaps.views.sitemap": ["/sitemap-ways.xml", "/sitemap-articles.xml"],
        "favicon": ["/favicon.ico"],
        "theme": ["/theme/"],
        "sign-out": ["/sign-out/"],
        "search:results": [f"/search/?{search}" for search in ("", *searches)],
        "search:advanced": ["/search/advanced/", f"/search/advanced/?topic={SECRET}"],
        "search:facet": [
            *(f"/search/facet/{name}/?q={COMMON}" for name in FACETS),
            *(f"/search/facet/{name}/?q={COMMON}&named={SECRET}" for name in FACETS),
            *(f"/search/facet/{name}/?{one}" for name in ("source", "topic") for one in filters),
        ],
        "search:completions": [f"/search/words/?q={word}" for word in BEGINNINGS],
        "search:completions-json": [f"/search/words.json?q={word}" for word in BEGINNINGS],
        "search:opensearch": ["/opensearch.xml"],
        "search:help": ["/help/search/"],
        "interchange:export": [f"/search/export/?{search}" for search in (*texts, *facts, *ranges, *of_each)],
        "interchange:download": [
            *(f"/search/export/{form}/?text=yes&{texts[0]}" for form in FILES),
            *(f"/search/export/{form}/?text=yes&{search}" for form in FILES[:2] for search in (*of_each, *ranges)),
        ],
        "archive:home": ["/", "/en/"],
        "archive:feed": ["/feed/"],
        "archive:browse": ["/browse/"],
        "archive:undated": ["/browse/undated/"],
        "archive:year": [f"/browse/{day[0]}/" for day in days],
        "archive:month": [f"/browse/{day[0]}/{day[1]}/" for day in days],
        "archive:day": [f"/browse/{'/'.join(day)}/" for day in days],
        "archive:on-this-day": ["/on-this-day/"],
        "archive:day-of-the-year": [f"/on-this-day/{day[1]}/{day[2]}/" for day in days],
        "archive:sources": ["/sources/", f"/sources/?q={SECRET}"],
        "archive:source": ["/sources/warraq/"],
        "archive:source-feed": ["/sources/warraq/feed/"],
    }
    for name, addresses in of_article.items():
        found[name] = [address.format(identifier) for address in addresses for identifier in identifiers]
    for shelf in ALL[1:]:
        found[f"archive:{shelf.page}"] = [f"/{shelf.page}/", f"/{shelf.page}/?q={SECRET}&order=name"]
        found[f"archive:{shelf.role}"] = [f"/{shelf.page}/{key}/" for key in terms[shelf.role]]
        found[f"archive:{shelf.role}-feed"] = [f"/{shelf.page}/{key}/feed/" for key in terms[shelf.role]]
    return found


def patterns(resolver=None, namespace: str = "") -> Iterator[str]:
    """The names of all addresses of the site but for the newsroom's, which asks for a password before anything."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace != "admin":
            yield from patterns(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)


def make_hidden(**fields) -> Article:
    """An article that tells of itself in each of its fields, with people, topics and places that no other has."""
    words = f"{SECRET} {BESIDE}"
    texts = dict.fromkeys(("title", "subtitle", "lead", "section", "page", "issue", "status_note"), words)
    terms = {name: [f"{words} {name} {fields}"[:90]] for name in ("authors", "topics", "places")}
    return make_article(**{"body": f"{COMMON} {words}", "published_on": HIDDEN_DAY, **texts, **terms, **fields})


@pytest.fixture
def archive():
    """Published articles, which share a word with those that are hidden."""
    for number in range(3):
        make_article(f"{COMMON} عامة {number}", f"نص {COMMON} رقم {number}.", topics=["ثقافة"], published_on=DAY)


def index() -> None:
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
    call_command("index", verbosity=0)


def answers(client: Client, addresses: list[str]) -> Iterator[tuple[str, str]]:
    """What is answered to each of the addresses: headers and body."""
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 301, 302, 404, 405, 410), (address, response.status_code)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        yield address, f"{response.headers}\n{body.decode()}"


def telling(client: Client, articles: list[Article], *, of_identifiers: bool = True) -> dict[str, str]:
    """The addresses that tell of the articles what they were not asked with, by a secret word or by an identifier."""
    found = {}
    for name, addresses in walked([article.identifier for article in articles]).items():
        for address, answer in answers(client, addresses):
            words = [word for word in (SECRET, BESIDE) if SECRET not in address or word == BESIDE]
            words = [word for word in words if BESIDE not in address]
            words += [one.identifier for one in articles if of_identifiers and one.identifier not in address]
            if any(word in answer for word in words):
                found[address] = name
    return found


HIDING = {
    "draft": {"status": "draft"},
    "in review": {"status": "review"},
    "withheld": {"status": "withheld", "status_reason": "rights"},
    "under embargo": {"embargo_until": timezone.localdate() + datetime.timedelta(days=1)},
    "withdrawn before it was published": {"status": "withdrawn", "status_reason": "error"},
}


def test_every_address_is_walked(archive):
    assert set(patterns()) == set(walked([]))


@pytest.mark.parametrize("signed_in", [False, True], ids=["anonymous", "signed in"])
def test_hidden_articles_are_told_of_nowhere(client, archive, signed_in):
    hidden = [make_hidden(**fields) for fields in HIDING.values()]
    index()
    if signed_in:
        client.force_login(make_reader())

    assert telling(client, hidden) == {}


def test_walk_meets_what_is_not_hidden(client, archive):
    """The same walk by who knows all: so it would find a leak where there is one."""
    hidden = [make_hidden(**HIDING["draft"])]
    index()
    client.force_login(make_curator())

    met = set(telling(client, hidden).values())
    assert met >= {"search:results", "search:facet", "search:completions", "search:completions-json", "search:article"}
    assert met >= {"interchange:record", "interchange:export", "interchange:download", "archive:home", "archive:day"}
    assert met >= {f"archive:{shelf.role}" for shelf in ALL}


def test_withdrawn_article_leaves_its_tombstone_and_nothing_else(client, archive):
    """Title, source, date, people and topics stay for who has cited it; its texts and the curators' note do not."""
    words = dict.fromkeys(("subtitle", "lead", "body"), f"{COMMON} {SECRET} {BESIDE}")
    article = make_article("شاهدة", published_on=HIDDEN_DAY, **words)
    index()
    curation.withdraw(article=article, reason="rights", by=make_curator(), note=SECRET)

    assert telling(client, [article]) == {}
    assert client.get(article.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("by", ["readers", "curators"])
def test_what_lies_in_the_trash_is_told_of_nowhere(client, archive, by):
    """Not even to curators, in whose newsroom it lies; only what was published is cited at its address."""
    curator = make_curator()
    published = make_article("شاهدة", f"{COMMON} {SECRET} {BESIDE}", published_on=HIDDEN_DAY)
    # Terms are things of their own, which curators see with or without articles.
    hidden = [make_hidden(**fields, authors=(), topics=(), places=()) for fields in HIDING.values()]
    index()
    for article in (published, *hidden):
        discarding.discard(article=article, by=curator, note=SECRET)
    if by == "curators":
        client.force_login(curator)

    assert telling(client, [published, *hidden]) == {}
    assert client.get(published.get_absolute_url()).status_code == 410


def test_what_is_decided_again_stays_hidden_until_somebody_does(client, archive, time_machine):
    article = make_article(COMMON, published_on=HIDDEN_DAY)
    index()
    day = timezone.localdate() + datetime.timedelta(days=7)
    curation.withhold(article=article, reason="court_order", by=make_curator(), until=day)
    time_machine.move_to(timezone.now() + datetime.timedelta(days=8), tick=False)

    assert telling(client, [article]) == {}


def test_text_of_a_description_is_shown_nowhere(client, archive):
    """Its words find it, as everywhere in what can only be searched; so they are completed and their forms are told."""
    words = dict.fromkeys(("subtitle", "lead", "body"), f"{COMMON} {SECRET} {BESIDE}")
    article = make_article("عنوان مفتوح", access=Access.METADATA, published_on=HIDDEN_DAY, **words)
    Article.objects.filter(pk=article.pk).update(body=f"{COMMON} {BESIDE} {SECRET} أخرى")
    index()

    told = telling(client, [article], of_identifiers=False)

    assert set(told.values()) <= {"search:completions", "search:completions-json", "search:results"}
    assert [
        address for address in told if "*" not in address and not any(n in address for n in (*BEGINNINGS, *NEAR))
    ] == []


def test_text_that_was_mended_before_publishing_is_shown_nowhere(client, archive):
    article = make_hidden(status="draft", authors=(), topics=(), places=())
    harmless = dict.fromkeys(("title", "subtitle", "lead", "body", "section", "page", "issue", "status_note"), COMMON)
    Article.objects.filter(pk=article.pk).update(**harmless)
    Article.objects.filter(pk=article.pk).update(status="published")
    index()

    assert telling(client, [article], of_identifiers=False) == {}


@pytest.mark.parametrize("days", [pytest.param(0, id="today"), pytest.param(-1, id="yesterday")])
def test_article_is_there_from_the_day_on_which_its_embargo_ends(client, archive, days):
    article = make_article(COMMON, embargo_until=timezone.localdate() + datetime.timedelta(days=days))
    index()

    for address in (article.get_absolute_url(), f"/search/?q={COMMON}", "/feed/", "/", "/browse/2019/03/23/"):
        assert article.identifier in client.get(address).content.decode(), address
