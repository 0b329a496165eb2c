"""The search box of the articles desk is the archive's own search: any form of a word, phrases, exclusions, best first.

It is here because `archive` does not know how its articles are found.
"""

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, QuerySet, Value
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive import identifiers
from archive.admin.articles import ArticleAdmin
from archive.models import Article
from search.finding import matching, ranking
from search.models import IndexEntry
from search.query import parsing

BEST = 1_000  # articles of one search that the list pages through

admin.site.unregister(Article)


@admin.register(Article)
class FindableArticleAdmin(ArticleAdmin):
    search_help_text = _(
        "Words in any form, “an exact phrase”, -without, this OR that; or an identifier. "
        "The best 1,000 are listed, whatever their status."
    )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """The rows of `queryset` that answer, best first unless the curator has sorted the list otherwise.

        Whoever edits all that the list found means all, not only the best.
        """
        typed = search_term.strip()
        if not typed:
            return queryset, False
        if identifiers.is_valid(typed):
            return queryset.filter(identifier=typed), False
        among = IndexEntry.objects.visible_to(request.user)
        if queryset.query.where:  # filters of the list
            among = among.filter(article_id__in=queryset.order_by().values("pk"))
        if request.POST.get("action") == "bulk" and request.POST.get("select_across") == "1":
            return queryset.filter(pk__in=matching.match(parsing.parse(typed), among).values("article_id")), False
        best = list(ranking.rank(parsing.parse(typed), among, limit=BEST).ids)
        found = queryset.filter(pk__in=best)
        return (found if "o" in request.GET else found.order_by(_place(best))), False


def _place(ids: list[int]) -> Func:
    known = Value(ids, output_field=ArrayField(BigIntegerField()))
    return Func(known, F("pk"), function="array_position", output_field=BigIntegerField())
