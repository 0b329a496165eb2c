import pytest

from tests.archive.ingest.making import BODY, parsed, problems

LONG = BODY * 3


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(f"وفد في دمشق\n\n{LONG}", "وفد في دمشق", id="an empty line after it"),
        pytest.param(f"وفد في دمشق\n{LONG}", "وفد في دمشق", id="much shorter than the text"),
        pytest.param(f"\n\nوفد في دمشق؟\n\n{LONG}", "وفد في دمشق؟", id="a question"),
        pytest.param(f"وفد في دمشق\r\n\r\n{LONG}", "وفد في دمشق", id="line ends of Windows"),
    ],
)
def test_a_first_line_that_reads_like_a_headline_is_the_title(text, title):
    [article] = parsed("news.txt", text)

    assert (article.title, article.title_supplied, article.body.strip()) == (title, False, LONG)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LONG, id="a single paragraph"),
        pytest.param(f"وصل الوفد إلى دمشق.\n\n{LONG}", id="a sentence"),
        pytest.param(f"{LONG}\n\n{LONG}", id="a long first line"),
        pytest.param("قفا نبك من ذكرى حبيب ومنزل\nبسقط اللوى بين الدخول فحومل", id="verse"),
        pytest.param(f"وصل الوفد إلى دمشق،\n{LONG}", id="half a sentence"),
    ],
)
def test_else_the_title_comes_from_the_file_and_says_so(text):
    [article] = parsed("baghouz-2019.txt", text)

    assert (article.title, article.title_supplied, article.body) == ("baghouz 2019", True, text)


def test_a_dateline_of_its_own_gives_date_and_place_and_stays_in_the_text():
    [article] = parsed("news.txt", f"وفد في دمشق\n\nعمّان، الأحد 24 آذار 2019 - القرطاس\n\n{LONG}")

    assert article.published == "الأحد 24 آذار 2019"
    assert article.places == ("عمّان",)
    assert article.body.strip().startswith("عمّان، الأحد")


@pytest.mark.parametrize(
    "line", ["عمّان - القرطاس", "قال في 24 آذار 2019 إن الوفد وصل إلى دمشق،\nثم غادرها", "آذار 2019", "24 آذار 2019"]
)
def test_a_line_that_is_no_dateline_gives_no_place(line):
    [article] = parsed("news.txt", f"وفد في دمشق\n\n{line}\n\n{LONG}")

    assert article.places == ()


def test_a_date_in_the_name_of_the_file_is_inferred():
    [article] = parsed("2019-03-24-al-hol.txt", LONG)

    assert (article.published, article.published_evidence.value) == ("2019-03-24", "inferred")


def test_a_year_in_the_name_of_the_file_is_no_date():
    [article] = parsed("baghouz-2019.txt", LONG)

    assert article.published == ""


def test_a_binary_file_is_no_text():
    assert problems(parsed("news.txt", b"abc\0\1\2\3" * 100)) == [("binary", None)]


def test_an_empty_file_is_named():
    assert problems(parsed("news.txt", b"")) == [("empty_file", None)]


def test_an_unknown_kind_of_file_is_named():
    assert problems(parsed("page.css", b"p { margin: 0 }")) == [("unknown_format", None)]
