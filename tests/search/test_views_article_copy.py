"""The reading page of agency copy: who sent it and who made it, its flag, its cross-heads."""

import pytest

from archive.models import ArticleAuthor
from tests.makers import make_article

pytestmark = pytest.mark.django_db


def read(client, article):
    return client.get(f"/a/{article.identifier}/")


def test_agency_flag_and_credits_are_shown(client):
    article = make_article("وفد", "بيروت (رويترز) - وصل الوفد.", wire_flag="urgent", authors=["رويترز", "سها جادو"])
    ArticleAuthor.objects.filter(author__name_ar="رويترز").update(role="agency")
    ArticleAuthor.objects.filter(author__name_ar="سها جادو").update(role="editing")

    context = read(client, article).context

    assert [one.author.name_ar for one in context["agencies"]] == ["رويترز"]
    assert [(str(label), [one.author.name_ar for one in made]) for label, made in context["credits"]] == [
        (str(ArticleAuthor.Role.EDITING.label), ["سها جادو"])
    ]
    assert context["writers"] == []


def test_flag_is_a_label_above_the_headline(client):
    article = make_article("وفد", wire_flag="urgent")

    assert f'<span class="flag">{article.get_wire_flag_display()}</span>' in read(client, article).content.decode()


def test_crosshead_is_a_heading_of_the_page(client):
    long = "أظهرت لقطات لتلفزيون يوم الأحد الأوضاع الصعبة في أطلال المدينة."
    page = read(client, make_article(body=f"{long}\n\n* أوضاع صعبة\n\n{long}")).content.decode()

    assert '<h2 class="crosshead" id="p2"' in page
