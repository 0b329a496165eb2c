"""What passes between the stages of repairing; pure values, no Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Key = tuple[str, str]  # the kind of a pattern, and how it is printed
Approved = Mapping[Key, str]  # of each pattern what stands in its place


class Kind(StrEnum):
    """What has happened to the text."""

    GLUE = "glue"  # two words or more run together: الولاياتالمتحدة
    SPACE = "space"  # no space behind a mark, or one before it instead: قال،وأضاف
    DOUBLED = "doubled"  # a mark that a programme has doubled: ،، or ""كلمة""
    ENTITY = "entity"  # an entity of HTML that has lost its semicolon: &nbsp
    TAG = "tag"  # a tag of HTML: <br>
    ESCAPE = "escape"  # the backslash of a programme: \"


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged stretch of a text: `text[start:end]` should read `mended`. `printed` names its pattern."""

    start: int
    end: int
    kind: Kind
    printed: str
    mended: str
    confidence: float

    @property
    def key(self) -> Key:
        return self.kind.value, self.printed


@dataclass(frozen=True, slots=True)
class Span:
    """A mended stretch of a mended text, and what was printed there."""

    start: int
    end: int
    printed: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its repairs, and where in it they are."""

    text: str
    spans: tuple[Span, ...] = ()

    def at(self, place: int) -> int:
        """Where a place of the printed text is in this one; a place within a mended stretch is where that ends."""
        longer = 0
        for span in self.spans:
            start = span.start - longer  # in the printed text
            if start >= place:
                break
            if place < start + len(span.printed):
                return span.end
            longer += span.end - span.start - len(span.printed)
        return place + longer
