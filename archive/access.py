"""Who may see what: one rule for pages, search, excerpts, feeds and exports.

Two questions are kept apart. *Does this reader know that the article is there?* (`visible_to` on the querysets:
published, not under embargo; curators know everything.) *How much of it may be shown?* (`showing`: the source's access
level, or the article's own where it differs.) A restricted article is found by all its words, as in the "search only"
collections of the great libraries, but its text stays closed.
"""

import ipaddress
from enum import IntEnum

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Access(models.IntegerChoices):
    """What a source, or an article that differs from its source, allows."""

    OPEN = 1, _("Open to everybody")
    REGISTERED = 2, _("For registered readers")
    ON_SITE = 3, _("In the reading room only")
    SNIPPET = 4, _("Excerpts only")
    METADATA = 5, _("Description only")


class Showing(IntEnum):
    """How much of an article a reader is shown; each level includes those below."""

    FACTS = 0
    EXCERPTS = 1
    TEXT = 2


def knows_all(user) -> bool:
    """Whether `user` is a curator, who sees drafts, embargoed and withheld articles and every text."""
    return user is not None and user.is_active and user.has_perm("archive.view_article")


def showing(access: int, *, user, on_site: bool = False) -> Showing:
    """How much of an article with `access` is shown to `user`, who sits `on_site` or elsewhere."""
    if access == Access.OPEN or knows_all(user):
        return Showing.TEXT
    if access == Access.METADATA:
        return Showing.FACTS
    if access == Access.REGISTERED and user is not None and user.is_authenticated:
        return Showing.TEXT
    if access == Access.ON_SITE and on_site:
        return Showing.TEXT
    return Showing.EXCERPTS


def is_on_site(address: str) -> bool:
    """Whether an IP `address` lies in one of the networks of the reading room."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in ipaddress.ip_network(network) for network in settings.ON_SITE_NETWORKS)
