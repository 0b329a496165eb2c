"""Citing and taking away as readers do it: copied by a button, selected without one, downloaded from the results."""

import csv

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import WORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_citation_is_copied_with_its_isolates(open_page, archive):
    page = open_page(f"/a/{archive['open'].identifier}/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    box = page.get_by_role("region", name="استشهد بهذه المقالة")
    box.get_by_role("button", name="انسخ").first.click()

    expect(box.get_by_role("button", name="نُسخ")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("\N{FIRST STRONG ISOLATE}مراسلة\N{POP DIRECTIONAL ISOLATE}، «")


def test_citation_can_be_read_in_every_style_without_javascript(open_page, archive):
    page = open_page(f"/a/{archive['open'].identifier}/", script=False)

    page.get_by_text("MLA", exact=True).click()

    expect(page.locator("#cite-mla")).to_contain_text("Al-Fihris, 23 Mar. 2019.")
    expect(page.get_by_role("button", name="انسخ")).to_have_count(0)


def test_results_are_downloaded_without_javascript(open_page):
    page = open_page(f"/search/?q={WORD}&source=paper", script=False)

    page.get_by_role("link", name="تصدير").click()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="نزّل").first.click()

    download = downloading.value
    assert download.suggested_filename.startswith("الفهرست-الباغوز-")
    with open(download.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert {row[4] for row in rows[8:-1]} == {"paper"}
    assert rows[-1][1] == "3/3"
