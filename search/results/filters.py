"""Filters: what a results page may be narrowed by. They work on the index's own columns, so that no join is needed.

Every facet takes values it wants (`source=…`) and values it does without (`not-source=…`). Several values of one facet
are OR-ed, facets are AND-ed. Values of a wrong form (year=x) mean nothing and are ignored; a source that there is not
finds nothing.
"""

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

import arabic
from archive import calendars
from archive.models import Article, Source
from search.index.placing import quote
from search.models import IndexEntry, IndexEntryQuerySet

MAX_VALUES = 50  # of one filter
UNDATED = "undated"
NOT = "not-"  # before the name of a facet: what is done without
# Words of an article: below the first it is short, from the second on long.
SHORT, LONG = 200, 600
LENGTHS = {
    "short": Q(length__lt=SHORT),
    "medium": Q(length__gte=SHORT, length__lt=LONG),
    "long": Q(length__gte=LONG),
}

SLUG = re.compile(r"[-\w]{1,80}")
NUMBER = re.compile(r"[0-9]{1,18}")
YEAR = re.compile(rf"[0-9]{{4}}|{UNDATED}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
CODE = re.compile(r"[-\w]{1,35}", re.ASCII)
WORD = re.compile(r"[^\s\x00]{1,60}")
# A day, a month or a year, as people write them: 2019-03-23, 2019/3, ٢٠١٩.
DAY = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?")
WESTERN = {ord(digit): str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(digits)}


@dataclass(frozen=True)
class Dimension:
    """A dimension of the archive: what its values look like in an address."""

    name: str
    form: re.Pattern
    known: Collection[str] | None = None


DIMENSIONS = {
    dimension.name: dimension
    for dimension in (
        Dimension("source", SLUG),
        Dimension("topic", NUMBER),
        Dimension("year", YEAR),
        Dimension("month", MONTH),
        Dimension("place", NUMBER),
        Dimension("author", NUMBER),
        Dimension("genre", CODE, Article.Genre.values),
        Dimension("language", CODE),
        Dimension("length", CODE, list(LENGTHS)),
        Dimension("origin", CODE, Article.TextOrigin.values),
        Dimension("form", WORD),
    )
}
PERIOD = "period"  # what `first` and `last` narrow to
BOUNDS = ("first", "last")


class Values(forms.Field):
    """Those of the given values that have the right form, without repetition; never an error."""

    widget = forms.MultipleHiddenInput

    def __init__(self, dimension: Dimension):
        self.dimension = dimension
        super().__init__(required=False)

    def to_python(self, value) -> list[str]:
        values = [text for text in map(str, value or ()) if text and self.dimension.form.fullmatch(text)]
        values = [text for text in values if self.dimension.known is None or text in self.dimension.known]
        return list(dict.fromkeys(values))[:MAX_VALUES]


class Bound(forms.Field):
    """One end of a period; a year or a month means its first day, or (`last=True`) its last."""

    default_error_messages = {"unclear": _("This is no date. Write 2019, 2019-03 or 2019-03-23.")}

    def __init__(self, *, last: bool):
        self.last = last
        super().__init__(required=False)

    def to_python(self, value) -> datetime.date | None:
        typed = str(value or "").replace("\x00", "").translate(WESTERN).strip()
        if not typed:
            return None
        found = DAY.fullmatch(typed)
        try:
            return self._day(*(int(part or 0) for part in found.groups())) if found else self._unclear()
        except ValueError:
            return self._unclear()

    def _day(self, year: int, month: int = 0, day: int = 0) -> datetime.date:
        if day:
            return datetime.date(year, month, day)
        first = datetime.date(year, month or (12 if self.last else 1), 1)
        return calendars.last_of_month(first.year, first.month) if self.last else first

    def _unclear(self):
        raise forms.ValidationError(self.default_error_messages["unclear"], code="unclear")


class Narrowing(forms.Form):
    first = Bound(last=False)
    last = Bound(last=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for dimension in DIMENSIONS.values():
            self.fields[dimension.name] = Values(dimension)
            self.fields[NOT + dimension.name] = Values(dimension)

    def clean(self) -> dict[str, Any]:
        """What is wanted and unwanted at once is unwanted."""
        for name in DIMENSIONS:
            unwanted = self.cleaned_data[NOT + name]
            self.cleaned_data[name] = [value for value in self.cleaned_data[name] if value not in unwanted]
        return self.cleaned_data


class IndexFilter:
    """`IndexFilter(request.GET, IndexEntry.objects.visible_to(request.user))`; `.qs` has what is left."""

    def __init__(self, params: Mapping[str, Any], queryset: IndexEntryQuerySet):
        self.form = Narrowing(params)
        self.queryset = queryset

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The values in force, by their name in the address: lists and dates. What means nothing is not among them."""
        self.form.is_valid()  # which cleans; a bound with an error has no value then
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def errors(self) -> dict[str, list[str]]:
        """What was typed and not understood, by name, in the reader's words."""
        return {name: [str(one) for one in messages] for name, messages in self.form.errors.items()}

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """What each facet in force demands, and the period."""
        return dict(self._conditions())

    def _conditions(self) -> Iterator[tuple[str, Q]]:
        for name in DIMENSIONS:
            wanted, unwanted = self.chosen.get(name), self.chosen.get(NOT + name)
            if wanted or unwanted:
                demanded = _condition(name, wanted) if wanted else Q()
                yield name, demanded & ~_condition(name, unwanted) if unwanted else demanded
        within = {
            f"published_on__{how}": self.chosen[name]
            for name, how in zip(BOUNDS, ("gte", "lte"), strict=True)
            if name in self.chosen
        }
        if within:
            yield PERIOD, Q(**within)

    @property
    def period(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The days from which and up to which the chosen dates, years and months reach; None is open."""
        first, last = (self.chosen.get(name) for name in BOUNDS)
        months = [_month(month) for month in self.chosen.get("month", ())]
        years = [year for year in self.chosen.get("year", ()) if year != UNDATED and int(year)]
        spans = months or [(datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31)) for year in years]
        if spans:
            first = max([min(start for start, _ in spans), *([first] if first else [])])
            last = min([max(end for _, end in spans), *([last] if last else [])])
        return first, last

    def without(self, *names: str) -> IndexEntryQuerySet:
        """What is left when the named facets (and `PERIOD`) are not applied."""
        return self.queryset.filter(*(demand for name, demand in self.conditions.items() if name not in names))

    @property
    def qs(self) -> IndexEntryQuerySet:
        """What all filters leave."""
        return self.without()


def _condition(name: str, values: list[str]) -> Q:
    """That an entry has one of the `values` of a facet."""
    match name:
        case "source":
            return Q(source_id__in=Source.objects.filter(slug__in=values).order_by().values("pk"))
        case "topic" | "place" | "author":
            return Q(**{f"{name}_ids__overlap": [int(pk) for pk in values]})
        case "year":
            years = [int(year) for year in values if year != UNDATED]
            undated = Q(published_on=None) if UNDATED in values else Q(pk__in=[])
            return (Q(published_on__year__in=years) if years else Q(pk__in=[])) | undated
        case "month":
            return _any_of(Q(published_on__range=_month(value)) & ~Q(precision="year") for value in values)
        case "length":
            return _any_of(LENGTHS[value] for value in values)
        case "form":
            return Q(article_id__in=IndexEntry.objects.filter(tsv__matches=forms_query(values)).values("article_id"))
        case "origin":
            return Q(text_origin__in=values)
        case _:
            return Q(**{f"{name}__in": values})


def forms_query(words: Collection[str]) -> str:
    """The tsquery of articles that hold one of the words exactly as printed."""
    lexemes = (token.lexemes[0] for word in words for token in arabic.analyse(word)[:1])
    return " | ".join(quote(lexeme) for lexeme in lexemes) or quote(
        "!"
    )  # which stands nowhere: every lexeme is a sign and a word


def _month(value: str) -> tuple[datetime.date, datetime.date]:
    year, month = (int(part) for part in value.split("-"))
    first = datetime.date(max(year, 1), month, 1)
    return first, calendars.last_of_month(first.year, first.month)


def _any_of(conditions) -> Q:
    joined = Q(pk__in=[])
    for condition in conditions:
        joined |= condition
    return joined
