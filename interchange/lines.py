"""Lines: a text of any shape as one line. Pure."""

# Invisible characters that belong to the spelling: they part letters or keep them together.
SPELLING = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{SOFT HYPHEN}"


def one_line(text: str) -> str:
    """Without line breaks, control characters and repeated spaces: records are lines, and titles are hostile text."""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() or letter in SPELLING else " " for letter in text)
    return " ".join(text.split())
