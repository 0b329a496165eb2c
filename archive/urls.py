"""Addresses of browsing: years of four digits, months and days of two."""

from django.urls import path, register_converter

from archive import shelves
from archive.views import anniversaries, dates, feeds, front, indexes


class Digits:
    """A number that is written with leading zeros; in an address that somebody types they may be missing."""

    width: int

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return f"{int(value):0{self.width}}"


class Year(Digits):
    width = 4
    regex = "[0-9]{4}"


class TwoDigits(Digits):
    width = 2
    regex = "[0-9]{1,2}"


class Slug:
    """Letters of any script, digits, hyphens: what the short name of a source is made of."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Number:
    """The number of a term; longer ones than a database has are no address."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return str(value)


register_converter(Year, "year")
register_converter(TwoDigits, "digits")
register_converter(Slug, "any-slug")
register_converter(Number, "number")

app_name = "archive"
urlpatterns = [
    path("", front.home, name="home"),
    path("feed/", feeds.Arrivals(), name="feed"),
    path("browse/", dates.browse, name="browse"),
    path("browse/undated/", dates.undated, name="undated"),
    path("browse/<year:year>/", dates.year, name="year"),
    path("browse/<year:year>/<digits:month>/", dates.month, name="month"),
    path("browse/<year:year>/<digits:month>/<digits:day>/", dates.day, name="day"),
    path("on-this-day/", anniversaries.day_of_the_year, name="on-this-day"),
    path("on-this-day/<digits:month>/<digits:day>/", anniversaries.day_of_the_year, name="day-of-the-year"),
]
for shelf in shelves.ALL:
    key = "any-slug" if shelf is shelves.SOURCES else "number"
    urlpatterns += [
        path(f"{shelf.page}/", indexes.index, {"shelf": shelf}, name=shelf.page),
        path(f"{shelf.page}/<{key}:key>/", indexes.thing, {"shelf": shelf}, name=shelf.role),
        path(f"{shelf.page}/<{key}:key>/feed/", feeds.Arrivals(), {"shelf": shelf}, name=f"{shelf.role}-feed"),
    ]
