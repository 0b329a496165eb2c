"""The pages as readers use them: by eye, by keyboard, by screen reader, on a telephone, without JavaScript."""

import dataclasses
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from archive.models import Author, Place, Topic
from tests.browser import rules

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WORD = quote("الباغوز")
# Every page and every state of one that looks different; {open} and the like are the articles of the small archive.
PAGES = {
    "front page": "/",
    "results": f"/search/?q={WORD}",
    "narrowed results": f"/search/?q={WORD}&source=agency&year=2019",
    "second page": f"/search/?q={quote('مكتبة')}&page=2",
    "export": f"/search/export/?q={WORD}&source=agency",
    "every kind of narrowing": f"/search/?q={WORD}&source=agency&not-genre=opinion&first=2019&last=x&form={WORD}",
    "titles alone": f"/search/?q={WORD}&view=compact&sort=oldest",
    "all kinds of words": f"/search/?q={WORD}+OR+({quote('مكتبة')}+-{quote('قلم')})+%22{quote('شرقي الفرات')}%22",
    "all values of a facet": f"/search/facet/source/?q={WORD}",
    "no value of a facet": f"/search/facet/author/?q={WORD}&named=x",
    "nothing found": f"/search/?q={WORD}+{quote('زرافة')}",
    "search box alone": "/search/",
    "signs alone": "/search/?q=%21%21",
    "too long a word": f"/search/?q={'a' * 600}",
    "question": f"/search/?q={quote('متى انتهت معركة الباغوز في سوريا؟')}",
    "English words": "/search/?q=some+words",
    "words that begin so": f"/search/words/?q={quote('البا')}",
    "versions": "/a/{long}/versions/",
    "report of an error": "/a/{open}/report/?p=1",
    "report that was sent": "/a/{open}/report/?sent=1",
    "similar articles": "/a/{open}/similar/",
    "article with marks": f"/a/{{open}}/?q={WORD}",
    "long title": "/a/{long}/",
    "excerpts only": f"/a/{{closed}}/?q={WORD}",
    "undated and untitled": "/a/{undated}/",
    "English article": "/a/{foreign}/",
    "withdrawn": "/a/{withdrawn}/",
    "calendar": "/browse/",
    "year": "/browse/2019/",
    "month": "/browse/2019/03/",
    "day": "/browse/2019/03/23/",
    "undated": "/browse/undated/",
    "a day of no year": "/on-this-day/02/29/",
    "on this day": "/on-this-day/03/23/",
    "sources": "/sources/",
    "source": "/sources/paper/",
    "topics": "/topics/",
    "names looked up": f"/topics/?q={quote('زرافة')}",
    "topic": "/topics/{topic}/",
    "places": "/places/",
    "place": "/places/{place}/",
    "people": "/people/",
    "person": "/people/{author}/",
    "help": "/help/search/",
    "advanced search": "/search/advanced/",
    "advanced search with a mistake": "/search/advanced/?first=x",
    "not found": "/none-such/",
    "mistyped": "/a/0000000000x/",
}


@dataclasses.dataclass(frozen=True)
class Seen:
    """What one look at a page has shown."""

    broken: dict[str, list]  # rules of accessibility, with the places that break them
    width: int  # of the page on a screen of 320 pixels
    complaints: list[str]


@pytest.fixture(scope="module", params=[f"{language} {name}" for name in PAGES for language in ("ar", "en")])
def seen(request, window, archive, django_db_blocker) -> Seen:
    """Each page once, in each language, for the three tests below: loading it is what takes the time."""
    language, name = request.param.split(" ", 1)
    with django_db_blocker.unblock():
        terms = {model._meta.model_name: model.objects.first().pk for model in (Topic, Place, Author)}
    path = PAGES[name].format(**terms, **{key: article.identifier for key, article in archive.items()})
    window.complaints.clear()
    window.set_viewport_size({"width": 1280, "height": 900})
    window.emulate_media(color_scheme="light")
    window.goto(path if language == "ar" else f"/en{path}")
    complaints = list(window.complaints)
    broken = rules.broken(window)
    window.set_viewport_size({"width": 320, "height": 900})
    return Seen(broken, window.evaluate("document.documentElement.scrollWidth"), complaints)


def test_no_accessibility_rule_is_broken(seen):
    assert seen.broken == {}


def test_nothing_scrolls_sideways_on_a_small_screen(seen):
    assert seen.width <= 320


def test_no_page_asks_another_host_or_breaks_its_own_rules(seen):
    assert seen.complaints == []


def test_searching_reading_and_coming_back_work_without_javascript(open_page):
    page = open_page("/", script=False)

    page.get_by_role("searchbox").fill("الباغوز")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("5 مقالات")
    page.get_by_role("link", name="انتهاء معركة الباغوز", exact=True).click()

    expect(page.locator("mark").first).to_have_text("الباغوز")
    page.get_by_role("link", name=re.compile("عودة إلى نتائج")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 مقالات")


def test_facet_narrows_and_its_chip_widens_again(open_page):
    page = open_page(f"/search/?q={WORD}", script=False)

    page.get_by_role("group", name="المصدر").get_by_label("وكالة الفهرس", exact=True).check()
    page.get_by_role("button", name="طبّق", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("مقالة واحدة")
    page.get_by_role("link", name=re.compile("وكالة الفهرس.*أزل")).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("5 مقالات")


def test_facets_open_on_a_telephone_without_javascript(open_page):
    page = open_page(f"/search/?q={WORD}", script=False, width=390)

    expect(page.get_by_role("group", name="المصدر")).to_be_hidden()
    page.get_by_role("link", name="ضيّق النتائج").click()

    expect(page.get_by_role("group", name="المصدر")).to_be_visible()


def test_visited_hit_shows_the_way_to_the_next(open_page, archive):
    page = open_page(f"/a/{archive['open'].identifier}/?q={WORD}", script=False)

    page.get_by_role("link", name="الموضع الأخير").click()
    page.get_by_role("link", name="الموضع السابق").click()

    assert page.url.endswith("#h2")
    expect(page.get_by_role("link", name="الموضع التالي")).to_be_visible()


def test_paragraph_of_an_excerpt_is_where_its_link_leads(open_page):
    page = open_page(f"/search/?q={WORD}", script=False)

    page.get_by_role("listitem").filter(has_text="انتهاء معركة الباغوز").get_by_role(
        "link", name="الفقرة 3"
    ).first.click()

    expect(page.locator("p:target")).to_contain_text("ويقع الباغوز شرقي الفرات", use_inner_text=True)


def test_language_switch_keeps_the_page_and_its_state(open_page):
    page = open_page(f"/search/?q={WORD}&sort=newest", script=False)

    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("heading", level=1)).to_have_text("5 articles")
    page.get_by_role("link", name="العربية").click()

    assert page.url.endswith(f"/search/?q={WORD}&sort=newest")


def test_reader_walks_by_keyboard_from_the_calendar_to_an_article_and_back(open_page):
    page = open_page("/browse/", script=False)

    for name in ("2019", "آذار/مارس", re.compile("^23 آذار"), "انتهاء معركة الباغوز"):
        page.locator("main").get_by_role("link", name=name, exact=True).last.focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("انتهاء معركة الباغوز")
    page.get_by_role("link", name="السبت 23 آذار/مارس 2019").press("Enter")
    page.get_by_role("navigation", name="موضعك في الأرشيف").get_by_role("link", name="التقويم").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("التقويم")


def test_reader_walks_from_a_topic_to_its_place_and_searches_within_it(open_page):
    page = open_page("/", script=False)

    page.get_by_role("complementary").get_by_role("link", name="نزاعات").click()
    page.get_by_role("complementary").get_by_role("link", name="الباغوز").click()
    page.get_by_role("searchbox").fill("المعارك")
    page.get_by_role("searchbox").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("مقالة واحدة")


def test_theme_is_kept_without_javascript(open_page):
    page = open_page("/", script=False)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.get_by_role("button", name="مظهر داكن").click()
    page.get_by_role("link", name="التصفح").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != paper
    expect(page.get_by_role("button", name="مظهر فاتح")).to_be_visible()


def test_first_tab_leads_to_the_skip_link_and_on_to_the_content(open_page):
    page = open_page("/", script=False)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="إلى المحتوى")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_slash_goes_to_the_search_box_on_an_arabic_keyboard_too(open_page):
    page = open_page(f"/search/?q={WORD}")
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ظ', code: 'Slash', bubbles: true}))")

    expect(page.get_by_role("combobox")).to_be_focused()


def test_slash_in_the_search_box_is_a_letter(open_page):
    page = open_page("/")
    page.get_by_role("combobox").press_sequentially("a/b")

    expect(page.get_by_role("combobox")).to_have_value("a/b")


def test_fonts_are_there(open_page):
    page = open_page("/")

    page.evaluate("document.fonts.ready")

    assert page.evaluate(
        "[...document.fonts].some((font) => font.family.includes('Amiri') && font.status === 'loaded')"
    )
