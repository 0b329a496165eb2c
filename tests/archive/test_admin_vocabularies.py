"""The desks of the vocabularies: other names, the tree, renaming in the list, what is gone and the way back."""

import pytest

from archive import merging
from archive.models import Place, Topic
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article

pytestmark = pytest.mark.django_db

LIST = "archive_topic_changelist"


def listed(client, name=LIST, **asked) -> list[str]:
    return [term.name_ar for term in client.get(address(name), asked).context["cl"].result_list]


def test_a_term_is_found_by_its_other_names(client):
    sign_in(client)
    Place.objects.create(name_ar="القاهرة", variants=["مصر المحروسة"])
    Place.objects.create(name_ar="حلب")

    assert listed(client, "archive_place_changelist", q="المحروسة") == ["القاهرة"]


def test_other_names_are_typed_one_a_line(client):
    sign_in(client)
    place = Place.objects.create(name_ar="القاهرة")

    sent = {"name_ar": "القاهرة", "variants": "مصر المحروسة\r\n\r\n القاهره ", "sought": "on"}
    client.post(address("archive_place_change", place.pk), sent)

    place.refresh_from_db()
    assert place.variants == ["مصر المحروسة", "القاهره"]


def test_a_topic_is_not_put_below_itself(client):
    sign_in(client)
    broad = Topic.objects.create(name_ar="اقتصاد")
    narrow = Topic.objects.create(name_ar="نفط", broader=broad)

    page = client.post(address("archive_topic_change", broad.pk), {"name_ar": "اقتصاد", "broader": narrow.pk})

    assert "below itself" in page.content.decode()


def test_the_list_says_where_a_topic_stands_and_how_much_lies_below(client, django_assert_max_num_queries):
    sign_in(client)
    make_article(topics=["نفط"])
    broad = Topic.objects.create(name_ar="اقتصاد")
    Topic.objects.filter(name_ar="نفط").update(broader=broad)
    Topic.objects.bulk_create(Topic(name_ar=f"سوق {number}", broader=broad) for number in range(20))

    with django_assert_max_num_queries(20):
        page = client.get(address(LIST))

    rows = {topic.name_ar: topic for topic in page.context["cl"].result_list}
    assert (rows["اقتصاد"].article_total, rows["اقتصاد"].held_below) == (0, 1)
    assert 'class="field-above">اقتصاد<' in page.content.decode()
    assert "نفط" in listed(client, broader=broad.pk)


def test_names_are_changed_in_the_list(client):
    sign_in(client)
    topic = Topic.objects.create(name_ar="نفط")
    assert 'name="form-0-name_ar"' in client.get(address(LIST) + "?rename=1").content.decode()
    sent = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": topic.pk, "_save": "Save"}

    client.post(address(LIST) + "?rename=1", sent | {"form-0-name_ar": "النفط", "form-0-name_latin": "Oil"})

    topic.refresh_from_db()
    assert (topic.name_ar, topic.name_latin) == ("النفط", "Oil")


def test_what_was_merged_is_brought_back(client):
    curator = sign_in(client)
    make_article(topics=["نفط"])
    loser, winner = Topic.objects.get(), Topic.objects.create(name_ar="طاقة")
    merging.merge_terms(loser=loser, winner=winner, by=curator)
    page = client.get(address("archive_topic_gone"))
    [one] = page.context["gone"]

    done = client.post(address("archive_topic_gone"), {"event": one["event"]}, follow=True)

    assert "is here again, on 1 article" in done.content.decode()
    assert Topic.objects.get(name_ar="نفط").articles.count() == 1
    assert "طاقة" in page.content.decode()


def test_merging_says_what_comes_together(client):
    sign_in(client)
    make_article(topics=["نفط", "طاقة"])
    sent = {"action": "merge", "_selected_action": list(Topic.objects.values_list("pk", flat=True))}

    page = client.post(address(LIST), sent)

    assert page.context["foreseen"] == merging.Foreseen(1, 1, 0)
