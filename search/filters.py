"""Filters: what a results page may be narrowed by. They work on the index's own columns, so that no join is needed.

Values that mean nothing (?source=abc, ?year=x) are ignored; several values of one filter are OR-ed, filters are AND-ed.
"""

import re
from collections.abc import Collection
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from archive.models import Article, Source
from search.models import IndexEntry, IndexEntryQuerySet

MAX_VALUES = 50  # of one filter
SLUG = re.compile(r"[-\w]{1,80}")
NUMBER = re.compile(r"[0-9]{1,18}")
YEAR = re.compile(r"[0-9]{4}")
CODE = re.compile(r"[-\w]{1,35}", re.ASCII)


class Values(forms.Field):
    """Those of the given values that have the right form, without repetition; never an error."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, form: re.Pattern = CODE, known: Collection[str] | None = None, **kwargs):
        self.form, self.known = form, known
        super().__init__(**kwargs)

    def to_python(self, value) -> list[str]:
        values = [text for text in map(str, value or ()) if self.form.fullmatch(text)]
        values = [text for text in values if self.known is None or text in self.known]
        return list(dict.fromkeys(values))[:MAX_VALUES]


class ValuesFilter(django_filters.Filter):
    field_class = Values


class IndexFilter(django_filters.FilterSet):
    """`IndexFilter(request.GET, IndexEntry.objects.visible_to(request.user))`; `.qs` has what is left."""

    source = ValuesFilter(label=_("source"), method="from_sources", form=SLUG)
    topic = ValuesFilter(label=_("topic"), field_name="topic_ids", method="having_any", form=NUMBER)
    author = ValuesFilter(label=_("author"), field_name="author_ids", method="having_any", form=NUMBER)
    place = ValuesFilter(label=_("place"), field_name="place_ids", method="having_any", form=NUMBER)
    year = ValuesFilter(label=_("year"), method="from_years", form=YEAR)
    undated = django_filters.BooleanFilter(label=_("undated"), method="without_date", widget=forms.CheckboxInput)
    genre = ValuesFilter(label=_("genre"), lookup_expr="in", known=Article.Genre.values)
    language = ValuesFilter(label=_("language"), lookup_expr="in")
    first = django_filters.DateFilter(label=_("from"), field_name="published_on", lookup_expr="gte")
    last = django_filters.DateFilter(label=_("to"), field_name="published_on", lookup_expr="lte")

    class Meta:
        model = IndexEntry
        fields: list[str] = []

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The values in force, by filter: lists, dates and True. What means nothing is not among them."""
        self.form.is_valid()  # which cleans; a filter with an error has no value then
        return {name: value for name, value in getattr(self.form, "cleaned_data", {}).items() if value}

    @cached_property
    def sources(self) -> list[int]:
        """The numbers of the chosen sources that there are."""
        slugs = self.chosen.get("source")
        return list(Source.objects.filter(slug__in=slugs).values_list("pk", flat=True)) if slugs else []

    def without(self, *names: str) -> IndexEntryQuerySet:
        """What is left when the named filters are not applied."""
        queryset = self.queryset.all()
        for name, value in self.chosen.items():
            if name not in names:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def from_sources(self, queryset, name, slugs: list[str]):
        return queryset.filter(source_id__in=self.sources) if self.sources else queryset

    def having_any(self, queryset, name, ids: list[str]):
        return queryset.filter(**{f"{name}__overlap": [int(pk) for pk in ids]})

    def from_years(self, queryset, name, years: list[str]):
        """Years and "undated" are values of one filter."""
        in_years = Q(published_on__year__in=[int(year) for year in years])
        return queryset.filter(in_years | Q(published_on=None) if self.chosen.get("undated") else in_years)

    def without_date(self, queryset, name, undated: bool):
        return queryset.filter(published_on=None) if undated and not self.chosen.get("year") else queryset
