"""Relating articles: by the command, after changes, and what a curator decides of a pair."""

import pytest
from django.core.management import call_command
from django.utils import translation

from archive import curation
from archive.models import Article, Relation
from archive.relating import deciding, finding
from tests.archive.newsroom import address, sign_in
from tests.archive.relating import pairs
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db
TEXT = pairs.TEMPLATES[3].replace("{town}", "بيروت")
OTHER = pairs.TEMPLATES[0].format(town="دمشق", **dict.fromkeys("abcdefgh", "5"))


def related() -> list[tuple[int, int, str]]:
    return list(Relation.objects.values_list("first", "second", "kind"))


def relate(most: int = 1_000) -> int:
    return sum(done.articles for done in finding.run(most))


@pytest.fixture
def pair() -> Relation:
    make_article(body=TEXT, authors=["كاتب"])
    make_article(body=TEXT, authors=["محرر"])
    relate()
    return Relation.objects.get()


def test_the_same_text_is_found_again_and_another_is_not():
    first, second, _ = make_article(body=TEXT), make_article(body=TEXT), make_article(body=OTHER)

    relate()

    assert related() == [(first.pk, second.pk, "same")]


def test_a_text_of_another_source_is_a_reprint():
    first, second = make_article(body=TEXT), make_article(body=TEXT + " وكالات", source=make_source("daftar"))

    relate()

    assert related() == [(first.pk, second.pk, "reprint")]


def test_a_text_with_a_new_end_is_a_version():
    first, second = make_article(body=TEXT), make_article(body=TEXT + " وأضافت المديرية أن خسائر مادية كبيرة وقعت.")

    relate()

    assert related() == [(first.pk, second.pk, "version")]


def test_a_run_goes_on_where_the_last_one_stopped():
    first, second = make_article(body=TEXT), make_article(body=TEXT)

    assert [relate(1), relate(), relate()] == [1, 1, 0]
    assert related() == [(first.pk, second.pk, "same")]


def test_a_changed_text_is_compared_anew(pair):
    curation.correct(article=pair.second, fields={"body": OTHER}, by=make_curator("c"))

    relate()

    assert related() == []


def test_what_is_not_the_same_is_never_asked_again(pair):
    deciding.refuse(relation=pair, by=make_curator())
    Article.objects.filter(pk=pair.first_id).update(body=TEXT + " انتهى.")

    relate()

    assert Relation.objects.get().state == "refused"


def test_a_decision_is_not_taken_twice(pair):
    curator = make_curator()
    deciding.confirm(relation=pair, kind="version", by=curator)

    with pytest.raises(deciding.DecidedAlready):
        deciding.refuse(relation=pair, by=curator)


def test_merging_is_taken_back_whole(pair):
    curator = make_curator()
    deciding.merge(relation=pair, winner=pair.first, by=curator)
    assert pair.first.authors.count() == 2

    deciding.reopen(relation=pair, by=curator)

    second = Article.objects.get(pk=pair.second_id)
    assert (second.status, second.merged_into_id, pair.state) == ("published", None, "waiting")
    assert [author.name_ar for author in second.authors.all()] == ["محرر"]
    assert pair.first.authors.count() == 1


def test_decisions_are_recorded(pair):
    curator = make_curator()

    deciding.refuse(relation=pair, by=curator)

    event = pair.events.get()
    assert (event.state, event.pgh_context.metadata["user"]) == ("waiting", curator.pk)


def test_the_command_says_what_it_did(capsys):
    make_article(body=TEXT), make_article(body=TEXT)

    with translation.override("en"):
        call_command("relate")

    assert "2" in capsys.readouterr().out


def test_a_pair_is_shown_with_its_words_and_decided(client):
    sign_in(client)
    make_article(body=TEXT)
    make_article(body=TEXT + " وأضافت المديرية كلمة.")
    relate()
    relation = Relation.objects.get()
    page = client.get(address("archive_relation_change", relation.pk)).content.decode()
    assert "وأضافت" in page
    assert "<ins>" in page

    client.post(address("archive_relation_change", relation.pk), {"act": "refuse"})

    relation.refresh_from_db()
    assert relation.state == "refused"
    assert client.get(address("archive_relation_changelist")).status_code == 200
