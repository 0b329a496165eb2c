"""The newsroom in a browser: nothing that its own rules forbid, no accessibility rule broken, on any screen."""

import datetime
import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import resolve
from playwright.sync_api import expect

from archive import curation, discarding, reporting
from archive.bulk import editing
from archive.models import (
    Article,
    Delivery,
    Import,
    ImportProblem,
    Job,
    Relation,
    RepairPattern,
    Report,
    Source,
    Topic,
    User,
)
from archive.repairing import deciding, gathering
from search.models import Alias
from tests.browser import rules
from tests.browser.conftest import STILL, watched
from tests.makers import make_article
from tests.test_roles import names
from tests.test_roles import newsroom as addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAGES = {
    "front desk": "/admin/",
    "articles": "/admin/archive/article/",
    "articles found": "/admin/archive/article/?q=الباغوز&status__exact=published",
    "nothing found": "/admin/archive/article/?q=زرافة",
    "article": "/admin/archive/article/{article}/change/",
    "new article": "/admin/archive/article/add/",
    "decision": "/admin/archive/article/{article}/decide/withhold/",
    "history": "/admin/archive/article/{article}/history/?text=1",
    "duplicates": "/admin/archive/relation/",
    "repairs": "/admin/archive/repairpattern/",
    "repairs that were decided": "/admin/archive/repairpattern/?state=approved",
    "repair": "/admin/archive/repairpattern/{repair}/change/",
    "reports": "/admin/archive/report/?waiting=yes",
    "report": "/admin/archive/report/{report}/change/",
    "trash": "/admin/archive/discarded/",
    "article in the trash": "/admin/archive/discarded/{discarded}/change/",
    "articles that are moved to the trash": "/admin/archive/discarded/work/{move}/",
    "to be discarded": "/admin/archive/article/{article}/decide/discard/",
    "pair": "/admin/archive/relation/{relation}/change/",
    "import": "/admin/archive/import/{importing}/change/",
    "rows that were here": "/admin/archive/import/{importing}/change/?reason=already_here",
    "files to bring in": "/admin/archive/delivery/add/",
    "delivery that is being brought in": "/admin/archive/delivery/{delivery}/change/",
    "delivery that waits": "/admin/archive/delivery/{still}/change/",
    "source": "/admin/archive/source/{source}/change/",
    "record of a source": "/admin/archive/source/{source}/history/",
    "way back": "/admin/archive/source/{source}/return/{event}/",
    "topic": "/admin/archive/topic/{topic}/change/",
    "topics renamed": "/admin/archive/topic/?rename=1",
    "topics that are gone": "/admin/archive/topic/gone/",
    "topics that are merged": "/admin/archive/topic/work/{merge}/",
    "topics named in texts": "/admin/archive/topic/texts/",
    "texts that name a topic": "/admin/archive/topic/{named}/text/",
    "terms in a text": "/admin/archive/article/{naming}/terms/",
    "bulk edits": "/admin/archive/bulkedit/",
    "bulk edit": "/admin/archive/bulkedit/{bulk}/change/",
    "aliases": "/admin/search/alias/?q=يونيو",
    "alias": "/admin/search/alias/{alias}/change/",
    "user": "/admin/archive/user/{user}/change/",
    "password": "/admin/password_change/",
    "coverage": "/admin/coverage/",
    "app": "/admin/archive/",
    "imports": "/admin/archive/import/",
    "deliveries": "/admin/archive/delivery/",
    "sources": "/admin/archive/source/",
    "topic to be deleted": "/admin/archive/topic/{named}/delete/",
    "source that stays": "/admin/archive/source/{source}/delete/",
    "users": "/admin/archive/user/",
    "password of another": "/admin/archive/user/{user}/password/",
    "role": "/admin/auth/group/{role}/change/",
    "failed attempts": "/admin/axes/accessattempt/",
}
# Whatever else is a page is made like one of these: by the same template, of the same parts.
ALIKE = {
    "archive_author": "archive_topic",
    "archive_place": "archive_topic",
    "auth_group_changelist": "archive_source_changelist",
    "axes_accessattempt_change": "archive_source_change",
    "axes_accesslog_change": "archive_source_change",
    "axes_accesslog_changelist": "axes_accessattempt_changelist",
    "axes_accessfailurelog_change": "archive_source_change",
    "axes_accessfailurelog_changelist": "axes_accessattempt_changelist",
    "password_change_done": "password_change",
    "_add": "archive_article_add",
    "_delete": "archive_topic_delete",
    "_history": "archive_source_history",
    "_return": "archive_source_return",
}
NO_PAGES = {
    *("archive_article_text", "archive_article_original", "archive_delivery_report", "jsi18n", "autocomplete"),
    *("view_on_site", "logout"),
}


@pytest.fixture(scope="module")
def newsroom(archive, django_db_blocker):
    """A curator's session, and the numbers of what the pages are about; all committed, and flushed with the archive."""
    with django_db_blocker.unblock():
        curator = User.objects.create_superuser("amina", password="a-long-password-for-tests")
        article = make_article("قديم", "النص القديم", embargo_until=datetime.date(2031, 1, 1), topics=["نزاعات"])
        curation.correct(article=article, fields={"title": "جديد", "body": "النص الجديد"}, by=curator)
        Source.objects.filter(pk=article.source_id).update(description_ar="صحيفة أسبوعية تصدر في الشمال.")
        again = make_article("جديد مرة أخرى", "النص الجديد كما هو", source=article.source)
        relation = Relation.objects.create(first=article, second=again, kind="version", shared=0.8, contained=1)
        report = Report.objects.create(
            article=article, kind="error", paragraph=1, quoted="النص القديم", text_version=1, message="التاريخ خطأ."
        )
        reporting.decide(report=report, state="looking", note="ننظر فيه", by=curator, seen="new")
        make_article("سفير", "زار سفير الولاياتالمتحدة دمشق،وقال", source=article.source)
        list(gathering.run(100))
        repair = RepairPattern.objects.get(kind="glue")
        deciding.approve(RepairPattern.objects.filter(kind="space").values_list("pk", flat=True), by=curator)
        discarded = discarding.discard(article=make_article("تالف", "نص تالف"), by=curator, note="نسخة ناقصة")
        naming = make_article("مؤتمر عن المياه", "قال وزير إن المياه شحّت.", source=article.source)
        named = Topic.objects.create(name_ar="المياه", variants=["شح المياه"])
        Topic.objects.create(name_ar="زائل").delete()
        bulk = editing.prepare(
            Article.objects.filter(pk__in=[article.pk, naming.pk]),
            change={"kind": "field", "name": "genre", "value": "news"},
            by=curator,
            note="كلها أخبار",
        )
        editing.run(bulk)
        asked = {"vocabulary": "topic", "losers": [1, 2], "winner": named.pk, "names": ["مياه", "المياة"]}
        merge = Job.objects.create(
            name="merge",
            state="running",
            by=curator,
            done=30_000,
            of=90_000,
            arguments=asked,
            result={"merged": 1, "articles": 30_000},
        )
        moved = {"moved": 1_200, "left": 2}
        move = Job.objects.create(name="discard", state="done", by=curator, done=1_202, of=1_202, result=moved)
        importing = Import.objects.create(state="failed", paths=["/data/a.jsonl"], rows_read=60, rejected=60)
        problem = {"importing": importing, "path": "a.jsonl", "stage": "parse", "reason": "no_text"}
        job = Job.objects.create(
            name="import", state="running", by=curator, done=3, of=9, started_at=importing.started_at
        )
        files = [{"path": "/data/a.jsonl", "name": "a.jsonl", "size": 9, "sha256": "", "uploaded": True}]
        column = {"name": "corpus", "field": "", "value": "نص"}
        first = {"articles": [], "problems": [], "form": "csv", "columns": [column]}
        look = Job.objects.create(name="look", state="done", by=curator, result=first)
        delivery = Delivery.objects.create(by=curator, files=files, job=job, look=look)
        delivery.imports.add(importing)
        still = Delivery.objects.create(by=curator, files=files, look=look)
        ImportProblem.objects.bulk_create(ImportProblem(line=line, **problem) for line in range(60))
        here = {"reason": "already_here", "severity": "warning", "detail": {"identifier": article.identifier}}
        ImportProblem.objects.create(**problem | here)
        client = Client()
        client.force_login(curator)
        return {
            "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "article": article.pk,
            "relation": relation.pk,
            "repair": repair.pk,
            "report": report.pk,
            "discarded": discarded.pk,
            "importing": importing.pk,
            "delivery": delivery.pk,
            "still": still.pk,
            "source": article.source_id,
            "event": article.source.events.latest("pgh_id").pgh_id,
            "topic": Topic.objects.get(name_ar="نزاعات").pk,
            "naming": naming.pk,
            "named": named.pk,
            "bulk": bulk.pk,
            "merge": merge.pk,
            "move": move.pk,
            "alias": Alias.objects.create(kind="month", expressions=["يونيو", "جوان"], beside_number=["جوان"]).pk,
            "user": curator.pk,
            "role": Group.objects.get(name="Curators").pk,
        }


@pytest.fixture
def sit_down(open_page, newsroom, site):
    """`sit_down("/admin/")`: a signed-in curator on that page."""

    def sit_down(path: str, **look):
        page = open_page("/robots.txt", **look)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": newsroom["session"], "url": site}
        page.context.add_cookies([cookie])
        page.goto(path.format(**newsroom))
        return page

    return sit_down


@pytest.fixture(scope="module")
def desk(chromium, newsroom, site):
    """`desk("/admin/")`: the same, in one window that keeps its fonts, for tests that only look."""
    context = chromium.new_context(**STILL, base_url=site)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": newsroom["session"], "url": site}])
    page = context.new_page()
    page.complaints = []
    watched(page, site, page.complaints)

    def desk(path: str):
        page.complaints.clear()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(path.format(**newsroom))
        return page

    yield desk
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_no_accessibility_rule_is_broken_and_no_page_is_wider_than_a_telephone(desk, name):
    page = desk(PAGES[name])
    assert rules.broken(page) == {}

    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.complaints == []


def test_every_page_is_looked_at_or_like_one_that_is():
    looked_at = {resolve(re.sub(r"{\w+}", "1", path.partition("?")[0])).url_name for path in PAGES.values()} | {"login"}
    left = set(names(addresses())) - looked_at - NO_PAGES

    def stands_for(name: str) -> set[str]:
        """The pages that are looked at in its place."""
        suffixes = {other for part, other in ALIKE.items() if name.endswith(part)}
        return suffixes | {name.replace(part, other) for part, other in ALIKE.items() if name.startswith(f"{part}_")}

    assert {name for name in left if not stands_for(name) & looked_at} == set()


@pytest.mark.parametrize("name", ["front desk", "articles", "article", "pair", "report", "trash"])
def test_nor_in_english(desk, name):
    page = desk("/en" + PAGES[name])

    assert rules.broken(page) == {}
    assert page.complaints == []


@pytest.mark.parametrize("path", ["/admin/login/", "/en/admin/login/"])
def test_nor_at_the_door(open_page, newsroom, path):
    assert rules.broken(open_page(path)) == {}


def test_a_curator_withholds_an_article_and_restores_it(sit_down, newsroom):
    page = sit_down("/en/admin/archive/article/{article}/change/")

    page.get_by_role("link", name="Withhold").click()
    page.get_by_label("Reason").select_option("privacy")
    page.get_by_role("button", name="Withhold").click()
    expect(page.get_by_role("status")).to_contain_text("1 article withheld.")

    page.get_by_role("link", name="Restore").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".field-state")).to_contain_text("Published")


def test_the_second_of_two_curators_sees_both_and_chooses(sit_down):
    """The page as it stands after a conflict: rules of accessibility, and what is typed stays in its field."""
    address = "/en/admin/archive/article/{article}/change/"
    page, other = sit_down(address), sit_down(address)
    for typing, title, field, value in ((other, "عنوان الأول", "page", "7"), (page, "عنوان الثاني", "section", "رأي")):
        typing.fill("#id_title", title)
        typing.fill(f"#id_{field}", value)
    save(other)
    save(page)

    expect(page.locator(".conflict")).to_be_visible()
    assert (page.input_value("#id_title"), page.input_value("#id_page")) == ("عنوان الثاني", "7")
    assert rules.broken(page) == {}
    page.locator("input[name=keep-title][value=theirs]").check()
    save(page)

    expect(page.locator(".messagelist .success")).to_be_visible()
    page = sit_down(address)
    kept = [page.input_value(f"#id_{name}") for name in ("title", "page", "section")]
    assert kept == ["عنوان الأول", "7", "رأي"]


def save(page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_names_are_typed_over_in_the_list_and_enter_saves_them(sit_down):
    page = sit_down("/en/admin/archive/topic/")
    page.get_by_role("link", name="Rename in the list").click()

    name = page.locator("#result_list input[type=text]").nth(1)
    name.fill("Water")
    name.press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("1 topic was changed")


def test_the_language_switch_keeps_the_page(sit_down):
    page = sit_down("/admin/archive/article/?status__exact=published")

    page.get_by_role("link", name="English", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Articles")
    assert page.url.endswith("/en/admin/archive/article/?status__exact=published")


def test_the_theme_switch_keeps_the_page(sit_down):
    page = sit_down("/en/admin/archive/topic/")

    page.get_by_role("button", name="Dark theme").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.url.endswith("/en/admin/archive/topic/")


def test_a_repair_is_decided_by_its_key_and_the_row_behind_it_is_next(sit_down):
    page = sit_down("/admin/archive/repairpattern/?state=all")
    waiting = page.locator("#result_list tbody tr").filter(has=page.locator("[data-key=KeyA]"))
    expect(waiting).to_have_count(1)

    waiting.locator("input.action-select").focus()
    page.keyboard.press("r")

    expect(waiting).to_have_count(0)
    expect(page.locator(".messagelist .success")).to_have_count(1)
    expect(page.locator("#result_list tbody tr:nth-child(3) [data-key=KeyU]")).to_be_focused()
