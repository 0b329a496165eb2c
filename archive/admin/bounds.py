"""Lists of a million rows that answer at once: nothing is counted or paged further than anybody looks."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.utils.functional import cached_property

COUNTED = 10_000  # rows; beyond, "more than 10,000" is all that a list says
AT_ONCE = 1_000  # articles that one decision may change


class BoundedPaginator(Paginator):
    """Counts at most `COUNTED` rows and ends there; whoever wants what lies behind narrows the list."""

    most = COUNTED

    @cached_property
    def count(self) -> int:
        return min(count(self.object_list, self.most), self.most)


class BoundedList:
    """For a desk: its list is paged by the bounded paginator and counts nothing that is not looked at."""

    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator: Any = BoundedPaginator


def count(rows, most: int = COUNTED) -> int:
    """How many rows there are, up to one more than `most`: the database stops looking there."""
    return rows.order_by()[: most + 1].count()
