"""ninjs: the agencies' JSON, of every version and in every envelope."""

import json

import pytest

from tests.archive.ingest.making import BODY, OTHER, articles, parsed, problems

FIRST = {
    "guid": "urn:1",
    "type": "text",
    "pubstatus": "usable",
    "versioncreated": "2019-03-24T09:00:00+0000",
    "firstcreated": "2019-03-23T08:00:00+0000",
    "language": "ar",
    "headline": "وفد في دمشق",
    "byline": "سامي حداد",
    "source": "الورّاق",
    "located": "دمشق",
    "body_html": f"<p>{BODY}</p><p>{OTHER}</p>",
    "description_text": "موجز الخبر",
    "subject": [{"code": "11000000", "name": "سياسة"}, {"name": "بيروت", "rel": "location"}],
    "associations": {"featuremedia": {"type": "picture", "headline": "صورة", "guid": "p"}},
}
SECOND = {
    "uri": "urn:2",
    "type": "text",
    "versioncreated": "2019-03-24T09:00:00Z",
    "headlines": [{"role": "alt", "value": "عنوان آخر"}, {"role": "main", "value": "وفد في دمشق"}],
    "bodies": [{"role": "main", "contenttype": "text/plain", "value": BODY}],
    "subjects": [{"names": [{"value": "سياسة"}]}],
    "by": [{"name": "سامي حداد"}],
}


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_an_item_says_what_it_is():
    [article] = parsed("a.json", written(FIRST))

    assert (article.given_id, article.title, article.lead) == ("urn:1", "وفد في دمشق", "موجز الخبر")
    assert (list(filter(None, article.body.split("\n\n"))), article.source) == ([BODY, OTHER], "الورّاق")
    assert (article.published, article.updated) == ("2019-03-23T08:00:00+0000", "2019-03-24T09:00:00+0000")
    assert (article.authors, article.places, article.topics) == (("سامي حداد",), ("دمشق", "بيروت"), ("سياسة",))


def test_the_second_version_says_the_same_in_lists():
    [article] = parsed("a.json", written(SECOND))

    assert (article.title, article.body, article.topics) == ("وفد في دمشق", BODY, ("سياسة",))
    assert article.authors == ("سامي حداد",)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(written([FIRST, SECOND]), id="array"),
        pytest.param(written({"total": 2, "items": [FIRST, SECOND]}), id="envelope"),
        pytest.param(
            written({"api": "1", "data": {"items": [{"meta": {}, "item": FIRST}, {"item": SECOND}]}}), id="feed"
        ),
        pytest.param(written(FIRST) + "\n" + written(SECOND), id="lines"),
    ],
)
def test_every_envelope_is_opened(text):
    assert [article.given_id for article in parsed("a.json", text)] == ["urn:1", "urn:2"]


def test_an_item_in_an_array_knows_its_own_bytes():
    data = written([FIRST, SECOND]).encode()
    places = [article.provenance for article in parsed("a.json", data)]

    assert [json.loads(data[place.start : place.end]) for place in places] == [FIRST, SECOND]


def test_what_an_agency_cancelled_stays_outside():
    assert problems(parsed("a.json", written(FIRST | {"pubstatus": "canceled"}))) == [("canceled", 1)]


def test_what_an_agency_withholds_comes_in_withheld():
    [article] = articles(parsed("a.json", written(FIRST | {"pubstatus": "withheld"})))

    assert article.withheld


def test_an_embargo_is_kept():
    [article] = parsed("a.json", written(FIRST | {"embargoed": "2019-04-01T12:00:00Z"}))

    assert article.embargo == "2019-04-01T12:00:00Z"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(written(FIRST | {"type": "picture"}), "not_news", id="picture"),
        pytest.param(written(FIRST | {"type": "composite", "body_html": ""}), "not_news", id="package"),
        pytest.param(written(FIRST)[:-30], "bad_json", id="cut off"),
        pytest.param(written(FIRST).replace('"urn:1"', "[" * 100_000), "too_deep", id="bottomless"),
        pytest.param(written(FIRST).replace("وفد", "\\u0000"), "nul", id="NUL"),
    ],
)
def test_what_cannot_be_read_is_named(text, reason):
    assert [found for found, _ in problems(parsed("a.json", text))] == [reason]
