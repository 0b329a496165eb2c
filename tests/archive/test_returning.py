"""What was changed, one by one, in bulk or by SQL, can be made again what it was; the record says who, when and why."""

import pytest
from django.db import connection

from archive import returning
from archive.models import Article, ArticleTopic, Source, Topic
from search.models import Alias
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db


def in_bulk(model, **values):
    model.objects.all().update(**values)


def by_sql(model, **values):
    with connection.cursor() as cursor:
        for name, value in values.items():
            cursor.execute(f"UPDATE {model._meta.db_table} SET {name} = %s", [value])


def go_back(thing, **options):
    event = thing.events.latest("pgh_id")
    seen = options.pop("seen", returning.state_of(thing))
    return returning.return_to(
        thing=thing, event=event, by=options.pop("by", None) or make_curator(), seen=seen, **options
    )


THINGS = {
    "article": (lambda: make_article(section="سياسة"), "section"),
    "source": (lambda: make_source(city="دمشق"), "city"),
    "topic": (lambda: Topic.objects.create(name_ar="اقتصاد", note="قديم"), "note"),
    "alias": (lambda: Alias.objects.first(), "note"),
}


@pytest.mark.parametrize("write", [in_bulk, by_sql])
@pytest.mark.parametrize("kind", THINGS)
def test_what_was_changed_is_as_it_was(kind, write):
    make, field = THINGS[kind]
    thing = make()
    before = getattr(thing, field)
    write(type(thing), **{field: "غير ما كان"})
    thing.refresh_from_db()

    assert go_back(thing) == [field]

    thing.refresh_from_db()
    assert getattr(thing, field) == before


def test_going_back_is_kept_too():
    source, curator = make_source(city="دمشق"), make_curator()
    in_bulk(Source, city="حلب")

    go_back(source, by=curator, note="كان صوابا")

    event = source.events.latest("pgh_id")
    assert event.city == "حلب"
    assert (
        event.pgh_context.metadata | {"user": curator.pk, "act": "return", "note": "كان صوابا"}
        == event.pgh_context.metadata
    )


def test_texts_and_decisions_of_an_article_stay():
    article = make_article("قديم", section="سياسة")
    in_bulk(Article, title="جديد", section="اقتصاد", status="withheld")
    article.refresh_from_db()

    assert go_back(article) == ["section"]

    article.refresh_from_db()
    assert (article.title, article.status, article.curated_fields) == ("جديد", "withheld", ["section"])


def test_who_did_not_see_the_last_change_is_refused():
    source = make_source(city="دمشق")
    in_bulk(Source, city="حلب")
    seen = returning.state_of(source)
    in_bulk(Source, city="حمص")

    with pytest.raises(returning.ChangedMeanwhile):
        go_back(source, seen=seen)

    assert Source.objects.get().city == "حمص"


def test_what_is_gone_does_not_come_back():
    broader = Topic.objects.create(name_ar="علوم")
    topic = Topic.objects.create(name_ar="فلك", broader=broader)
    Topic.objects.filter(pk=topic.pk).update(broader=None)
    broader.delete()
    topic.refresh_from_db()

    with pytest.raises(returning.NoLongerPossible):
        go_back(topic)


def test_a_new_article_writes_no_history():
    article = make_article(topics=["اقتصاد"])

    assert not article.events.exists()
    assert not article.former_texts.exists()
    assert not ArticleTopic.objects.get().events.exists()


# ---------- in the newsroom ----------


def test_the_record_shows_what_changed_word_by_word_and_why(client):
    user = sign_in(client)
    source = make_source(description_en="A daily of the north")
    curator_note = "checked on paper"
    in_bulk(Source, description_en="A weekly of the north")
    go_back(source, by=user, note=curator_note)

    page = client.get(address("archive_source_history", source.pk)).content.decode()

    assert curator_note in page
    assert "daily</ins>" in page
    assert "weekly</del>" in page
    assert page.count("Return to how it was before") >= 2


def test_values_run_in_the_direction_of_their_own_letters(client):
    sign_in(client)
    source = make_source(city="دمشق", description_en="A daily")
    in_bulk(Source, city="حلب", description_en="A weekly")

    page = client.get(address("archive_source_history", source.pk))

    [change] = page.context["changes"]
    assert {field.label: field.direction for field in change.fields} == {"City": "rtl", "Description in English": "ltr"}
    assert '<dd dir="rtl">' in page.content.decode()


@pytest.mark.parametrize("kind", THINGS)
def test_one_click_leads_to_the_difference_and_the_next_one_back(client, kind):
    sign_in(client)
    make, field = THINGS[kind]
    thing = make()
    before = getattr(thing, field)
    in_bulk(type(thing), **{field: "غير ما كان"})
    desk = f"{thing._meta.app_label}_{thing._meta.model_name}"
    way = address(f"{desk}_return", thing.pk, thing.events.latest("pgh_id").pgh_id)

    page = client.get(way)
    answer = client.post(way, {"seen": page.context["seen"], "note": ""}, follow=True)

    assert [difference.before for difference in page.context["differences"]] == ["غير ما كان"]
    assert "It is again as it was." in answer.content.decode()
    thing.refresh_from_db()
    assert getattr(thing, field) == before


def test_a_page_that_is_too_old_says_so_and_shows_what_is_now(client):
    sign_in(client)
    source = make_source(city="دمشق")
    in_bulk(Source, city="حلب")
    way = address("archive_source_return", source.pk, source.events.latest("pgh_id").pgh_id)

    answer = client.post(way, {"seen": "1", "note": ""})

    assert "Somebody else has changed" in answer.content.decode()
    assert answer.context["seen"] == returning.state_of(source)


def test_there_is_nothing_to_do_where_nothing_differs(client):
    sign_in(client)
    source = make_source(city="دمشق")
    in_bulk(Source, city="حلب")
    in_bulk(Source, city="دمشق")

    event = source.events.earliest("pgh_id").pgh_id
    page = client.get(address("archive_source_return", source.pk, event)).content.decode()

    assert "There is nothing to do here." in page


def test_an_event_of_another_thing_is_not_there(client):
    sign_in(client)
    one, other = make_source(city="دمشق"), make_source(city="حلب")
    in_bulk(Source, city="حمص")

    assert client.get(address("archive_source_return", one.pk, other.events.get().pgh_id)).status_code == 404
