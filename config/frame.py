"""What stands around every page: the theme, the same page in the other language, the section."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

THEME_COOKIE = "theme"
THEMES = ("light", "dark")
ENGLISH = "/en/"
SECTIONS = {
    "search:results": "search",
    "search:article": "search",
    "search:similar": "search",
    "search:versions": "search",
    "archive:browse": "browse",
    "archive:year": "browse",
    "archive:month": "browse",
    "archive:day": "browse",
    "archive:undated": "browse",
    "archive:on-this-day": "browse",
    "archive:day-of-the-year": "browse",
    "archive:sources": "sources",
    "archive:source": "sources",
    "archive:topics": "browse",
    "archive:topic": "browse",
    "archive:places": "browse",
    "archive:place": "browse",
    "archive:people": "browse",
    "archive:author": "browse",
    "interchange:export": "search",
    "search:help": "help",
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor. No query, no work that a page without these names would notice."""
    match = request.resolver_match
    return {
        "theme": theme_of(request),
        "section": SECTIONS.get(match.view_name, "") if match else "",
        "arabic_path": in_arabic(request.get_full_path()),
        "english_path": in_english(request.get_full_path()),
        "canonical": _canonical(request),
    }


def theme_of(request: HttpRequest) -> str:
    """What the reader chose, or nothing: then the page follows the system."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def in_arabic(path: str) -> str:
    """The address of the same page and state in Arabic."""
    return path[len(ENGLISH) - 1 :] if path.startswith(ENGLISH) else path


def in_english(path: str) -> str:
    """The address of the same page and state in English."""
    return path if path.startswith(ENGLISH) else ENGLISH + path.removeprefix("/")


def _canonical(request: HttpRequest) -> dict[str, str]:
    """The one address of a page that has several, in both languages: no query, two digits for months and days."""
    match = request.resolver_match
    if match is None or match.namespace not in ("archive", "search"):
        return {}
    path = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    number = request.GET.get("page", "")[:3]
    if number.isdecimal() and int(number) > 1:
        path = f"{path}?page={int(number)}"
    root = request.build_absolute_uri("/")[:-1]
    return {"here": root + path, "ar": root + in_arabic(path), "en": root + in_english(path)}
