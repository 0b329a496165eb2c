"""Which language a text is in, where nobody says: by its script, then by letters and small words.

Arabic, Persian, Urdu and Central Kurdish share a script; English, French and Turkish another. They are told apart by
words that no page of them is without and by letters that one of them alone writes: no model is loaded for it. Of a text
of another language only the script is told, and nothing of one that is too short.
"""

from __future__ import annotations

LOOKED_AT = 600  # characters
FEWEST_LETTERS = 12  # of the common ones below
MANY_LETTERS = 60  # among which that many common ones would stand, in these scripts
ARABIC, LATIN = "الين", "aeit"
NOT_KNOWN = "und"  # ISO 639-2: undetermined
IN_SCRIPT = {ARABIC: f"{NOT_KNOWN}-Arab", LATIN: f"{NOT_KNOWN}-Latn"}
# Words that are common in one language of the script and stand in none of the others.
WORDS = {
    "ar": "في من على إلى أن التي الذي هذا هذه عن كان قال بعد وقال لا ما بين كل مع لم وفي ومن إن أو",
    "fa": "است که در را این های برای آن شد می شده بود کرد خود با از یک ها",
    "ur": "ہے کے میں کی کا ہیں نے سے اور کو یہ پر تھا گیا ہو",
    "ckb": "لە بە کە ئەو ئەم بۆ لەگەڵ دەکات کرد هەر کوردستان ی وە",
    "en": "the of and to in is that for was with his by on as it at from has said",
    "fr": "le la les des et du une est dans pour que qui sur au par il avec ce",
    "tr": "ve bir bu için ile da de olarak olan daha en çok gibi sonra",
}
SCRIPT = {"ar": ARABIC, "fa": ARABIC, "ur": ARABIC, "ckb": ARABIC, "en": LATIN, "fr": LATIN, "tr": LATIN}
COMMON = {language: frozenset(words.split()) for language, words in WORDS.items()}
# Letters of one of these languages alone: a word or two of them in a name decide nothing, a text of them does.
LETTERS = {"ar": "ةإ", "fa": "پچژگ", "ur": "ٹڈڑںےہھ", "ckb": "ڕڵێۆە", "tr": "ığş"}
MARGIN = 1.5
SURELY_ARABIC = 4


def detect(text: str) -> str:
    """A tag like `ar`; `und-Latn` where only the script is clear, `und` for another one; empty for too short a text."""
    sample = text[:LOOKED_AT]
    arabic, latin = (sum(map(sample.count, letters)) for letters in (ARABIC, LATIN))
    if max(arabic, latin) < FEWEST_LETTERS:
        return NOT_KNOWN if sum(map(str.isalpha, sample)) >= MANY_LETTERS else ""
    script = ARABIC if arabic > latin else LATIN
    words = set(sample.split())
    if script is ARABIC and "في" in words and len(words & COMMON["ar"]) >= SURELY_ARABIC:
        return "ar"  # as most texts here
    sample = sample.casefold()
    words = set(sample.split())
    scores = {
        language: len(words & common) + 0.2 * sum(map(sample.count, LETTERS.get(language, "")))
        for language, common in COMMON.items()
        if SCRIPT[language] is script
    }
    best, second = sorted(scores, key=scores.__getitem__, reverse=True)[:2]
    enough = scores[best] >= max(1.5, len(words) * 0.04)
    return best if enough and scores[best] >= MARGIN * scores[second] else IN_SCRIPT[script]


def of(detected: str, usual: str) -> str:
    """The tag of a text from what was detected and what its source usually writes; `und` where that is ruled out.

    The usual tag says more exactly (`ar-SY`) what was detected (`ar`), and decides where only its script was.
    """
    language = usual.split("-")[0]
    if not detected or detected == language:
        return usual
    if not detected.startswith(NOT_KNOWN):
        return detected
    return usual if IN_SCRIPT.get(SCRIPT.get(language, ""), detected) == detected else NOT_KNOWN
