"""The desks that need to know how articles are found: the articles', with the search box, and the aliases'."""

from search.admin.aliases import AliasAdmin
from search.admin.articles import FindableArticleAdmin

__all__ = ["AliasAdmin", "FindableArticleAdmin"]
