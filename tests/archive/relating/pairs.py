"""Pairs of texts whose relation is known, since they were made so.

Copies that were edited, cut, extended or reprinted, and texts that only look alike: one
template filled in twice, the same opening with another story."""

from __future__ import annotations

import datetime
import gzip
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from archive.relating import judging, sketching

ROOT = Path(__file__).resolve().parents[3]
ARTICLES = Path(os.environ.get("FIHRIST_ARTICLES", ROOT.parent / "shared" / "articles" / "open_articles.jsonl.gz"))
DAY = datetime.date(2019, 3, 23)
TOWNS = [
    "بيروت",
    "دمشق",
    "بغداد",
    "القاهرة",
    "تونس",
    "الرباط",
    "عمان",
    "صنعاء",
    "الخرطوم",
    "الجزائر",
    "طرابلس",
    "مسقط",
    "الدوحة",
    "الكويت",
    "المنامة",
]
TEAMS = ["الأهلي", "الزمالك", "الهلال", "النصر", "الاتحاد", "الترجي", "الوداد", "الرجاء", "الفيصلي", "العهد"]
TEMPLATES = [
    "توقعت مصلحة الأرصاد الجوية أن يكون الطقس غدا في {town} غائما جزئيا مع انخفاض في درجات الحرارة التي تتراوح"
    " بين {a} و{b} درجة على الساحل وبين {c} و{d} درجة في الجبال، وأن تكون الرياح جنوبية غربية ناشطة سرعتها بين"
    " {e} و{f} كيلومترا في الساعة، والرؤية جيدة عموما تسوء أحيانا بسبب الضباب على المرتفعات، وأن تبلغ الرطوبة "
    "على الساحل {g} في المئة وحرارة سطح الماء {h} درجة مئوية.",
    "فاز فريق {team} على ضيفه {other} بنتيجة {a} مقابل {b} في المباراة التي أقيمت مساء أمس على ملعب {town} ضمن"
    " الجولة {c} من الدوري الممتاز أمام {d} متفرج، ورفع الفائز رصيده إلى {e} نقطة في المركز {f} بينما تجمد "
    "رصيد الخاسر عند {g} نقطة في المركز {h}، ويلعب الفريقان مباراتيهما المقبلتين في الأسبوع القادم ضمن الجولة "
    "التالية من المسابقة على أن تعلن لجنة الحكام أسماء الحكام لاحقا.",
    "أغلق المؤشر العام لسوق {town} للأوراق المالية تعاملات اليوم مرتفعا {a} نقطة ليصل إلى مستوى {b} نقطة، "
    "وبلغت قيمة الأسهم المتداولة {c} مليون دينار نفذت من خلال {d} صفقة، وارتفعت أسعار أسهم {e} شركة وانخفضت "
    "أسعار أسهم {f} شركة واستقرت أسعار أسهم {g} شركة أخرى، وجاء قطاع المصارف في مقدمة القطاعات من حيث القيمة "
    "ثم قطاع الصناعة ثم قطاع الخدمات كما أظهرت بيانات نشرتها إدارة السوق.",
    "أعلنت مديرية الدفاع المدني في {town} أن فرق الإطفاء أخمدت حريقا اندلع في مستودع للأخشاب في المنطقة "
    "الصناعية من دون وقوع إصابات، وقالت إن التحقيقات جارية لمعرفة أسباب الحريق، ودعت المواطنين في {town} إلى "
    "التقيد بإرشادات السلامة العامة والاتصال بغرفة العمليات عند الحاجة، وأضافت أن الآليات عادت إلى مراكزها في "
    "{town} بعد عمليات التبريد التي استمرت حتى ساعات الفجر الأولى.",
]


class Pair(NamedTuple):
    """Two copies, what they are to each other (None: nothing), and how the second was made."""

    first: judging.Copy
    second: judging.Copy
    kind: str | None
    made: str


def texts(most: int) -> list[str]:
    """Texts of articles of at least 60 words: of the sample, and of the larger collection where it is at hand."""
    found = [json.loads(line)["body"] for line in _lines() if line.strip()]
    long = [text for text in dict.fromkeys(found) if 60 <= len(text.split()) <= 1_500]
    return random.Random(1).sample(long, min(most, len(long)))


def _lines() -> Iterator[str]:
    with gzip.open(ROOT / "sample/addaftar/bulletins.jsonl.gz", "rt", encoding="utf-8") as bulletins:
        for line in bulletins:
            row = json.loads(line)
            yield json.dumps({"body": row.get("body") or row.get("text") or ""})
    if ARTICLES.is_file():
        with gzip.open(ARTICLES, "rt", encoding="utf-8") as articles:
            yield from articles


def made(most: int) -> Iterator[Pair]:
    """Pairs of each kind: copies of up to `most` texts, templates as many, and neighbours as many."""
    chance = random.Random(2)
    originals = texts(most)
    for place, text in enumerate(originals):
        other = originals[place - 1]
        yield from _copies(text, other, chance)
        yield Pair(_copy(text), _copy(other, source=1 + place % 2), None, "another text")
        yield Pair(_copy(text), _copy(_slotted(text, other, chance), days=1), None, "a real text as a template")
        half = " ".join(text.split()[: len(text.split()) // 4])
        yield Pair(_copy(text), _copy(f"{half} {other}", days=1), None, "same opening, another story")
    for place in range(most):
        template = TEMPLATES[place % len(TEMPLATES)]
        first, second = _filled(template, chance), _filled(template, chance)
        if first != second:
            yield Pair(
                _copy(first), _copy(second, days=place % 3, source=1 + place % 2), None, "template filled in anew"
            )


def _copies(text: str, other: str, chance: random.Random) -> Iterator[Pair]:
    words, more = text.split(), other.split()
    count = len(words)
    edited = words.copy()
    for _ in range(max(1, count // 60)):
        edited.pop(chance.randrange(len(edited)))
    rewritten = words[: count // 2] + more[: count // 10 + 5] + words[count // 2 + count // 10 :]
    yield Pair(_copy(text), _copy(text), "same", "same text again")
    yield Pair(_copy(text), _copy(" ".join(edited), days=1), "version", "words taken out")
    yield Pair(_copy(text), _copy(" ".join(rewritten), days=1), "version", "a passage written anew")
    yield Pair(_copy(text), _copy(" ".join(words + more[: count // 3]), days=1), "version", "extended")
    for days, made in ((0, "toll mended the same day"), (1, "toll mended the next day")):
        old, new = (" ".join([*words[:20], "وبلغ", "عدد", "القتلى", toll, *words[20:]]) for toll in ("15", "27"))
        yield Pair(_copy(old), _copy(new, days=days), "version", made)
    yield Pair(_copy(text), _copy(text, source=2), "reprint", "printed again")
    yield Pair(_copy(text), _copy(" ".join(words[: count * 2 // 3]), source=2, days=1), "reprint", "cut")
    yield Pair(_copy(text), _copy(" ".join(["بيروت", "رويترز", *edited]), source=2), "reprint", "edited and credited")


def _slotted(text: str, other: str, chance: random.Random) -> str:
    """The text with every fifteenth word another."""
    more = other.split()
    return " ".join(chance.choice(more) if place % 15 == 7 else word for place, word in enumerate(text.split()))


def _filled(template: str, chance: random.Random) -> str:
    team, other = chance.sample(TEAMS, 2)
    numbers = {name: chance.randint(2, 90) for name in "abcdefgh"}
    return template.format(town=chance.choice(TOWNS), team=team, other=other, **numbers)


def _copy(text: str, *, source: int = 1, days: int = 0) -> judging.Copy:
    return judging.Copy(sketching.words(text), source, DAY + datetime.timedelta(days))
