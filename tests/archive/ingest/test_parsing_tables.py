import pytest

from archive.ingest import lines
from tests.archive.ingest.making import BODY, articles, parsed, problems

HEADER = "id,title,body\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_first_row_names_the_columns(delimiter):
    text = delimiter.join(["المعرف", "العنوان", "النص"]) + "\n" + delimiter.join(["7", "خبر", BODY])

    [article] = parsed("a.csv", text)

    assert (article.given_id, article.title, article.body) == ("7", "خبر", BODY)


def test_a_field_may_hold_lines_quotes_and_delimiters():
    [article] = parsed("a.csv", HEADER + '1,"قال: ""نعم""، وذهب","أولا,\n\nثانيا"\n')

    assert (article.title, article.body) == ('قال: "نعم"، وذهب', "أولا,\n\nثانيا")


def test_a_field_is_longer_than_the_usual_limit():
    [article] = parsed("a.csv", HEADER + f'1,خبر,"{"ط" * 200_000}"\n')

    assert len(article.body) == 200_000


def test_an_unterminated_quote_costs_its_own_row_only():
    rows = ["1,أ,نص", '2,"ب,نص', "3,ج,نص", '4,د,"نص"', "5,ه,نص"]

    found = parsed("a.csv", HEADER + "\n".join(rows))

    assert problems(found) == [("unterminated_quote", 3)]
    assert [article.given_id for article in articles(found)] == ["1", "3", "4", "5"]


def test_an_unterminated_quote_at_the_end_is_named():
    found = parsed("a.csv", HEADER + '1,أ,نص\n2,ب,"نص\n3,ج,نص\n')

    assert problems(found) == [("unterminated_quote", 3)]
    assert [article.given_id for article in articles(found)] == ["1", "3"]


def test_a_quote_that_is_never_closed_does_not_read_the_file_to_its_end(monkeypatch):
    monkeypatch.setattr("archive.ingest.parsing.tables.MOST_LINES", 10)
    found = parsed("a.csv", HEADER + '1,أ,"نص\n' + "2,ب,نص\n" * 50)

    assert problems(found) == [("unterminated_quote", 2)]
    assert len(articles(found)) == 50


@pytest.mark.parametrize(("row", "count"), [("2,ب", 2), ("2,ب,نص,زيادة", 4)])
def test_a_row_with_other_columns_is_named(row, count):
    found = parsed("a.csv", HEADER + f"1,أ,نص\n{row}\n3,ج,نص\n")

    assert problems(found) == [("column_count", 3)]
    assert len(articles(found)) == 2
    [problem] = [item for item in found if item not in articles(found)]
    assert problem.detail == {"expected": 3, "found": count}


def test_a_table_without_a_text_is_refused_whole():
    assert problems(parsed("a.csv", "name,price\nx,1\n")) == [("no_known_columns", None)]


def test_empty_lines_are_no_rows():
    assert len(parsed("a.csv", HEADER + "\n1,أ,نص\n\n\n2,ب,نص\n\n")) == 2


def test_a_table_that_ends_after_its_header_is_empty_and_no_problem():
    assert parsed("a.csv", HEADER) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1256", "utf-16"])
def test_every_row_knows_its_bytes(encoding):
    rows = [f'{n},خبر,"{BODY}\n\n{BODY}"' for n in range(3)]
    data = (HEADER + "\r\n".join(rows) + "\r\n").encode(encoding)

    found = articles(parsed("a.csv", data))

    spans = [article.provenance for article in found]
    assert [data[one.start : one.end].decode(one.encoding).strip() for one in spans] == rows
    assert [one.where.line for one in spans] == [2, 5, 8]


def test_a_row_over_the_limit_is_passed_over(monkeypatch):
    monkeypatch.setattr(lines, "LONGEST_ROW", 3000)
    monkeypatch.setattr(lines, "HEAD", 1000)
    found = parsed("a.csv", HEADER + f"1,أ,نص\n2,ب,{'ط' * 9000}\n3,ج,نص\n")

    assert problems(found) == [("row_too_large", 3)]
    assert len(articles(found)) == 2
