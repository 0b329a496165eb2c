"""The parts of the frame that are the same on many pages, written once in each language."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def standing(name: str, section: str = "") -> str:
    """`{% standing "_sections.html" section %}`: a template that knows nothing but the language and the section."""
    return _written(name, section, get_language())


@lru_cache(maxsize=64)  # of two templates, five sections, two languages
def _written(name: str, section: str, language: str | None) -> str:
    return render_to_string(name, {"section": section})
