"""A real browser before a real server with a small archive: one of each for all tests of this folder.

The archive is committed, since the server's threads have connections of their own, and flushed at the end. The browser
is Debian's Chromium, or the one that CHROMIUM names; without one these tests are skipped.
"""

import datetime
import os
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from archive import curation
from archive.models import Article
from search.index import indexing
from tests.makers import make_article, make_curator, make_source, make_what_migrations_make

STILL = {"reduced_motion": "reduce"}  # no colour is looked at while it changes
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
LONG_TITLE = "قوات سوريا الديمقراطية تعلن انتهاء معركة الباغوز وتدعو إلى حوار وطني شامل بين مكونات المنطقة " * 2


@pytest.fixture(scope="session")
def chromium():
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: install it (apt install chromium) or name one in CHROMIUM")
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop of its own in this thread, and Django takes that for an asynchronous program.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def archive(chromium, django_db_setup, django_db_blocker):
    """The articles that the tests read, by a short name."""
    with django_db_blocker.unblock():
        # pytest-django makes a test database for marked tests only; never fill and flush another one.
        assert connection.settings_dict["NAME"].startswith("test_"), "mark the test with django_db"
        try:
            held = fill()
            indexing.refresh([article.pk for article in Article.objects.all()])
            yield held
        finally:
            call_command("flush", interactive=False, verbosity=0)
            make_what_migrations_make()


@pytest.fixture(scope="package")
def site(archive, django_db_blocker):
    """The address of the running server."""
    from pytest_django.live_server_helper import LiveServer

    with django_db_blocker.unblock():
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture
def open_page(chromium, site):
    """`open_page("/", theme="dark", width=390, script=False)`: a fresh browser without cookies, on that page.

    Whatever it asks of another host, and whatever it complains of, is an error at the end of the test.
    """
    contexts, complaints = [], []

    def open_page(path: str, *, theme: str = "light", width: int = 1280, script: bool = True):
        look = {"viewport": {"width": width, "height": 900}, "color_scheme": theme, "java_script_enabled": script}
        contexts.append(chromium.new_context(**STILL, **look, base_url=site))
        page = watched(contexts[-1].new_page(), site, complaints)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="package")
def window(chromium, site):
    """One page that keeps its fonts, for tests that only look; what it complained of is in `window.complaints`."""
    context = chromium.new_context(**STILL, base_url=site)
    page = context.new_page()
    page.complaints = []
    yield watched(page, site, page.complaints)
    context.close()


def watched(page, site: str, complaints: list[str]):
    """The page, with what it asks of other hosts and what it complains of added to `complaints`."""
    page.on("request", lambda request: request.url.startswith(site) or complaints.append(request.url))
    page.on("console", lambda message: message.type == "error" and complain(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def complain(text: str) -> None:
        if not any(expected in text for expected in ("404 (Not Found)", "410 (Gone)")):
            complaints.append(text)

    return page


def fill() -> dict[str, Article]:
    agency = make_source(
        "agency", name_ar="وكالة الفهرس", name_latin="Al-Fihris", kind="agency", city="بيروت", country="LB"
    )
    paper = make_source(
        "paper", name_ar="صحيفة الورّاق", kind="newspaper", first_year=1999, description_ar="صحيفة يومية."
    )
    closed = make_source("closed", name_ar="إذاعة الدفتر", kind="broadcaster", access=4)
    body = "أعلنت القوات السبت انتهاء المعارك في الباغوز.\n\nوظهرت راية فوق مبنى متضرر.\n\nويقع الباغوز شرقي الفرات."
    held = {
        "open": make_article(
            "انتهاء معركة الباغوز",
            body,
            source=agency,
            topics=["نزاعات"],
            places=["الباغوز"],
            authors=["مراسلة"],
            genre="news",
            url="https://example.org/1",
            section="عربي",
            date_printed="السبت 23 آذار",
        ),
        "long": make_article(LONG_TITLE, body * 3, source=paper, published_on=datetime.date(2020, 1, 5)),
        "reprint": make_article("الباغوز كما رواها شهود", body, source=paper, topics=["نزاعات"]),
        "closed": make_article("حديث عن الباغوز", "حوار طويل عن الباغوز وما جرى فيه.", source=closed),
        "undated": make_article("", "نص بلا عنوان ولا تاريخ عن الباغوز.", source=paper, published_on=None),
        "withdrawn": make_article("خبر مسحوب", source=paper),
        "foreign": make_article(
            "A title in English",
            "Some words.",
            source=agency,
            language="en",
            published_on=datetime.date(2016, 5, 1),
            date_precision="month",
        ),
    }
    curation.withdraw(article=held["withdrawn"], reason=Article.Reason.RIGHTS, by=make_curator("withdrawer"))
    for number in range(12):
        make_article(f"خبر من مكتبة رقم {number}", "افتتحت المكتبة.", source=paper)
    return held
