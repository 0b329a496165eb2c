"""Keying: what a form is filed under. Pure, no Django, so that workers start quickly."""

import arabic
from arabic import names

# What rows of forms are made with: other rules for keys or for lexemes make all of them stale.
VERSION = f"{names.VERSION}/{arabic.VERSION}"

Row = tuple[str, str, str]  # a form, its key, its lexemes with spaces between them


def describe(form: str) -> Row:
    """The row of a form. Very common words have no key, for nobody means them as a name."""
    lexemes = dict.fromkeys(lexeme for filed in arabic.filed(form) for lexeme in filed if not lexeme.startswith("="))
    # A very common word is filed under its exact lexeme alone.
    return form, names.key(form) if lexemes else "", " ".join(lexemes)
