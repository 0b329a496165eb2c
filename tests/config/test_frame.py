"""What stands around every page: languages, themes, errors."""

import re

import pytest
from django.urls import get_resolver

from config import frame
from tests.makers import make_reader

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def test_arabic_is_the_first_language_whatever_the_browser_prefers(client):
    assert '<html lang="ar" dir="rtl"' in text(client.get("/", headers={"accept-language": "en"}))


def test_english_has_the_same_paths_under_en(client):
    assert '<html lang="en" dir="ltr"' in text(client.get("/en/browse/"))


def test_language_switch_keeps_page_and_state(client):
    assert 'href="/en/search/?q=a&amp;page=2"' in text(client.get("/search/?q=a&page=2"))
    assert 'href="/search/?q=a&amp;page=2"' in text(client.get("/en/search/?q=a&page=2"))


def test_section_of_the_page_is_current_whatever_page_came_before(client):
    pages = {"/search/": "/search/", "/browse/": "/browse/", "/en/search/": "/en/search/", "/": None}
    for path, current in [*pages.items(), *reversed(pages.items())]:
        links = re.findall(r'href="([^"]*)" aria-current="page"', text(client.get(path)).split("</nav>")[0])

        assert links == ([current] if current else [])


@pytest.mark.parametrize("path", ["/", "/browse/2019/03/", "/search/?q=%D8%A7", "/a/x/?q=1#p3"])
def test_language_of_an_address_comes_and_goes(path):
    assert frame.in_arabic(frame.in_english(path)) == path
    assert frame.in_english(frame.in_english(path)) == frame.in_english(path)


def test_chosen_theme_is_written_into_the_page(client):
    response = client.post("/theme/", {"theme": "dark", "next": "/browse/?page=2"})

    assert response.url == "/browse/?page=2"
    assert 'data-theme="dark"' in text(client.get("/"))


def test_theme_as_in_the_system_forgets_the_choice(client):
    client.post("/theme/", {"theme": "dark"})
    client.post("/theme/", {"theme": "system"})

    assert "data-theme" not in text(client.get("/"))


def test_rubbish_in_the_theme_cookie_is_no_theme(client):
    client.cookies["theme"] = '"><script>'

    assert "data-theme" not in text(client.get("/"))


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_theme_leads_to_no_other_site(client, back):
    assert client.post("/theme/", {"theme": "dark", "next": back}).url == "/"


def test_theme_is_not_changed_by_a_link(client):
    assert client.get("/theme/?theme=dark").status_code == 405


def test_missing_page_answers_in_both_languages(client):
    arabic, english = client.get("/none-such/"), client.get("/en/none-such/")

    assert (arabic.status_code, english.status_code) == (404, 404)
    assert "لا صفحة هنا" in text(arabic)
    assert "There is no such page" in text(english)


def test_broken_page_asks_nothing_of_the_database(rf, django_assert_num_queries):
    request = rf.get("/")
    request.COOKIES["theme"] = "dark"

    with django_assert_num_queries(0):
        response = get_resolver().resolve_error_handler(500)(request)

    assert response.status_code == 500
    assert 'data-theme="dark"' in text(response)


@pytest.mark.parametrize("status", [400, 403, 404])
def test_every_error_has_its_page(rf, django_user_model, status):
    request = rf.get("/")
    request.user = django_user_model(username="someone")

    response = get_resolver().resolve_error_handler(status)(request, Exception())

    assert response.status_code == status
    assert f'<p class="kicker">{status}</p>' in text(response)


def test_form_without_its_token_is_refused_kindly():
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})

    assert response.status_code == 403
    assert "قَدُمت الاستمارة" in text(response)


def test_who_guesses_passwords_has_to_wait(client, settings):
    settings.AXES_ENABLED, settings.AXES_FAILURE_LIMIT = True, 1

    response = client.post("/admin/login/", {"username": "someone", "password": "wrong"})

    assert response.status_code == 429
    assert "محاولات أكثر مما ينبغي" in text(response)


def test_signing_out_needs_a_form(client):
    client.force_login(make_reader())

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_robots_are_kept_from_searches_and_not_from_articles(client):
    robots = text(client.get("/robots.txt"))

    assert "Disallow: /search/" in robots
    assert "Disallow: /a/\n" not in robots


@pytest.mark.parametrize("path", ["/", "/browse/", "/sources/", "/help/search/", "/search/", "/none-such/"])
def test_pages_have_no_inline_script_or_style(client, path):
    page = text(client.get(path))

    assert "style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count('<script src="/static/')


def test_page_says_what_it_is_called_in_the_other_language(client):
    page = text(client.get("/en/browse/2019/"))

    assert '<link rel="alternate" hreflang="ar" href="http://testserver/browse/2019/">' in page
    assert '<link rel="canonical" href="http://testserver/en/browse/2019/">' in page


def test_second_page_of_a_list_is_canonical_itself(client):
    page = text(client.get("/browse/2019/?page=2&rubbish=1"))

    assert 'rel="canonical" href="http://testserver/browse/2019/?page=2"' in page
