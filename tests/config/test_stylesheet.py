"""The stylesheet holds what the pages use and nothing else, and names no side."""

import re

from django.conf import settings

CSS = re.sub(r"/\*.*?\*/", "", (settings.BASE_DIR / "static" / "fihrist.css").read_text(), flags=re.DOTALL)
WRITTEN = [*(settings.BASE_DIR / "templates").rglob("*.html"), *settings.BASE_DIR.glob("*/templatetags/*.py")]
TEMPLATES = "\n".join(path.read_text() for path in WRITTEN)


def test_every_class_of_the_stylesheet_is_on_a_page():
    selectors = re.sub(r"\{[^{}]*\}", " ", CSS)
    styled = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    used = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', TEMPLATES))))
    drawn = {"wide", "always", "never", "from", "upto", "outside"}  # how parts of a chart stand: its figures say it

    assert styled - used - drawn == set()


def test_no_rule_names_a_side():
    sided = re.findall(r"[\w-]*(?<!-inline-)\b(?:left|right)\b[^;{}]*", CSS)

    assert sided == []


def test_every_colour_is_a_token_with_a_dark_twin():
    after_tokens = CSS.split(':root[data-theme="light"]')[1]
    bare = re.findall(r"(?<!light-dark\()#[0-9a-f]{3,8}\b(?![^(]*\))", after_tokens)

    assert bare == []
