"""Take the pictures of this folder again, from a running archive that holds the sample and nothing else.

    FIHRIST_DATA=/tmp/pictures .venv/bin/python manage.py run --port 8138
    .venv/bin/python docs/screenshots/take.py http://127.0.0.1:8138 [PASSWORD]

With the password of the curator that the first line made, those of the newsroom, too; something was delivered before.
Each is a PNG of few colours, so that the repository stays small.
"""

import io
import os
import sys
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
COLOURS = 64
DESK = (1200, 760)
TELEPHONE = (390, 760)
RESULTS = f"/search/?q={quote('الباغوز')}"
FIRST_RESULT = "main .hit h2 a"

# name: path, width and height, theme, what is followed from there
PICTURES = {
    "home-ar": ("/", DESK, "light", ""),
    "results-ar": (RESULTS, DESK, "light", ""),
    "results-en-dark": (f"/en{RESULTS}", DESK, "dark", ""),
    "article-ar": (RESULTS, DESK, "light", FIRST_RESULT),
    "article-ar-390": (RESULTS, TELEPHONE, "light", FIRST_RESULT),
    "results-ar-390-dark": (RESULTS, TELEPHONE, "dark", ""),
    "calendar-ar": ("/browse/2019/", DESK, "light", ""),
    "help-en": ("/en/help/search/", DESK, "light", ""),
}
NEWSROOM = {
    "desk-ar": ("/admin/", (1200, 1000), "light", ""),
    "desk-en": ("/en/admin/", (1200, 1000), "light", ""),
    "coverage-ar": ("/admin/coverage/", DESK, "light", ""),
    "coverage-en": ("/en/admin/coverage/", DESK, "light", ""),
    "repairs-ar": ("/admin/archive/repairpattern/", DESK, "light", ""),
    "repairs-en": ("/en/admin/archive/repairpattern/", DESK, "light", ""),
    "texts-ar": ("/admin/archive/place/texts/", DESK, "light", "#content table a"),
    "texts-en": ("/en/admin/archive/place/texts/", DESK, "light", "#content table a"),
    "delivery-ar": ("/admin/archive/delivery/1/change/", (1200, 1000), "light", ""),
    "delivery-en": ("/en/admin/archive/delivery/1/change/", (1200, 1000), "light", ""),
}


def take(page: Page, path: str, size: tuple[int, int], theme, followed: str) -> Image.Image:
    """What the page at `path` shows, or the one behind its link `followed`."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(path)
    if followed:
        page.locator(followed).first.click()
    page.evaluate("document.fonts.ready")
    return Image.open(io.BytesIO(page.screenshot()))


def sign_in(page: Page, password: str) -> None:
    page.goto("/en/admin/login/")
    page.fill("[name=username]", "curator")
    page.fill("[name=password]", password)
    page.locator("[type=submit]").last.click()


def save(page: Page, pictures: dict) -> None:
    for name, picture in pictures.items():
        shot = take(page, *picture).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        shot.save(FOLDER / f"{name}.png", optimize=True)


def main(site: str, password: str = "") -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(base_url=site)
        save(page, PICTURES)
        if password:
            sign_in(page, password)
            save(page, NEWSROOM)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
