"""The sentence for every reason, in the reader's language. The stages only give codes and parameters."""

from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext_lazy as _

from archive.ingest.problems import Reason

SENTENCES = {
    Reason.NOT_FOUND: _("There is no such file or folder."),
    Reason.NOT_A_FILE: _("This is no ordinary file."),
    Reason.SYMLINK: _("Links are not followed."),
    Reason.UNREADABLE: _("The file cannot be read (%(error)s)."),
    Reason.UNFORESEEN: _(
        "Reading stopped here by a fault of the program (%(error)s), which is in its log. "
        "What else came with it is brought in."
    ),
    Reason.UNKNOWN_FORMAT: _("This kind of file is not known. Known are %(known)s, in folders, .zip and .gz."),
    Reason.FORMAT_NOT_READ: _("This is a file of the kind %(kind)s, which is not read. Known are %(known)s."),
    Reason.UNKNOWN_XML: _(
        "This XML is of a kind that is not read here; its first element is called “%(root)s”. "
        "Read are RSS and Atom, NewsML-G2, NITF and TEI."
    ),
    Reason.NO_XML: _("This is no well-formed XML (%(error)s)."),
    Reason.ENTITIES: _(
        "The XML defines entities of its own. Such files are refused, since they can be made to do harm."
    ),
    Reason.EMPTY_FILE: _("The file is empty."),
    Reason.BINARY: _("The file is named as a text, but holds none."),
    Reason.TOO_LARGE: _("The file is larger than %(limit)s bytes."),
    Reason.DAMAGED_ARCHIVE: _("The archive is damaged (%(error)s)."),
    Reason.ENCRYPTED: _("The file is locked by a password."),
    Reason.NESTED_ARCHIVE: _("An archive in an archive is not opened."),
    Reason.TOO_MANY_ENTRIES: _("The archive has more than %(limit)s files."),
    Reason.OVERLAPPING_ENTRIES: _("Files in the archive overlap: it was made to do harm, or it is damaged."),
    Reason.RATIO: _(
        "The file grows more than %(limit)s times when it is unpacked: it was made to do harm, or it is damaged."
    ),
    Reason.UNKNOWN_ENCODING: _("The encoding is neither UTF-8, UTF-16, windows-1256 nor ISO-8859-6."),
    Reason.BAD_BYTES: _("Byte %(position)s does not fit the encoding %(encoding)s."),
    Reason.NUL: _("The field “%(field)s” holds a NUL character."),
    Reason.SURROGATE: _("The field “%(field)s” holds half a character (a lone surrogate)."),
    Reason.ROW_TOO_LARGE: _("The row is longer than %(limit)s bytes."),
    Reason.BAD_JSON: _("This is no valid JSON at character %(position)s (%(error)s)."),
    Reason.TOO_DEEP: _("The file is nested too deeply."),
    Reason.NOT_A_NUMBER: _("“%(value)s” is no value of JSON."),
    Reason.DUPLICATE_KEY: _("The field “%(key)s” stands twice in the row."),
    Reason.NOT_AN_OBJECT: _("This is no row of named fields."),
    Reason.FIELD_TYPE: _("The field “%(field)s” holds something that is no text."),
    Reason.FIELD_TOO_LONG: _("The field “%(field)s” is longer than %(limit)s letters."),
    Reason.BAD_CSV: _("The row is no valid CSV (%(error)s)."),
    Reason.UNTERMINATED_QUOTE: _("A quotation mark is opened in this row and not closed where the field ends."),
    Reason.COLUMN_COUNT: _("The row has %(found)s columns, the header has %(expected)s."),
    Reason.NO_KNOWN_COLUMNS: _("The first row names no column for a title or a text: %(columns)s."),
    Reason.NO_TEXT: _("There is neither a title nor a text."),
    Reason.BAD_SOURCES_FILE: _("The description of the sources cannot be used (%(error)s)."),
    Reason.FILE_CHANGED: _("The file was changed while it was read."),
    Reason.NO_ARTICLES: _("The file is whole, but holds no article."),
    Reason.NOT_NEWS: _("This holds no text of an article: %(kind)s."),
    Reason.CANCELED: _(
        "The agency cancelled this text, so it is not brought in (key: %(key)s). "
        "Where an earlier version is in the archive, a curator decides."
    ),
    Reason.DAMAGED_RECORD: _("A record of the web archive is damaged (%(error)s)."),
    Reason.DAMAGED_DOCUMENT: _("The document is damaged (%(error)s)."),
    Reason.TOO_MANY_PAGES: _("The document has more than %(limit)s pages."),
    Reason.NO_TEXT_LAYER: _("The pages are pictures without a text layer: they need text recognition (OCR) first."),
    Reason.DAMAGED_TEXT_LAYER: _(
        "The text layer is damaged and does not say what is printed (%(damage)s): it needs text recognition (OCR)."
    ),
    Reason.MENDED_TEXT_LAYER: _("The text layer was damaged and was mended: %(damage)s."),
    Reason.DOUBTFUL_TEXT_LAYER: _("The text layer may be damaged (%(damage)s): compare it with the print."),
    Reason.SUMMARY_ONLY: _("The feed gives a summary only; the text of the article is not in it."),
    Reason.FAULTY_FEED: _("The feed has faults, its articles were read as far as they go (%(error)s)."),
    Reason.NO_TEXT_IN_ITEM: _("The agency sent no text with this headline."),
    Reason.WITHHELD_BY_AGENCY: _("The agency asks to withhold this text: it is in the archive, but not published."),
    Reason.UNNAMED_SUBJECTS: _("Subjects that are given by a code without a name: %(codes)s."),
    Reason.RECORDS_PASSED_OVER: _(
        "Records passed over: unchanged since an earlier visit %(revisits)s, the same page again %(repeats)s, "
        "errors and redirects %(failed)s, other than web pages %(others)s."
    ),
    Reason.EMPTY_CELLS: _(
        "Cells of the workbook that came in empty: formulas that were never calculated %(formulas)s, "
        "errors %(errors)s, cells beyond column %(limit)s %(beyond)s."
    ),
    Reason.UNUSED_FIELDS: _("Fields that have no place in the archive: %(fields)s."),
    Reason.UNREADABLE_DATE: _("The date “%(date)s” is kept as it is printed, but not understood."),
    Reason.REPLACEMENT_CHARACTERS: _("%(count)s letters were lost before the text came here."),
    Reason.ALREADY_HERE: _("The article is in the archive already as %(identifier)s."),
    Reason.DUPLICATE_OF: _("The same text is in the archive as %(identifier)s."),
    Reason.TEXT_STANDS_BEFORE: _("The same text stands before it in this delivery: %(where)s."),
    Reason.GOES_ON: _("The run goes on here, where import %(import)s was broken off."),
    Reason.TRIED_AGAIN: _("Only what was rejected before is tried again in this file. Places: %(count)s."),
    Reason.CURATED_KEPT: _("Not overwritten in %(identifier)s, since a curator mended it: %(fields)s."),
}

DAMAGES = {
    "unmapped letters": _("letters that the font does not name"),
    "letters set apart": _("letters set apart"),
    "wrong letters": _("wrong letters"),
    "few common words": _("few common words"),
    "presentation forms": _("letters stored by their shape"),
    "visual order": _("letters in reversed order"),
    "lam-alef": _("turned ligatures of lam and alef"),
}
KINDS = {  # what an agency sends beside articles, by the names of its formats in small letters
    "conceptitem": _("an entry of a vocabulary"),
    "knowledgeitem": _("a vocabulary"),
    "packageitem": _("a list of other items"),
    "planningitem": _("plans of the newsroom"),
    "catalogitem": _("a catalogue"),
    "newsmessage": _("an envelope without items"),
    "composite": _("a list of other items"),
    "package": _("a list of other items"),
    "picture": _("a picture"),
    "graphic": _("a graphic"),
    "audio": _("a recording"),
    "video": _("a film"),
}


def sentence(reason: str, detail: Mapping[str, object]) -> str:
    """What happened, for people; a reason that this version does not know is shown by its code."""
    try:
        return str(SENTENCES[Reason(reason)]) % {name: in_words(name, value) for name, value in detail.items()}
    except (KeyError, ValueError):
        return reason


def heading(reason: str) -> str:
    """The sentence of a reason with … for whatever differs from row to row."""
    try:
        return str(SENTENCES[Reason(reason)]) % defaultdict(lambda: "…")
    except (KeyError, ValueError):
        return reason


def in_words(name: str, value: object) -> object:
    """A detail as the sentence has it: lists joined as the reader's language does, damages and kinds of items in words.

    Earlier imports kept lists as one text, joined by the Arabic comma.
    """
    if name == "damage":
        damages = value if isinstance(value, list) else str(value).split("، ")
        value = [DAMAGES.get(damage, damage) for damage in damages]
    if name == "kind" and (kind := KINDS.get(str(value).casefold())):
        return f"{kind} ({value})"
    if name == "error":  # in the words of a library: English within an Arabic sentence, which is whole without it
        said = str(value).rstrip(".")
        return f"\N{FIRST STRONG ISOLATE}{said}\N{POP DIRECTIONAL ISOLATE}" if get_language_bidi() else said
    if isinstance(value, list):
        return pgettext("between items", ", ").join(str(item) for item in value)
    return value
