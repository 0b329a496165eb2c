"""The desks that need to know how articles are found: the articles', with the search box, the aliases', and those of
topics and places, with the texts that name them."""

from search.admin.aliases import AliasAdmin
from search.admin.articles import FindableArticleAdmin
from search.admin.texts import SoughtPlaceAdmin, SoughtTopicAdmin

__all__ = ["AliasAdmin", "FindableArticleAdmin", "SoughtPlaceAdmin", "SoughtTopicAdmin"]
