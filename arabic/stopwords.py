"""The stop words: `stopwords.txt`, one list for index and query, by hand and in exact spelling."""

from pathlib import Path

FILE = Path(__file__).with_name("stopwords.txt")


def _read() -> frozenset[str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


WORDS = _read()
