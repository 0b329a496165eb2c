"""A database and a folder of their own."""

import os
from pathlib import Path

import environ
import pytest
from django.conf import settings
from django.db import connection

from search.benchmarks import housing
from search.benchmarks.housing import House


@pytest.mark.parametrize(
    ("corpus", "articles", "name"),
    [
        pytest.param(Path("c1m.jsonl"), 50_000, "fihrist_bench_c1m_50000", id="part of a corpus"),
        pytest.param(Path("My corpus-2.json.gz"), None, "fihrist_bench_my_corpus_2_all", id="whole corpus"),
        pytest.param(None, 300, "fihrist_bench_sample_300", id="sample"),
        pytest.param(Path("أخبار.jsonl"), 5, "fihrist_bench___5", id="name in other letters"),
    ],
)
def test_database_is_named_by_corpus_and_number(corpus, articles, name):
    assert housing.house_of(corpus, articles).database == name


def test_name_is_no_longer_than_a_database_may_have():
    assert len(housing.house_of(Path(f"{'x' * 90}.jsonl"), 5).database) == 63


def test_within_a_house_nobody_knows_the_archives_database(tmp_path):
    before = connection.settings_dict["NAME"], settings.ORIGINALS, settings.FIHRIST_DATA, dict(os.environ)

    with housing.entered(House("fihrist_bench_x", tmp_path)):
        inside = environ.Env.db_url_config(os.environ["DATABASE_URL"])
        assert inside["NAME"] == connection.settings_dict["NAME"] == "fihrist_bench_x"
        assert settings.ORIGINALS.is_relative_to(tmp_path)
        assert not settings.THROTTLING

    assert before == (connection.settings_dict["NAME"], settings.ORIGINALS, settings.FIHRIST_DATA, dict(os.environ))


def test_address_of_the_database_says_what_the_settings_say():
    known = {
        "NAME": "fihrist_bench",
        "USER": "curator@home",
        "PASSWORD": "p@ss/word",
        "HOST": "/tmp/a b",
        "PORT": "5433",
    }

    read = environ.Env.db_url_config(housing._url(known))

    assert {name: read[name] for name in ("NAME", "USER", "PASSWORD")} == {
        name: known[name] for name in ("NAME", "USER", "PASSWORD")
    }
    assert read["OPTIONS"] == {"host": "/tmp/a b", "port": 5433}


def test_archives_own_database_is_never_dropped(tmp_path):
    with pytest.raises(ValueError, match="own database"):
        housing.drop(House(connection.settings_dict["NAME"], tmp_path))
