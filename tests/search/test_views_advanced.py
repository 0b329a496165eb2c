"""The form that writes a search."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from tests.makers import make_source

pytestmark = pytest.mark.django_db
FORM = reverse("search:advanced")


def test_the_empty_form_is_shown(client):
    make_source("hayat", name_ar="الحياة")

    page = client.get(FORM).content.decode()

    assert "بحث متقدم" in page
    assert '<option value="الحياة">' in page


def test_a_filled_form_leads_to_the_search_that_it_writes(client):
    answer = client.get(FORM, {"all": "كتاب", "none": "حلب", "within": "10", "genre": "news"})

    address = urlsplit(answer["Location"])
    assert (address.path, parse_qs(address.query)) == ("/search/", {"q": ['كتاب genre:"news" -حلب']})


def test_a_distance_alone_asks_nothing(client):
    assert client.get(FORM, {"within": "5"}).status_code == 200


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        pytest.param({"first": "2011-13"}, "Give a year, a month or a day", id="no such month"),
        pytest.param({"all": "كلمة " * 60, "any": "كلمة " * 60}, "500", id="too much"),
        pytest.param({"genre": "nonsense"}, "nonsense", id="no such genre"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_lost(client, fields, error):
    answer = client.get(f"/en{FORM}", {"phrase": "وزير الخارجية", **fields})

    assert answer.status_code == 200
    assert error in answer.content.decode()
    assert "وزير الخارجية" in answer.content.decode()
