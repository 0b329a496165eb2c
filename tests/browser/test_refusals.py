"""The pages that refuse, which no address leads to by itself: shown in the browser as they are rendered."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import translation

from tests.browser import rules

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

REFUSALS = ["400.html", "403.html", "429.html", "500.html", "throttled.html", "interchange/refused.html"]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("template", REFUSALS)
def test_no_accessibility_rule_is_broken(window, rf, template, language):
    request = rf.get("/" if language == "ar" else "/en/")
    request.user = AnonymousUser()
    window.set_viewport_size({"width": 320, "height": 900})
    window.goto("/none-such/")  # whose place the page takes, stylesheet and all
    with translation.override(language):
        window.set_content(render_to_string(template, {"wait": 40, "minutes": 1}, request=request))

    assert rules.broken(window) == {}
    assert window.evaluate("document.documentElement.scrollWidth") <= 320
