"""Filters: what a results page may be narrowed by. They work on the index's own columns, so that no join is needed;
what an entry's `facts` have, the index of lexemes finds in one look with the words.

Every facet takes values it wants (`source=…`) and values it does without (`not-source=…`). Several values of one facet
are OR-ed, facets are AND-ed. Values of a wrong form (year=x) mean nothing and are ignored; a source that there is not
finds nothing.
"""

import datetime
import functools
import operator
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

import arabic
from archive import calendars
from archive.models import Article, Source
from search.finding import facts
from search.finding.tsqueries import NO_LEXEME
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


class Choice(NamedTuple):
    """The values of one facet in force."""

    wanted: list[str]
    unwanted: list[str]


class Both(forms.Widget):
    """Reads what is wanted of a facet and what is done without; the page draws them itself."""

    def value_from_datadict(self, data, files, name):
        return data.getlist(name), data.getlist(NOT + name)


class Values(forms.Field):
    """A `Choice` of those values that have the right form or are known, without repetition; never an error."""

    widget = Both

    def __init__(self, *, form: re.Pattern | Collection[str], **kwargs):
        self.means = form.fullmatch if isinstance(form, re.Pattern) else form.__contains__
        super().__init__(**kwargs)

    def to_python(self, value) -> Choice:
        """What is wanted and unwanted at once is unwanted."""
        wanted, unwanted = ([*dict.fromkeys(text for text in texts if text and self.means(text))] for texts in value)
        return Choice([text for text in wanted if text not in unwanted][:MAX_VALUES], unwanted[:MAX_VALUES])


class Bound(forms.Field):
    """One end of a period; a year or a month means its first day, or (`last=True`) its last."""

    default_error_messages = {"unclear": _("This is no date. Write 2019, 2019-03 or 2019-03-23.")}

    def __init__(self, *, last: bool, **kwargs):
        self.last = last
        super().__init__(**kwargs)

    def to_python(self, value) -> datetime.date | None:
        typed = str(value or "").replace("\x00", "").translate(WESTERN).strip()
        found = DAY.fullmatch(typed)
        day = self._day(*(int(part or 0) for part in found.groups())) if found else None
        if typed and day is None:
            raise forms.ValidationError(self.error_messages["unclear"], code="unclear")
        return day

    def _day(self, year: int, month: int, day: int) -> datetime.date | None:
        try:
            whole = datetime.date(year, month or (12 if self.last else 1), day or 1)
        except ValueError:  # the 31st of February
            return None
        return calendars.last_of_month(whole.year, whole.month) if self.last and not day else whole


class FacetFilter(django_filters.Filter):
    """Entries that have one of the wanted values and none of the unwanted ones.

    A value has a `form` or is one of those known; `means` gives the condition that an entry has one of some values.
    """

    field_class = Values

    def __init__(self, *, form: re.Pattern | Collection[str], means: Callable[[list[str]], Q]):
        super().__init__(label="", form=form)
        self.means = means

    def condition(self, choice: Choice) -> Q:
        """What the choice demands of an entry; of no choice, nothing."""
        wanted, unwanted = (self.means(values) if values else Q() for values in choice)
        return wanted & ~unwanted if choice.unwanted else wanted


class FactFilter(FacetFilter):
    """Entries by what their `facts` have: `source:12`, `genre:news`."""

    def __init__(self, name: str, *, form: re.Pattern | Collection[str]):
        super().__init__(form=form, means=functools.partial(facts.having, name))


class BoundFilter(django_filters.Filter):
    """A day from which on entries are, or up to which."""

    field_class = Bound

    def __init__(self, *, last: bool):
        super().__init__(label="", last=last)


def _from_sources(slugs: list[str]) -> Q:
    fact = Concat(Value("source:"), Cast("pk", TextField()), output_field=TextField())
    return Q(facts__overlap=ArraySubquery(Source.objects.filter(slug__in=slugs).order_by().values(fact=fact)))


def _of_years(years: list[str]) -> Q:
    return Q(facts__overlap=[year if year == UNDATED else f"year:{int(year)}" for year in years])


def _of_lengths(names: list[str]) -> Q:
    return _any_of(LENGTHS[name] for name in names)


def _with_forms(words: list[str]) -> Q:
    return Q(article_id__in=IndexEntry.objects.filter(tsv__matches=forms_query(words)).values("article_id"))


def _any_of(conditions: Iterable[Q]) -> Q:
    return functools.reduce(operator.or_, conditions)


class IndexFilter(django_filters.FilterSet):
    """`IndexFilter(request.GET, IndexEntry.objects.visible_to(request.user))`; `.qs` has what is left."""

    source = FacetFilter(form=SLUG, means=_from_sources)
    topic = FactFilter("topic", form=NUMBER)
    year = FacetFilter(form=YEAR, means=_of_years)
    month = FactFilter("month", form=MONTH)
    place = FactFilter("place", form=NUMBER)
    author = FactFilter("author", form=NUMBER)
    genre = FactFilter("genre", form=Article.Genre.values)
    language = FactFilter("language", form=CODE)
    length = FacetFilter(form=LENGTHS, means=_of_lengths)
    origin = FactFilter("origin", form=Article.TextOrigin.values)
    form = FacetFilter(form=WORD, means=_with_forms)  # of a word; what a FilterSet calls so is none of its filters
    first = BoundFilter(last=False)
    last = BoundFilter(last=True)

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The values in force, by their name in the address: lists and dates. What means nothing is not among them."""
        named: dict[str, Any] = {}
        for name, value in self._cleaned.items():
            named |= {name: value.wanted, NOT + name: value.unwanted} if isinstance(value, Choice) else {name: value}
        return {name: value for name, value in named.items() if value}

    @cached_property
    def conditions(self) -> dict[str, Q]:
        """What each facet in force demands, and the period."""
        cleaned = dict(self._cleaned)
        period = [cleaned.pop(name, None) for name in BOUNDS]
        demands = {name: self.filters[name].condition(value) for name, value in cleaned.items()}
        demands[PERIOD] = facts.within(*period)
        return {name: demand for name, demand in demands.items() if demand}

    @property
    def _cleaned(self) -> dict[str, Any]:
        """What was understood of the address; a bound with an error (`errors`) has no value."""
        self.form.is_valid()
        return self.form.cleaned_data

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

    def filter_queryset(self, queryset: IndexEntryQuerySet) -> IndexEntryQuerySet:
        """What all filters leave."""
        return queryset.filter(*self.conditions.values())


DIMENSIONS = [name for name, each in IndexFilter.base_filters.items() if isinstance(each, FacetFilter)]
BOUNDS = ("first", "last")
PERIOD = "period"  # what the bounds narrow to


def forms_query(words: Collection[str]) -> str:
    """The tsquery of articles that hold one of the words exactly as printed."""
    return " | ".join(map(quote, map(lexeme_of, words)) if words else [quote(NO_LEXEME)])


def lexeme_of(form: str) -> str:
    """The lexeme of exactly this printed form."""
    return next((token.lexemes[0] for token in arabic.analyse(form)), NO_LEXEME)


def _month(value: str) -> tuple[datetime.date, datetime.date]:
    year, month = (int(part) for part in value.split("-"))
    first = datetime.date(max(year, 1), month, 1)
    return first, calendars.last_of_month(first.year, first.month)
