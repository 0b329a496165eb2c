"""Real processes that are really killed: what a run left behind is finished by the next, and nothing is there twice."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.models import F

from archive import ingest
from archive.models import Article, ArticleAuthor, ArticleTopic, Import, Original, Source
from tests.archive.ingest.making import BODY, gzipped, json_lines, write

ROWS = 500  # twenty batches, of which the runs that are killed store twelve at most
KILLS = 6
ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import sys
from pathlib import Path
from config import settings
settings.DATABASES["default"]["NAME"], settings.ORIGINALS = sys.argv[1], Path(sys.argv[2])
import django
django.setup()
from archive import ingest
from archive.ingest import running
running.BATCH = 25
store_batch = running.Run.store_batch

def announced(run, batch):
    print("batch", flush=True)
    return store_batch(run, batch)

running.Run.store_batch = announced
ingest.bring_in(sys.argv[3:])
"""


@pytest.fixture
def path(tmp_path):
    """Articles with vocabulary, among them versions of one, exact duplicates, and rows that are refused."""
    rows: list = []
    for n in range(ROWS):
        row = {"id": str(n), "title": f"خبر {n}", "body": f"{BODY} {n}", "date": f"{n % 28 + 1} آذار 2019"}
        rows.append(row | {"author": f"كاتب {n % 7}", "category": f"باب {n % 5}", "source": f"صحيفة {n % 3}"})
        if n % 50 == 0:
            rows.append(rows[-1] | {"body": f"{BODY} معدّل {n}"})
            rows.append(rows[-1] | {"id": f"again-{n}"})
            rows.append("{")
    return write(tmp_path, "rows.jsonl.gz", gzipped(json_lines(*rows)))


def start(*paths: Path) -> subprocess.Popen:
    name, originals = connection.settings_dict["NAME"], str(django_settings.ORIGINALS)
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, name, originals, *map(str, paths)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


def archive() -> dict[str, list]:
    """All that the archive holds, but for what is random (identifiers, keys) or tells the time."""
    key = {"source": F("article__source__slug"), "key": F("article__source_key")}
    own = {"id", "identifier", "importing", "created_at", "changed_at", "source", "curated_fields"}
    fields = [field.name for field in Article._meta.concrete_fields if field.name not in own]
    tables = {
        "articles": Article.objects.values(*fields, "source__slug"),
        "former texts": Article.former_texts.rel.related_model.objects.values(
            "pgh_obj__source__slug", "pgh_obj__source_key", "text_version", "title", "body"
        ),
        "authors": ArticleAuthor.objects.values("author__name_ar", "printed", "place_in_line", **key),
        "topics": ArticleTopic.objects.values("topic__name_ar", "printed", **key),
        "originals": Original.objects.values("sha256", "member", "first_byte", "byte_count", "encoding", **key),
        "sources": Source.objects.values("slug", "name_ar"),
    }
    found = {name: sorted(map(str, rows)) for name, rows in tables.items()}
    found["files"] = sorted(str(file) for file in django_settings.ORIGINALS.rglob("*") if file.is_file())
    return found


@pytest.fixture
def clean(transactional_db, path):
    """What one undisturbed run makes of the file; the archive is empty again afterwards."""
    ingest.bring_in([path])
    found = archive()
    with connection.cursor() as cursor:
        cursor.execute("truncate archive_source, archive_author, archive_topic, archive_import cascade")
    for file in [file for file in django_settings.ORIGINALS.rglob("*") if file.is_file()]:
        file.unlink()
    return found


def test_a_run_that_is_killed_again_and_again_ends_like_one_clean_run(clean, path):
    chance = random.Random(2019)
    for _ in range(KILLS):
        process = start(path)
        for _ in range(chance.randint(1, 2)):  # batches; each run goes on where the one before stood
            process.stdout.readline()
        time.sleep(chance.uniform(0, 0.06))  # about the time of a batch
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
    leftovers = set(django_settings.ORIGINALS.glob("coming-*"))

    ingest.bring_in([path])

    assert {name: rows for name, rows in archive().items() if name != "files"} == {
        name: rows for name, rows in clean.items() if name != "files"
    }
    assert set(archive()["files"]) - set(map(str, leftovers)) == set(clean["files"])
    assert Import.objects.filter(state="finished").count() == 1
    assert Import.objects.filter(state="failed", imported__gt=0).count() > 1


def test_two_runs_at_once_store_every_article_once(clean, path):
    first, second = start(path), start(path)

    for process in (first, second):
        process.communicate(timeout=120)

    assert (first.returncode, second.returncode) == (0, 0)
    assert archive() == clean
    assert sum(Import.objects.values_list("imported", flat=True)) == ROWS
