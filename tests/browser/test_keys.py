"""The keys of one letter: on the results, in an article, and switched off."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import WORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RESULTS = f"/search/?q={WORD}&sort=oldest"


def press(page, code: str, letter: str = "") -> None:
    """A key at the place `code`, which types `letter`."""
    event = {"code": code, "key": letter, "bubbles": True}
    page.evaluate("(event) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', event))", event)


def titles(page):
    return page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link")


def test_j_and_k_go_along_the_results_and_o_opens(open_page):
    page = open_page(RESULTS)
    title = titles(page).nth(1).inner_text()

    for key in "jjjk":
        page.keyboard.press(key)
    expect(titles(page).nth(1)).to_be_focused()
    page.keyboard.press("o")

    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_the_place_of_a_key_counts_not_its_letter(open_page):
    page = open_page(RESULTS)

    press(page, "KeyJ", "ت")

    expect(titles(page).first).to_be_focused()


def test_k_stays_on_the_first_result(open_page):
    page = open_page(RESULTS)

    for key in "jk":
        page.keyboard.press(key)

    expect(titles(page).first).to_be_focused()


def test_c_cites_the_result_one_stands_on(open_page):
    page = open_page(RESULTS)

    for key in "jc":
        page.keyboard.press(key)

    expect(page).to_have_url(re.compile("/a/.*#cite$"))


def test_e_leads_to_the_export_of_the_results(open_page):
    page = open_page(RESULTS)

    page.keyboard.press("e")

    expect(page.get_by_role("heading", level=1)).to_have_text("تصدير النتائج")


def test_in_an_article_c_leads_to_the_citation_and_u_back_to_the_results(open_page, archive):
    page = open_page(f"/a/{archive['open'].identifier}/?q={WORD}&n=1")

    page.keyboard.press("c")
    expect(page.locator("#cite summary").first).to_be_focused()
    page.keyboard.press("u")

    page.wait_for_url("**/search/?q=*")


def test_question_mark_lists_the_keys(open_page):
    page = open_page("/")

    page.keyboard.press("Shift+Slash")

    page.wait_for_url("**/help/search/#keys")
    expect(page.get_by_role("heading", name="لوحة المفاتيح")).to_be_visible()


def test_keys_can_be_switched_off_for_good(open_page):
    page = open_page("/help/search/")

    page.get_by_role("button", name="مفاتيح الحرف الواحد").click()
    page.reload()
    page.keyboard.press("Slash")

    expect(page.get_by_role("button", name="مفاتيح الحرف الواحد")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#q")).not_to_be_focused()


def test_keys_are_letters_in_a_field_and_nothing_with_the_control_key(open_page):
    page = open_page(RESULTS)

    page.keyboard.press("Control+e")
    page.locator("#q").press("e")

    expect(page.locator("#q")).to_have_value(re.compile("e"))
    assert "/search/export/" not in page.url
