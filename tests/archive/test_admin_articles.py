"""The articles desk: what a curator sees and mends there."""

import datetime
import re

import pytest

from archive import curation
from archive.admin import bounds
from archive.admin.forms import ArticleForm
from archive.models import Article, Original, Topic
from tests.archive.newsroom import address, filled_form, sign_in
from tests.makers import make_article, make_reader, make_source

pytestmark = pytest.mark.django_db
LIST = "archive_article_changelist"


def listed(client, **filters) -> list[Article]:
    return list(client.get(address(LIST), filters).context["cl"].result_list)


def stored(article) -> Article:
    return Article.objects.get(pk=article.pk)


# ---------- the list ----------


def test_the_list_shows_the_newest_first_and_the_undated_last(client):
    sign_in(client)
    undated = make_article(published_on=None)
    old, new = (make_article(published_on=datetime.date(year, 1, 1)) for year in (2005, 2024))

    assert listed(client) == [new, old, undated]


def test_the_list_says_what_is_decided_by(client):
    sign_in(client)
    make_article(
        title="عنوان",
        date_precision="month",
        status="withheld",
        embargo_until=datetime.date(2031, 5, 6),
        text_origin="ocr",
        source=make_source("q", name_ar="جريدة القرطاس"),
    )

    page = client.get(address(LIST)).content.decode()

    for said in ("عنوان", "جريدة القرطاس", "March 2019", "Withheld", "Open to everybody", "2031-05-06", "Read by OCR"):
        assert said in page


def test_an_article_without_a_title_is_listed_by_its_identifier(client):
    sign_in(client)
    article = make_article(title="")

    page = client.get(address(LIST)).content.decode()

    assert "Untitled" in page
    assert article.identifier in page


@pytest.mark.parametrize(
    ("filters", "fields"),
    [
        pytest.param({"dated": "no"}, {"published_on": None}, id="undated"),
        pytest.param({"titled": "no"}, {"title": ""}, id="untitled"),
        pytest.param({"titled": "supplied"}, {"title_supplied": True}, id="supplied title"),
        pytest.param({"status__exact": "review"}, {"status": "review"}, id="status"),
        pytest.param({"genre__exact": "opinion"}, {"genre": "opinion"}, id="genre"),
        pytest.param({"text_origin__exact": "ocr"}, {"text_origin": "ocr"}, id="text origin"),
        pytest.param({"embargo": "running"}, {"embargo_until": datetime.date(2400, 1, 1)}, id="under embargo"),
        pytest.param({"own_access": "5"}, {"access": 5}, id="access"),
    ],
)
def test_filters_narrow_the_list(client, filters, fields):
    sign_in(client)
    make_article()
    wanted = make_article(**fields)

    assert listed(client, **filters) == [wanted]


def test_the_list_is_filtered_by_the_language_of_a_source(client):
    sign_in(client)
    make_article()
    wanted = make_article(language="fr", source=make_source("presse", language="fr"))

    assert listed(client, language="fr") == [wanted]


def test_an_embargo_that_ends_soon_is_found(client, time_machine):
    time_machine.move_to("2024-05-10 09:00Z")
    sign_in(client)
    wanted = make_article(embargo_until=datetime.date(2024, 5, 15))
    make_article(embargo_until=datetime.date(2024, 6, 15))
    make_article(embargo_until=datetime.date(2024, 5, 1))

    assert listed(client, embargo="soon") == [wanted]


@pytest.mark.parametrize(
    "filters", [{"own_access": "x"}, {"embargo": "x"}, {"titled": "x"}, {"p": "99999999999"}, {"o": "9.9"}]
)
def test_a_list_address_with_nonsense_is_still_a_page(client, filters):
    sign_in(client)
    make_article()

    assert client.get(address(LIST), filters, follow=True).status_code == 200


def test_the_list_takes_few_queries_however_many_rows(client, django_assert_max_num_queries):
    sign_in(client)
    for number in range(20):
        make_article(source=make_source(f"s{number}"))

    with django_assert_max_num_queries(14):
        client.get(address(LIST))


def test_a_long_list_is_not_counted_to_its_end(client, monkeypatch):
    monkeypatch.setattr(bounds.BoundedPaginator, "most", 3)
    sign_in(client)
    for _ in range(5):
        make_article()

    page = client.get(address(LIST))

    assert page.context["cl"].result_count == 3
    assert "More than 3" in page.content.decode()


def test_long_texts_are_not_read_for_the_list(client):
    sign_in(client)
    make_article()

    [article] = listed(client)

    assert "body" in article.get_deferred_fields()


# ---------- mending ----------


def save(client, article, **changes):
    return client.post(address("archive_article_change", article.pk), filled_form(client, article) | changes)


def test_a_form_sent_back_unchanged_changes_nothing(client):
    sign_in(client)
    article = make_article(body="سطر أول\n\nسطر ثان بمسافة في آخره ", title=" عنوان", topics=["نفط"])

    assert save(client, article).status_code == 302

    assert stored(article).text_version == 1
    assert stored(article).curated_fields == []
    assert not article.events.exists()


def test_a_mended_text_is_a_new_version_that_says_who(client):
    curator = sign_in(client)
    article = make_article(body="خطإ")

    save(client, article, body="خطأ\r\nوسطر")

    assert stored(article).body == "خطأ\nوسطر"
    assert stored(article).curated_fields == ["body"]
    assert article.former_texts.get().pgh_context.metadata["user"] == curator.pk


def test_mended_facts_are_remembered_too(client):
    sign_in(client)
    article = make_article()

    save(client, article, section="اقتصاد", published_on="2020-01-01")

    assert stored(article).published_on == datetime.date(2020, 1, 1)
    assert stored(article).curated_fields == ["published_on", "section"]


def test_a_topic_added_on_the_form_is_remembered(client):
    sign_in(client)
    article, topic = make_article(), Topic.objects.create(name_ar="نفط")

    save(client, article, **{"articletopic_set-TOTAL_FORMS": "1", "articletopic_set-0-topic": str(topic.pk)})

    assert list(article.topics.all()) == [topic]
    assert stored(article).curated_fields == ["topics"]


def test_the_second_of_two_curators_keeps_what_they_typed_and_sees_the_difference(client):
    curator = sign_in(client)
    article = make_article(title="عنوان", body="أول")
    sent = filled_form(client, article) | {"body": "نص الثاني"}
    curation.correct(article=stored(article), fields={"body": "نص الأول"}, by=curator)

    page = client.post(address("archive_article_change", article.pk), sent)

    assert page.status_code == 200
    assert stored(article).body == "نص الأول"
    assert page.context["adminform"].form["body"].value() == "نص الثاني"
    assert "<del>" in page.content.decode()
    assert "Somebody else has changed this article" in page.content.decode()


def test_a_second_knowing_save_goes_through(client):
    curator = sign_in(client)
    article = make_article(body="أول")
    sent = filled_form(client, article) | {"body": "نص الثاني"}
    curation.correct(article=stored(article), fields={"body": "نص الأول"}, by=curator)
    page = client.post(address("archive_article_change", article.pk), sent)

    client.post(
        address("archive_article_change", article.pk),
        sent | {"edition": page.context["adminform"].form["edition"].value()},
    )

    assert stored(article).body == "نص الثاني"


def test_what_only_the_other_changed_is_taken_over_and_never_undone(client):
    curator = sign_in(client)
    article = make_article(title="عنوان", body="أول", section="ثقافة")
    sent = filled_form(client, article) | {"body": "نص الثاني"}
    other = make_source("other")
    curation.correct(article=stored(article), fields={"title": "عنوان الأول", "source": other}, by=curator)

    page = client.post(address("archive_article_change", article.pk), sent)
    form = page.context["adminform"].form
    assert (form["title"].value(), form["body"].value()) == ("عنوان الأول", "نص الثاني")
    assert [one["name"] for one in form.differences] == []
    client.post(address("archive_article_change", article.pk), sent | again(form))

    kept = stored(article)
    assert (kept.title, kept.body, kept.source) == ("عنوان الأول", "نص الثاني", other)


@pytest.mark.parametrize(("keep", "expected"), [("mine", "نص الثاني"), ("theirs", "نص الأول")])
def test_where_both_changed_a_field_one_of_them_is_chosen(client, keep, expected):
    curator = sign_in(client)
    article = make_article(body="أول", section="ثقافة")
    sent = filled_form(client, article) | {"body": "نص الثاني", "section": "رأي"}
    curation.correct(article=stored(article), fields={"body": "نص الأول"}, by=curator)
    form = client.post(address("archive_article_change", article.pk), sent).context["adminform"].form
    assert [one["name"] for one in form.differences] == ["body"]

    chosen = {"edition": form["edition"].value(), "keep-body": keep}
    client.post(address("archive_article_change", article.pk), sent | chosen)

    assert (stored(article).body, stored(article).section) == (expected, "رأي")


def again(form) -> dict[str, str]:
    """What the browser would send of the fields that were filled in anew."""
    return {name: str(form[name].value()) for name in ("edition", "title", "source")}


def test_who_saves_between_reading_and_writing_is_seen_too(client, monkeypatch):
    """The form was valid when somebody else's save came first: the curator sees the difference all the same."""
    curator = sign_in(client)
    article = make_article(body="أول")
    sent = filled_form(client, article) | {"body": "نص الثاني"}
    correct, full_clean = curation.correct, ArticleForm.full_clean

    def come_too_late(**given):
        """The other transaction ends while this one waits for the row; this one is then rolled back and begun again."""
        monkeypatch.setattr(curation, "correct", correct)
        monkeypatch.setattr(ArticleForm, "full_clean", clean_what_the_other_saved)
        raise curation.EditedMeanwhile(article)

    def clean_what_the_other_saved(form):
        monkeypatch.setattr(ArticleForm, "full_clean", full_clean)
        correct(article=stored(article), fields={"body": "نص الأول"}, by=curator)
        form.instance.refresh_from_db()
        form.initial["edition"] = curation.edition(form.instance)
        full_clean(form)

    monkeypatch.setattr(curation, "correct", come_too_late)

    page = client.post(address("archive_article_change", article.pk), sent)

    assert page.context["adminform"].form["body"].value() == "نص الثاني"
    assert stored(article).body == "نص الأول"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"date_precision": "none"}, "date_precision", id="date without precision"),
        pytest.param({"published_on": ""}, "published_on", id="precision without date"),
        pytest.param({"published_time": "10:00"}, "published_time", id="time of a day"),
    ],
)
def test_a_date_that_contradicts_itself_is_refused_beside_its_field(client, changes, field):
    sign_in(client)
    page = save(client, make_article(), **changes)

    assert list(page.context["adminform"].form.errors) == [field]


def test_a_new_article_is_a_draft_with_a_key(client):
    sign_in(client)
    source = make_source("warraq")
    management = {
        f"article{term}_set-{part}": "0"
        for term in ("author", "topic", "place")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    facts = {
        "source": source.pk,
        "language": "ar",
        "date_precision": "none",
        "date_calendar": "gregorian",
        "date_evidence": "stated",
    }

    client.post(
        address("archive_article_add"), {"title": "جديد", "body": "نص", "status": "published", **facts, **management}
    )

    article = Article.objects.get()
    assert (article.status, article.title) == ("draft", "جديد")
    assert article.source_key
    assert {"title", "body"} <= set(article.curated_fields)


def test_an_article_of_two_million_letters_can_be_mended(client):
    sign_in(client)
    article = make_article(body="خبر طويل " * 222_300)

    save(client, article, body="خبر أطول " * 222_300)

    assert stored(article).text_version == 2


# ---------- originals ----------


@pytest.fixture
def original(tmp_path, settings):
    settings.ORIGINALS = tmp_path
    kept = Original(article=make_article(), sha256="ab" * 32, media_type="text/html", byte_count=9, first_byte=5)
    kept.path.parent.mkdir(parents=True)
    kept.path.write_bytes(b"12345<script>6789")
    kept.save()
    return kept


@pytest.mark.parametrize(
    ("whole", "received"), [({}, b"<script>6"), ({"whole": ""}, b"12345<script>6789")], ids=["own", "whole"]
)
def test_an_original_is_handed_out_as_a_file_and_never_run(client, original, whole, received):
    sign_in(client)

    page = client.get(address("archive_article_original", original.article_id, original.pk), whole)

    assert b"".join(page) == received
    assert page["Content-Disposition"].startswith("attachment")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Content-Type"] == "application/octet-stream"


def test_an_original_that_is_missing_is_no_page(client, original):
    sign_in(client)
    original.path.unlink()

    assert client.get(address("archive_article_original", original.article_id, original.pk)).status_code == 404


@pytest.mark.parametrize("user", [None, "reader"])
def test_an_original_is_for_curators_only(client, original, user):
    if user:
        client.force_login(make_reader())

    page = client.get(address("archive_article_original", original.article_id, original.pk))

    assert page.status_code == 302


def test_the_years_of_all_articles_are_those_of_their_dates(client):
    sign_in(client)
    for year in (1999, 2004, 2004, 2019):
        make_article(published_on=datetime.date(year, 3, 2))
    make_article(published_on=None)

    page = client.get(address("archive_article_changelist")).content.decode()

    assert re.findall(r"published_on__year=(\d+)", page) == ["1999", "2004", "2019"]
