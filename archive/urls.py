"""Addresses of browsing: years of four digits, months and days of two."""

from django.urls import path, register_converter

from archive import views


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


register_converter(Year, "year")
register_converter(TwoDigits, "digits")
register_converter(Slug, "any-slug")

app_name = "archive"
urlpatterns = [
    path("", views.home, name="home"),
    path("browse/", views.browse, name="browse"),
    path("browse/undated/", views.undated, name="undated"),
    path("browse/<year:year>/", views.year, name="year"),
    path("browse/<year:year>/<digits:month>/", views.month, name="month"),
    path("browse/<year:year>/<digits:month>/<digits:day>/", views.day, name="day"),
    path("sources/", views.sources, name="sources"),
    path("sources/<any-slug:slug>/", views.source, name="source"),
]
