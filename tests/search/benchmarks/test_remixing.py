"""Articles remixed from the sample: the same for the same seed, and ever new words."""

import json

from django.conf import settings

from search.benchmarks import remixing

SAMPLE = settings.BASE_DIR / "sample"


def test_same_seed_gives_the_same_file(tmp_path):
    first, second, other = (tmp_path / name for name in ("first", "second", "other"))

    remixing.write(SAMPLE, 20, first, seed=5)
    remixing.write(SAMPLE, 20, second, seed=5)
    remixing.write(SAMPLE, 20, other, seed=6)

    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() != other.read_bytes()


def test_vocabulary_grows_beyond_the_sample(tmp_path):
    file = tmp_path / "remixed.jsonl"

    remixing.write(SAMPLE, 600, file)

    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    words = [set(row["body"].split()) for row in rows]
    assert len(rows) == len({row["id"] for row in rows}) == 600
    assert set().union(*words[300:]) - set().union(*words[:300])
