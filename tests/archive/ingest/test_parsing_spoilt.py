"""Whatever bytes come, there are articles and problems that say why; nothing ends the delivery."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest import cleaning, dividing, parsing
from archive.ingest.datatypes import CleanArticle, ParsedArticle
from archive.ingest.detecting import Format
from archive.ingest.parsing import rows
from archive.ingest.problems import Problem, Reason
from tests.archive.ingest import making

FILES = {
    "page.html": "<html><head><title>عنوان</title></head><body><h1>عنوان</h1><p>وصل الوفد صباحا.</p></body></html>",
    "feed.xml": "<rss version='2.0'><channel><item><title>خبر</title><description>نص الخبر</description></item>"
    "</channel></rss>",
    "table.csv": "title,body\nعنوان,نص الخبر\n",
    "rows.jsonl": '{"title": "عنوان", "body": "<p>وصل الوفد</p>"}\n',
    "text.txt": "عنوان\n\nوصل الوفد إلى دمشق صباح السبت.\n",
}
SPOILING = st.sampled_from(
    ["\0", "\r", '"', "<", "<p>", "]]>", "{", "&#0;", "&#x1;", "&#xD800;", "&#xFFFF", "9" * 400, "[" * 3_000]
)


@given(
    name=st.sampled_from(sorted(FILES)),
    spoiling=st.lists(SPOILING | st.binary(max_size=4), max_size=3),
    place=st.integers(0, 120),
    cut=st.integers(0, 40),
)
@settings(max_examples=150, deadline=None)
def test_spoilt_files_give_only_articles_and_problems(name, spoiling, place, cut):
    data = FILES[name].encode()
    middle = b"".join(piece.encode() if isinstance(piece, str) else piece for piece in spoiling)

    found = making.parsed(name, data[:place] + middle + data[place : len(data) - cut])

    assert all(isinstance(item, ParsedArticle | Problem) for item in found)
    assert all(isinstance(dividing.clean(item), CleanArticle | Problem) for item in found)
    assert Reason.UNFORESEEN not in {item.reason for item in found if isinstance(item, Problem)}


@pytest.mark.parametrize("reference", ["&#0;", "&#x1;", "&#xD800;", "&#xFFFF;", "\0"], ids=repr)
@pytest.mark.parametrize("name", ["page.html", "feed.xml", "rows.jsonl"])
def test_a_character_that_no_markup_may_hold_costs_only_itself(name, reference):
    data = FILES[name].replace("وصل", f"و{reference}صل").replace("نص الخبر", f"نص{reference} الخبر")

    [article] = making.articles(making.parsed(name, data if name != "rows.jsonl" else data.replace("\0", "\\u0001")))

    assert "وصل الوفد" in article.body or article.lead == "نص الخبر"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("table.csv", "title,body\nأول,نص\nثان,نص\nثالث,نص\n", id="table"),
        pytest.param(
            "rows.jsonl", "".join(f'{{"title": "{t}", "body": "نص"}}\n' for t in ("أول", "ثان", "ثالث")), id="lines"
        ),
        pytest.param("rows.json", '[{"title": "أول"},{"title": "ثان"},{"title": "ثالث"}]', id="array"),
    ],
)
def test_a_fault_in_one_row_costs_that_row_alone(name, data, monkeypatch):
    to_article = rows.to_article

    def fail_at_second(pairs, *more):
        article = to_article(pairs, *more)
        return article if article.title != "ثان" else 1 / 0

    monkeypatch.setattr(rows, "to_article", fail_at_second)

    first, fault, third = making.parsed(name, data)

    assert (first.title, fault.reason, third.title) == ("أول", Reason.UNFORESEEN, "ثالث")


def test_a_fault_of_a_parser_is_a_problem_of_its_file_and_in_the_log(monkeypatch, caplog):
    [article] = making.parsed("text.txt", FILES["text.txt"])

    def fail(raw):
        yield article
        raise ZeroDivisionError

    monkeypatch.setitem(parsing.FORMATS, Format.TEXT, fail)

    found = making.parsed("text.txt", FILES["text.txt"])

    assert found[0] == article
    assert (found[1].reason, found[1].detail) == (Reason.UNFORESEEN, {"error": "ZeroDivisionError"})
    assert "ZeroDivisionError" in caplog.text


def test_a_fault_in_cleaning_costs_its_article_alone(monkeypatch, caplog):
    [article] = making.articles(making.parsed("text.txt", FILES["text.txt"]))
    monkeypatch.setattr(cleaning, "clean", lambda parsed: 1 / 0)

    assert dividing.clean(article).reason is Reason.UNFORESEEN
    assert "ZeroDivisionError" in caplog.text


def test_a_lack_of_memory_ends_the_work(monkeypatch):
    def fail(raw):
        raise MemoryError
        yield

    monkeypatch.setitem(parsing.FORMATS, Format.TEXT, fail)

    with pytest.raises(MemoryError):
        making.parsed("text.txt", FILES["text.txt"])
