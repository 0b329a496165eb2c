"""How a bulk edit is told to a curator: what it does in a sentence, and articles before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.admin.forms import shown
from archive.bulk.changes import TERMS, State
from archive.bulk.editing import Example
from archive.models import Article

GIVE = {"topic": _("Add the topic “%(value)s”"), "place": _("Add the place “%(value)s”")}
GIVE |= {"author": _("Add the author “%(value)s”")}
TAKE = {"topic": _("Take the topic “%(value)s” away"), "place": _("Take the place “%(value)s” away")}
TAKE |= {"author": _("Take the author “%(value)s” away")}
ACTS = {
    "submit": _("Send to review"),
    "publish": _("Publish"),
    "withhold": _("Withhold"),
    "withdraw": _("Withdraw"),
    "restore": _("Restore"),
    "embargo": _("Set the embargo"),
}


def sentence(change: Mapping[str, Any]) -> str:
    """What the change does, for a heading or a line of a list."""
    match change["kind"]:
        case "describe":
            said = (GIVE if change["give"] else TAKE)[change["vocabulary"]]
            return str(said % {"value": _term(change)})
        case "field":
            return gettext("%(field)s: %(value)s") % {
                "field": _label(change["name"]),
                "value": _value(change["name"], change["value"]),
            }
        case _:
            until = _value("embargo_until", change.get("until")) if change.get("until") else ""
            return f"{ACTS[change['act']]} {until}".strip()


def examples(change: Mapping[str, Any], given: Sequence[Example]) -> list[dict[str, Any]]:
    """Each article with what differs: label, before, after."""
    return [{"article": one.article, "fields": differences(change, one.before, one.after)} for one in given]


def differences(change: Mapping[str, Any], before: State, after: State) -> list[tuple[str, str, str]]:
    """The fields that differ, as a person reads them."""
    if change["kind"] == "describe":
        label = capfirst(str(TERMS[change["vocabulary"]]._meta.verbose_name_plural))
        was, will = (_term(change) if state["links"] else "–" for state in (before, after))
        return [(label, was, will)]
    names = [name for name in before if before[name] != after[name]]
    return [(_label(name), _value(name, before[name]), _value(name, after[name])) for name in names]


def _term(change: Mapping[str, Any]) -> str:
    return str(TERMS[change["vocabulary"]].objects.filter(pk=change["term"]).first() or change["term"])


def _label(name: str) -> str:
    return capfirst(str(Article._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _value(name: str, value: Any) -> str:
    if value is None and name == "access":
        return gettext("As its source")
    field: Any = Article._meta.get_field(name)
    if value and field.get_internal_type() == "DateField":
        return date_format(field.to_python(value), "Y-m-d")
    return shown(Article(), name, value)
