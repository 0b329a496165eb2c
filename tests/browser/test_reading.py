"""The reading room by keyboard, by pointer and on paper."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from archive.models import Article
from tests.browser import rules

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WORD = quote("الباغوز")


@pytest.fixture
def address(archive) -> str:
    """An article with marks, as the first of the results."""
    return f"/a/{archive['open'].identifier}/?q={WORD}&n=1"


@pytest.fixture
def changed(archive) -> Article:
    """An article with two versions of its text."""
    article = archive["undated"]
    if article.text_version == 1:
        Article.objects.filter(pk=article.pk).update(body=article.body + " وبقي كذلك.")
        article.refresh_from_db()
    return article


def test_keys_go_from_mark_to_mark_and_say_where(open_page, address):
    page = open_page(address)

    page.keyboard.press("n")
    page.keyboard.press("j")
    expect(page.locator("#hits [role=status]")).to_have_text("الموضع 2 من 3")
    page.keyboard.press("p")

    expect(page).to_have_url(re.compile("#h1$"))


def test_keys_that_come_faster_than_the_page_follows_are_all_taken(open_page, address):
    page = open_page(address)

    page.evaluate(
        "for (const code of ['KeyN', 'KeyJ', 'KeyJ'])"
        " document.body.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true }))"
    )

    expect(page.locator("#hits [role=status]")).to_have_text("الموضع 3 من 3")


def test_number_of_a_paragraph_copies_its_address_without_the_search(open_page, address, site):
    page = open_page(address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.get_by_role("link", name="الفقرة 2", exact=True).click()

    expect(page.get_by_text("نُسخ الرابط")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{address.split('?')[0]}#p2"


def test_walk_from_search_to_article_to_the_next_and_back_by_keyboard(open_page):
    page = open_page(f"/search/?q={WORD}", script=False)

    page.get_by_role("heading", level=2).get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="النتيجة التالية").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("النتيجة 2 من 5")).to_be_visible()
    page.get_by_role("link", name="عودة إلى نتائج").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("5 مقالات")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("kind", ["versions/", "similar/"])
def test_further_pages_break_no_rule_and_fit_a_small_screen(window, changed, language, kind):
    window.emulate_media(color_scheme="light")
    window.set_viewport_size({"width": 320, "height": 900})
    window.goto(f"{language}/a/{changed.identifier}/{kind}")

    assert rules.broken(window) == {}
    assert window.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_has_the_text_and_what_is_known_of_it_and_nothing_to_press(open_page, address):
    page = open_page(address)
    page.emulate_media(media="print")

    expect(page.locator("#p1")).to_be_visible()
    expect(page.get_by_role("heading", name="ما يُعرف عنها")).to_be_visible()
    for part in (".trail", ".lines", ".onward", ".masthead nav", ".recorded .note"):
        expect(page.locator(part)).to_be_hidden()


def test_on_paper_what_is_known_of_it_has_room_for_its_values(open_page, address):
    page = open_page(address, width=643)  # A4 within margins of 2 cm
    page.emulate_media(media="print")

    widths = page.locator(".recorded dd").evaluate_all("found => found.map(one => one.clientWidth)")
    assert widths
    assert min(widths) >= 300
