"""The authors, topics and places of an article that two curators described at once: what each of them did stands.

Every row carries what it was when the form was opened. So what a curator has not touched is not written back over what
somebody else has made of it; what both have touched stays as it was typed, and is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from archive.models import Article

MOST = 1_000  # rows of one table that are looked at


@dataclass
class Rows:
    """The rows of one table as they were typed, taken together with those that are kept now."""

    model: type[Any]
    names: list[str]
    prefix: str
    data: QueryDict
    said: list[str] = field(default_factory=list)

    def reconcile(self, article: Article) -> None:
        """Put the rows of now into the data, with what was typed over them; `said` tells what the other one did."""
        kept = {str(row.pk): row for row in self.model.objects.filter(article=article).order_by(*self._order)[:MOST]}
        seen, new = self._posted()
        rows = [self._together(row, seen.get(pk)) for pk, row in kept.items()]
        rows += [
            (None, typed, {}, "")
            for pk, (typed, was, gone) in seen.items()
            if self._outlives(pk, kept, typed, was, gone)
        ]
        standing = {tuple(self._values(row).items()) for row in kept.values()}
        rows += [(None, typed, {}, "") for typed in new if tuple(typed.items()) not in standing]
        self._write(rows)

    @property
    def _order(self) -> list[str]:
        return [*self.model._meta.ordering]

    def _posted(self) -> tuple[dict[str, tuple[dict, dict, str]], list[dict[str, str]]]:
        """By number, the rows that were seen: as typed, as they were, whether to be removed; and the new ones."""
        total, initial = (self._number(f"{self.prefix}-{name}_FORMS") for name in ("TOTAL", "INITIAL"))
        seen, new = {}, []
        for place in range(min(total, MOST)):
            row = f"{self.prefix}-{place}"
            typed = {name: self.data.get(f"{row}-{name}", "") for name in self.names}
            if place < initial:
                was = {name: self.data.get(f"initial-{row}-{name}", "") for name in self.names}
                seen[self.data.get(f"{row}-id", "")] = (typed, was, self.data.get(f"{row}-DELETE", ""))
            elif typed[self.names[0]]:
                new.append(typed)
        return seen, new

    def _number(self, name: str) -> int:
        value = self.data.get(name, "")
        return int(value) if value.isdecimal() and len(value) < 7 else 0

    def _together(self, row: Any, posted: tuple[dict, dict, str] | None) -> tuple[Any, dict, dict, str]:
        now = self._values(row)
        if posted is None:
            self._tell(gettext("added: %(row)s"), now)
            return row.pk, now, now, ""
        typed, was, gone = posted
        if now != was:
            self._tell(gettext("changed: %(row)s"), now)
        return row.pk, {name: typed[name] if typed[name] != was[name] else now[name] for name in now}, now, gone

    def _outlives(self, pk: str, kept: dict[str, Any], typed: dict, was: dict, gone: str) -> bool:
        """Whether a row that the other one has removed was changed here, and so stands as a new one."""
        if pk in kept:
            return False
        self._tell(gettext("removed: %(row)s"), was)
        return typed != was and not gone

    def _tell(self, sentence: str, values: dict[str, str]) -> None:
        term = (
            self.model._meta.get_field(self.names[0])
            .related_model.objects.filter(pk=values[self.names[0]] or 0)
            .first()
        )
        self.said.append(sentence % {"row": term or "–"})

    def _values(self, row: Any) -> dict[str, str]:
        return {name: str(getattr(row, self.model._meta.get_field(name).attname)) for name in self.names}

    def _write(self, rows: list[tuple[Any, dict, dict, str]]) -> None:
        rows.sort(key=lambda row: row[0] is None)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(rows))
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(sum(pk is not None for pk, *_ in rows))
        for place, (pk, typed, was, gone) in enumerate(rows):
            row = f"{self.prefix}-{place}"
            self.data[f"{row}-id"] = "" if pk is None else str(pk)
            self.data.setlist(f"{row}-DELETE", [gone] if gone else [])
            for name in self.names:
                self.data[f"{row}-{name}"] = typed[name]
                self.data[f"initial-{row}-{name}"] = was.get(name, "")
