"""The other pages of an article: plain text, versions, what is similar; and its place in the results."""

import datetime
import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils.html import escape

from archive import curation
from archive.models import Article
from search.index import indexing
from search.views import results
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db
RLM = "\N{RIGHT-TO-LEFT MARK}"
FIRE = (
    "اندلع حريق كبير في مصنع الخزف القديم عند أطراف القرية مساء الثلاثاء، "
    "وهرع رجال الإطفاء والمتطوعون إلى الأفران والمخازن، "
    "وامتد اللهب إلى الأخشاب والقوارير، وانهار السقف فوق المغازل."
)


def text(response) -> str:
    return response.content.decode()


def index(*articles: Article) -> None:
    indexing.refresh([article.pk for article in articles])


def mend(article: Article, **fields) -> None:
    """A new version of the text."""
    Article.objects.filter(pk=article.pk).update(**fields)
    article.refresh_from_db()


# ---------- plain text ----------


def plain(client, article: Article, prefix: str = ""):
    return client.get(f"{prefix}/a/{article.identifier}.txt")


def test_plain_text_says_what_it_is_and_then_the_text(client):
    article = make_article("حريق", "أولى.\n\n\nثانية.", lead="المقدمة.", authors=["مراسلة"])

    response = plain(client, article)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    for told in ("حريق\n", "صحيفة الورّاق", "23 آذار/مارس 2019", "مراسلة", f"/a/{article.identifier}/", "إصدار النص: 1"):
        assert told in text(response)
    assert text(response).endswith("المقدمة.\n\nأولى.\n\nثانية.\n")


def test_plain_text_of_a_closed_article_holds_none_of_it(client):
    article = make_article("حديث", "سر محفوظ", subtitle="عنوان فرعي", access=5)

    page = text(plain(client, article))

    assert "حديث" in page
    assert "النص غير متاح هنا" in page
    assert "سر محفوظ" not in page
    assert "عنوان فرعي" not in page


def test_arabic_line_that_begins_with_a_latin_name_keeps_its_direction(client):
    page = text(plain(client, make_article(body="BBC: قال المتحدث إن الأمر انتهى.\nThe end.")))

    assert f"{RLM}BBC: قال" in page
    assert f"{RLM}The end." not in page


@pytest.mark.parametrize("page", ["plain", "versions/", "similar/"])
def test_hidden_and_withdrawn_articles_have_no_further_pages(client, page):
    draft = make_article("مسوّدة", "نصها", status="draft")
    gone = make_article("مسحوبة", "نصها")
    curation.withdraw(article=gone, reason=Article.Reason.RIGHTS, by=make_curator())

    answers = [client.get(f"/a/{one.identifier}{'.txt' if page == 'plain' else '/' + page}") for one in (draft, gone)]

    assert [answer.status_code for answer in answers] == [404, 410]
    assert not any("نصها" in text(answer) for answer in answers)


def test_merged_article_leads_to_the_same_kind_of_page(client):
    winner = make_article()
    loser = make_article(status="withdrawn", merged_into=winner)

    assert plain(client, loser).url == f"/a/{winner.identifier}.txt"
    assert client.get(f"/en/a/{loser.identifier}/versions/").url == f"/en/a/{winner.identifier}/versions/"


# ---------- versions ----------


def versions(client, article: Article, **params) -> str:
    return text(client.get(f"/a/{article.identifier}/versions/", params))


def test_what_changed_is_marked_word_by_word_and_said(client):
    article = make_article("حريق", "أصيب ثلاثة أشخاص.")
    mend(article, body="أصيب خمسة أشخاص.")

    page = versions(client, article)

    assert re.search(r"<del>.*حُذف:.*ثلاثة.*</del>", page)
    assert re.search(r"<ins>.*أُضيف:.*خمسة.*</ins>", page)


def test_any_two_versions_can_be_compared(client):
    article = make_article(body="أولى")
    mend(article, body="ثانية")
    mend(article, body="ثالثة")

    page = versions(client, article, **{"from": "3", "to": "1"})

    assert "أولى" in page
    assert "ثانية" not in page


@pytest.mark.parametrize("asked", ["", "99", "x", "\x00", "١"])
def test_versions_that_are_not_there_mean_the_last_two(client, asked):
    article = make_article(body="أولى")
    mend(article, body="ثانية")

    assert "أولى" in versions(client, article, **{"from": asked, "to": asked})


def test_text_of_one_version_says_so(client):
    assert "لهذا النص إصدار واحد" in versions(client, make_article())


def test_versions_are_closed_where_the_text_is(client):
    article = make_article(body="سر", access=4)
    mend(article, body="سر آخر")

    assert client.get(f"/a/{article.identifier}/versions/").status_code == 404


def test_text_that_was_never_public_stays_with_the_curators(client):
    article = make_article(body="مسودة سرية", status="draft")
    mend(article, body="النص المنشور")
    Article.objects.filter(pk=article.pk).update(status="published")

    for_readers = versions(client, article)
    client.force_login(make_curator())

    assert "سرية" not in for_readers
    assert "سرية" in versions(client, article)


def test_markup_in_a_former_text_is_shown_as_text(client):
    article = make_article(body="<script>alert(1)</script>")
    mend(article, body="كلام")

    assert escape("<script>") in versions(client, article)


# ---------- similar ----------


def alike(client, article: Article, page: str = "") -> dict:
    around = client.get(f"/a/{article.identifier}/{page}").context["around"]
    return {name: [one.title for one in getattr(around, name)] for name in ("reprints", "story", "similar")}


@pytest.mark.parametrize("page", ["", "similar/"])
def test_same_text_same_story_and_same_subject_are_told_apart(client, page):
    day = datetime.date(2019, 3, 23)
    source = make_source("other")
    article = make_article("حريق الخزف", FIRE)
    reprint = make_article("نقلا عن الوكالة", FIRE, source=source)
    story = make_article("تحديث", FIRE + " وأصيب ثلاثة.", published_on=day + datetime.timedelta(days=1))
    subject = make_article("بعد عام", FIRE + " وأعيد البناء.", published_on=day.replace(year=2020))
    others = [make_article(f"طقس {number}", "أمطار غزيرة على الساحل ورياح شديدة.") for number in range(3)]
    index(article, reprint, story, subject, *others)

    assert alike(client, article, page) == {"reprints": ["نقلا عن الوكالة"], "story": ["تحديث"], "similar": ["بعد عام"]}


def test_hidden_articles_are_not_among_the_similar(client):
    article = make_article("حريق", FIRE)
    hidden = make_article("مخفي", FIRE + " ثم", status="withheld")
    index(article, hidden)

    assert "مخفي" not in text(client.get(f"/a/{article.identifier}/"))


def test_article_like_no_other_says_so(client):
    article = make_article(body="زرافة")
    index(article)

    assert "لا مقالة أخرى" in text(client.get(f"/a/{article.identifier}/similar/"))


def test_that_day_in_other_sources_is_one_of_each(client):
    article = make_article()
    for slug in ("one", "one", "two"):
        make_article(f"من {slug}", "غيره", source=make_source(slug))

    around = client.get(f"/a/{article.identifier}/").context["around"]

    assert sorted(other.title for other in around.of_the_day) == ["من one", "من two"]


# ---------- the place in the results ----------


@pytest.fixture
def found(client):
    """Fifteen articles with one word, newest first, and the links of the list to them."""
    day = datetime.date(2019, 3, 1)
    made = [make_article(f"خبر {n}", "عن المكتبة", published_on=day + datetime.timedelta(days=n)) for n in range(15)]
    index(*made)
    return made[::-1]


def links(client, **params) -> list[str]:
    page = text(client.get("/search/", {"q": "المكتبة", "sort": "newest"} | params))
    return [link.replace("&amp;", "&") for link in re.findall(r'<h2[^>]*><a class="plain" href="([^"]+)"', page)]


def test_article_knows_which_result_it_is_and_leads_on(client, found):
    response = client.get(links(client, page="2")[0])
    page = text(response)

    assert "النتيجة 11 من 15" in page
    assert f"/a/{found[9].identifier}/" in response.context["previous_result"]
    assert f"/a/{found[11].identifier}/" in response.context["next_result"]
    assert "n=12" in response.context["next_result"]
    assert f"?q={quote('المكتبة')}&amp;sort=newest&amp;page=2" in page


def test_walk_through_the_results_visits_each_once_and_ends(client, found):
    address, seen = links(client)[0], []
    while address and len(seen) <= len(found):
        response = client.get(address)
        seen.append(response.context["article"])
        address = response.context["next_result"]

    assert seen == found


def test_filters_are_carried_along(client, found):
    [first, *_] = links(client, source="warraq", year="2019")

    following = client.get(first).context["next_result"]

    assert "source=warraq" in following
    assert "year=2019" in following


def test_results_that_moved_on_by_one_are_found_again(client, found):
    address = links(client)[3]
    index(make_article("أحدث", "عن المكتبة", published_on=datetime.date(2020, 1, 1)))

    assert "النتيجة 5 من 16" in text(client.get(address))


@pytest.mark.parametrize("number", ["14", "999", "10001", "0", "-1", "x", "٣", "9" * 40, "\x00"])
def test_wrong_number_leaves_the_way_back_alone(client, found, number):
    page = text(client.get(f"/a/{found[2].identifier}/", {"q": "المكتبة", "sort": "newest", "n": number}))

    assert "عودة إلى نتائج" in page
    assert "النتيجة التالية" not in page


def test_list_without_words_can_be_walked_too(client, found):
    response = client.get(f"/a/{found[0].identifier}/", {"source": "warraq", "n": "1"})

    assert "عودة إلى النتائج" in text(response)
    assert found[1].identifier in response.context["next_result"]


def test_page_of_the_list_is_that_of_the_results(client, found):
    assert len(links(client)) == results.PER_PAGE


# ---------- what it costs ----------


@pytest.mark.parametrize(
    ("params", "most"),
    [
        pytest.param({}, 2, id="by itself"),
        pytest.param({"q": "المكتبة"}, 3, id="with marks, those of aliases too"),
        pytest.param({"q": "المكتبة", "n": "3", "sort": "newest"}, 8, id="as a result"),
        pytest.param({"q": "المكتبة", "n": "3", "source": "warraq", "year": "2019"}, 8, id="as a narrowed result"),
    ],
)
def test_article_asks_the_database_seldom_whatever_hangs_on_it(
    client, found, params, most, django_assert_max_num_queries
):
    names = [f"اسم {place}" for place in range(8)]
    article = make_article("خبر", "عن المكتبة " + FIRE, authors=names, topics=names, places=names)
    for number in range(3):
        index(make_article("آخر", article.body + " " * number, source=make_source(f"s{number}")))
    mend(article, body=article.body + " بعد")
    index(article)

    with django_assert_max_num_queries(most):
        client.get(f"/a/{article.identifier}/", params)


# ---------- a database that is slow ----------


@pytest.fixture
def slow_likeness(transactional_db):
    """Whatever looks for what is alike takes longer than a reader's statement may."""

    def slowly(execute, sql, params, many, context):
        return execute(f"SELECT pg_sleep(2); {sql}" if "telling AS" in sql else sql, params, many, context)

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '300ms'")
    with connection.execute_wrapper(slowly):
        yield
    with connection.cursor() as cursor:
        cursor.execute("RESET statement_timeout")


def test_article_is_read_though_what_is_like_it_is_not_found_in_time(slow_likeness, client):
    article = make_article(body=FIRE)

    page = client.get(article.get_absolute_url())

    assert page.status_code == 200
    assert "رجال الإطفاء" in text(page)
