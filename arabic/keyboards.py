"""Keyboards: what was meant when the keys were struck in another layout.

The keys that give الباغوز in the Arabic layout give `hgfhy,.` in the English one. The Arabic layout is Microsoft's
Arabic (101), https://learn.microsoft.com/globalization/keyboards/kbda1; the Latin ones are US English and French.
"""

import itertools

MOST = 8  # readings of one word: لا is one key (b) or two (gh)
LONGEST = 60

# The keys of a US keyboard, row by row, and what they give in the Arabic layout, without and with shift.
KEYS = "`qwertyuiop[]asdfghjkl;'zxcvnm,./" + "HYNZXCVM"
ARABIC = "ذضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ" + "أإآ~ْ}{\N{RIGHT SINGLE QUOTATION MARK}"
TWO_LETTERS = {"b": "لا", "T": "لإ", "G": "لأ", "B": "لآ"}
# The same keys on a French keyboard.
AZERTY = str.maketrans("aqzwm,;:!ù^$²", "qawz;m,./'[]`")

TO_ARABIC = {key: letter for key, letter in zip(KEYS, ARABIC, strict=True) if letter.isalpha()} | TWO_LETTERS
TO_ENGLISH = {letter: key for key, letter in TO_ARABIC.items()}


def readings(typed: str) -> tuple[str, ...]:
    """What the keys of a typed word give in the other layout, likeliest first; nothing where they give no word.

    `hgfhy,.` may be الباغوز, and لاشلايشي may be baghdad. A capital that has no Arabic letter is the small letter.
    """
    if not typed or len(typed) > LONGEST:
        return ()
    found = _as_english(typed) if any(letter in TO_ENGLISH for letter in typed) else _as_arabic(typed)
    return tuple(dict.fromkeys(found))[:MOST]


def _as_arabic(typed: str) -> list[str]:
    layouts = (typed, typed.translate(AZERTY))
    return [word for keys in layouts if (word := _struck(keys)) and sum(map(str.isalpha, word)) > 1]


def _struck(keys: str) -> str:
    """The Arabic letters on the keys; "" where a key has none."""
    letters = [TO_ARABIC.get(key) or TO_ARABIC.get(key.lower()) for key in keys]
    return "".join(letter for letter in letters if letter) if all(letters) else ""


def _as_english(typed: str) -> list[str]:
    """The keys of Arabic letters. A pair on one key may also have been struck as two."""
    choices: list[tuple[str, ...]] = []
    place = 0
    while place < len(typed):
        pair, letter = typed[place : place + 2], typed[place]
        if len(pair) == 2 and pair in TO_ENGLISH:
            choices.append((TO_ENGLISH[pair], TO_ENGLISH[letter] + TO_ENGLISH[pair[1]]))
            place += 2
        elif letter in TO_ENGLISH:
            choices.append((TO_ENGLISH[letter],))
            place += 1
        else:
            return []
    words = ("".join(keys).lower() for keys in itertools.islice(itertools.product(*choices), MOST))
    return [word for word in words if word.isalpha() and len(word) > 1]
