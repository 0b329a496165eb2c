"""References with plain defaults: a test names only what it is about."""

import datetime

from interchange.datatypes import Name, Reference, Span

TODAY = datetime.date(2026, 11, 22)
DAY = datetime.date(2019, 3, 23)
ON_THE_DAY = Span(DAY, DAY)
IN_RAJAB = Span(datetime.date(2019, 3, 8), datetime.date(2019, 4, 5), "month", hijri=True)


def make_reference(**fields) -> Reference:
    """A dated article of a newspaper that has a romanised name, unsigned."""
    plain = {
        "identifier": "b3k9x0w2mtz",
        "address": "https://fihrist.example/a/b3k9x0w2mtz/",
        "title": "انتهاء المعركة",
        "source": Name("صحيفة الورّاق", "Al-Warraq"),
        "kind": "newspaper",
        "date": ON_THE_DAY,
    }
    return Reference(**plain | fields)
