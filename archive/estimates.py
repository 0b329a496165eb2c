"""Estimates: numbers that know that they are not exact, and say so wherever a page prints them.

    total = About(312_340)          print: about 310,000
    sum([total, 5])                 is an About, too

They are whole numbers in all else: they add up, compare and page as such. What is made of an estimate by adding,
taking away or multiplying is one.
"""

import math

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

DIGITS = 2  # that are significant


class Estimate(int):
    """What all numbers have in common that are not exact; never made itself."""

    def __add__(self, other: int) -> "Estimate":
        return type(self)(int(self) + int(other))

    __radd__ = __add__

    def __sub__(self, other: int) -> "Estimate":
        return type(self)(max(0, int(self) - int(other)))

    def __rsub__(self, other: int) -> "Estimate":
        return type(self)(max(0, int(other) - int(self)))

    def __mul__(self, other: int) -> "Estimate":
        return type(self)(int(self) * int(other))

    __rmul__ = __mul__

    @property
    def printed(self) -> str:
        raise NotImplementedError

    @property
    def in_articles(self) -> str:
        raise NotImplementedError


class About(Estimate):
    """A number that a sample of one in twenty tells: printed with two significant digits, as few, or as few or none."""

    few = 400  # less it does not tell apart: that is twenty of the sample

    @property
    def rounded(self) -> int:
        unit = 10 ** max(0, math.floor(math.log10(self)) + 1 - DIGITS) if self > 0 else 1
        return int((int(self) + unit // 2) // unit * unit)

    @property
    def printed(self) -> str:
        if not self:
            return gettext("few or none")
        return gettext("about %(number)s") % {"number": _grouped(self.rounded)} if self >= self.few else gettext("few")

    @property
    def in_articles(self) -> str:
        if not self:
            return gettext("few articles or none")
        if self < self.few:
            return gettext("few articles")
        number = {"count": _grouped(self.rounded)}
        return ngettext("about %(count)s article", "about %(count)s articles", self.rounded) % number


class Roughly(About):
    """The same of a sample of one in a hundred."""

    few = 2_000


class MoreThan(Estimate):
    """A number at which counting stopped."""

    @property
    def printed(self) -> str:
        return gettext("more than %(number)s") % {"number": _grouped(int(self))}

    @property
    def in_articles(self) -> str:
        number = {"count": _grouped(int(self))}
        return ngettext("more than %(count)s article", "more than %(count)s articles", int(self)) % number


def is_exact(number: int) -> bool:
    return not isinstance(number, Estimate)


def _grouped(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)
