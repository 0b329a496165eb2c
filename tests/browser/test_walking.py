"""The whole walk by keyboard alone: search, facet, article, next result, back to the list."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WORD = "الباغوز"
STEPS = 150  # to anything on a page


def tab_to(page, wanted) -> None:
    """Press Tab until the wanted element has the focus."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab never comes to {wanted}")


def test_search_facet_article_next_result_and_back_by_keyboard_alone(open_page):
    page = open_page("/search/")
    heading, source = page.get_by_role("heading", level=1), page.get_by_role("group", name="المصدر")

    page.keyboard.press("/")
    page.keyboard.type(WORD)
    page.keyboard.press("Enter")
    expect(heading).to_have_text("5 مقالات")
    tab_to(page, source.get_by_label("صحيفة الورّاق").first)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="طبّق", exact=True))
    page.keyboard.press("Enter")
    expect(heading).to_have_text("3 مقالات")
    tab_to(page, page.locator(".hits h2 a").first)
    page.keyboard.press("Enter")
    expect(page.get_by_text("النتيجة 1 من 3")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="النتيجة التالية"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("النتيجة 2 من 3")).to_be_visible()
    tab_to(page, page.get_by_role("link", name=re.compile("عودة إلى نتائج")))
    page.keyboard.press("Enter")

    expect(heading).to_have_text("3 مقالات")
    expect(source.get_by_label("صحيفة الورّاق").first).to_be_checked()


def test_a_tick_applies_itself_for_the_mouse_and_never_for_the_keyboard(open_page):
    page = open_page(f"/search/?q={quote(WORD)}")
    tick = page.get_by_role("group", name="المصدر").get_by_label("صحيفة الورّاق").first

    tick.focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(1000)
    expect(page.get_by_role("heading", level=1)).to_have_text("5 مقالات")
    page.keyboard.press("Space")
    tick.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("3 مقالات")


def test_where_nothing_was_found_there_is_nothing_to_narrow(open_page):
    page = open_page(f"/search/?q={quote(WORD + ' زرافة')}")

    expect(page.get_by_role("heading", name="لم يوجد شيء")).to_be_visible()
    expect(page.get_by_role("button", name="طبّق", exact=True)).to_have_count(0)
