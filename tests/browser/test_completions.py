"""The search box lists words of the archive while one types, and searches without that list too."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_words_are_listed_while_one_types(open_page):
    page = open_page("/search/")
    box = page.locator("#q")
    with page.expect_response("**/words.json*"):
        box.press_sequentially("الباغ")

    expect(page.locator("datalist option").first).to_have_attribute("value", "الباغوز")
    assert box.get_attribute("list") == page.locator("datalist").get_attribute("id")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_enter_searches_for_what_was_typed(open_page, script):
    page = open_page("/search/", script=script)
    page.locator("#q").press_sequentially("الباغوز")
    page.keyboard.press("Enter")

    expect(page.locator("#q")).to_have_value("الباغوز")
    expect(page.locator(".hits > li").first).to_be_visible()


def test_a_word_of_the_list_is_taken_by_keyboard(open_page):
    page = open_page("/search/")
    with page.expect_response("**/words.json*"):
        page.locator("#q").press_sequentially("الباغ")
    expect(page.locator("datalist option").first).to_be_attached()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.locator(".tally")).to_be_visible()
