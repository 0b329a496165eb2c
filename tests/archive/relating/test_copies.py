"""What readers are told of an article's copies."""

import pytest

from archive.models import Relation
from archive.relating import copies
from tests.makers import make_article, make_source

pytestmark = pytest.mark.django_db


def relate(first, second, kind, state="waiting") -> Relation:
    return Relation.objects.create(first=first, second=second, kind=kind, state=state, shared=0.9, contained=1)


def test_both_sides_know_of_each_other():
    first, second = make_article(), make_article()
    relate(first, second, "version")

    assert [*copies.of(first, "version"), *copies.of(second, "version")] == [second, first]


def test_what_is_refused_is_no_copy():
    first, second = make_article(), make_article()
    relate(first, second, "version", "refused")

    assert not copies.of(first, "version")


def test_an_article_shows_its_versions_and_cut_reprints(client):
    first, version = make_article(), make_article("خبر محدث", "نص آخر.")
    reprint = make_article("خبر منقول", "نص.", source=make_source("daftar", name_ar="صحيفة الدفتر"))
    relate(first, version, "version")
    relate(first, reprint, "reprint")

    page = client.get(first.get_absolute_url(), headers={"accept-language": "en"}).content.decode()

    assert "خبر محدث" in page
    assert f'href="{reprint.get_absolute_url()}"' in page


def test_a_withheld_version_is_not_told(client):
    first, hidden = make_article(), make_article("سر مكتوم", "نص آخر.", status="withheld")
    relate(first, hidden, "version")

    assert "سر مكتوم" not in client.get(first.get_absolute_url()).content.decode()
