"""Pages of a list, by number and with a bound: whatever a reader or a robot writes into `?page=` is a page."""

from dataclasses import dataclass

LAST = 100  # no list is paged further by number; narrowing it is quicker for the reader and for the database


@dataclass(frozen=True)
class Page:
    """Page `number` of a list of `total` things, `size` on a page; or a stretch of it that no number leads to.

    Behind the last number a list may go on by cursor: `after` is that of the next stretch, `at` where a stretch begins.
    """

    number: int
    size: int
    total: int
    after: str = ""
    at: int | None = None

    @property
    def last(self) -> int:
        return max(1, min(LAST, -(-self.total // self.size)))

    @property
    def start(self) -> int:
        return (self.number - 1) * self.size if self.at is None else self.at

    @property
    def stop(self) -> int:
        return min(self.start + self.size, self.total)

    @property
    def first_shown(self) -> int:
        """The place of the first thing on the page, counted from 1."""
        return self.start + 1

    @property
    def bound(self) -> int | None:
        """How many things the pages reach, where they do not reach all and no cursor leads on."""
        reach = LAST * self.size
        return reach if self.total > reach and not self.after and self.at is None else None

    @property
    def onward(self) -> str:
        """The cursor of the next stretch, where no number leads to it."""
        return self.after if self.at is not None or self.number == LAST else ""

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 and self.at is None else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last and self.at is None else None

    @property
    def links(self) -> list[int | None]:
        """The numbers to offer: the first, the last and those around; None stands for a leap."""
        offered = sorted({1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)})
        links: list[int | None] = []
        for number in offered:
            if links and links[-1] is not None and number - links[-1] == 2:
                links.append(number - 1)
            elif links and links[-1] is not None and number - links[-1] > 2:
                links.append(None)
            links.append(number)
        return links


def page(asked: str | None, *, total: int, size: int) -> Page:
    """The page that `?page=` asks for, or the nearest that there is; the first for what is no number."""
    return Page(_clamp(_number(asked), Page(1, size, total).last), size, total)


def _number(asked: str | None) -> int:
    digits = (asked or "").strip()
    if not digits.isdecimal():
        return 1
    return int(digits) if len(digits) <= 9 else 10**9  # int() of a very long numeral is slow


def _clamp(number: int, last: int) -> int:
    return max(1, min(number, last))
