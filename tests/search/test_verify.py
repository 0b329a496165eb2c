"""`manage.py verify` finds damage that was really done, names it, and says nothing where all is well."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from archive import ingest
from archive.models import Article, Import, Original, Source, Tally
from archive.verifying import still
from search.models import IndexEntry, Lexeme, Occurrences, Totals
from tests.makers import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path):
    """Two articles that came in a file, one with terms and an older text, and one that was merged; all indexed."""
    row = {"source": "الورّاق", "date": "2019-03-23", "title": "خبر", "body": "نص الخبر الذي جاء في الملف"}
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row | {"id": key, "body": row["body"] + key}) + "\n" for key in "ab"))
    ingest.bring_in([path])
    first = make_article(body="نص قديم", topics=["اقتصاد"], places=["دمشق"])
    Article.objects.filter(pk=first.pk).update(body="نص جديد")
    call_command("index", "--all", verbosity=0, workers=0)


def sql(statement: str, *args) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, args)


def behind_its_back(table: str, statement: str) -> None:
    """A statement on a table whose triggers sleep meanwhile."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    sql(statement)
    sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def tear_off_topics() -> None:
    """Without the constraint, which only an owner of the table can drop."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    [constraint] = [
        name
        for name, facts in connection.introspection.get_constraints(connection.cursor(), "archive_articletopic").items()
        if facts["foreign_key"] == ("archive_topic", "id")
    ]
    sql(f'ALTER TABLE archive_articletopic DROP CONSTRAINT "{constraint}"')
    behind_its_back("archive_articletopic", "UPDATE archive_articletopic SET topic_id = 77777")


def verify(*options: str) -> tuple[int, dict[str, dict]]:
    """The exit code, and what was found by the name of the check."""
    out = io.StringIO()
    code = 0
    try:
        call_command("verify", "--json", *options, stdout=out)
    except SystemExit as end:
        code = end.code
    report = json.loads(out.getvalue())
    return code, {check["check"]: check for check in report["checks"] if check["count"]}


def flip_a_byte():
    path = Original.objects.first().path
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[7] ^= 1
    path.write_bytes(data)


def store_a_stranger():
    folder = Original.objects.first().path.parent
    (folder / ("0" * 64)).write_bytes(b"?")


def close_a_source():
    behind_its_back("archive_source", "UPDATE archive_source SET access = 5")


def switch_off_a_trigger():
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("ALTER TABLE archive_article DISABLE TRIGGER search_follow_decision")


DAMAGES = {
    "original_changed": flip_a_byte,
    "original_missing": lambda: Original.objects.first().path.unlink(),
    "original_orphaned": store_a_stranger,
    "relation_orphaned": tear_off_topics,
    "trigger_off": switch_off_a_trigger,
    "former_text_missing": lambda: behind_its_back("archive_textversion", "DELETE FROM archive_textversion"),
    "merged_astray": lambda: behind_its_back(
        "archive_article", "UPDATE archive_article SET merged_into_id = id, status = 'withdrawn'"
    ),
    "tally_wrong": lambda: Tally.objects.filter(pk=Tally.objects.first().pk).update(published=7),
    "entry_missing": lambda: IndexEntry.objects.filter(article=Article.objects.first()).delete(),
    "entry_orphaned": lambda: behind_its_back(
        "search_indexentry", "UPDATE search_indexentry SET article_id = -article_id"
    ),
    "entry_unranked": lambda: Occurrences.objects.all().delete(),
    "entry_incomplete": lambda: IndexEntry.objects.update(parts=2),
    "entry_of_older_text": lambda: Article.objects.update(title="عنوان آخر"),
    "entry_of_older_analysis": lambda: IndexEntry.objects.update(analysis_version="0"),
    "entry_of_other_facts": lambda: sql("UPDATE search_indexentry SET published_on = '1999-01-01'"),
    "entry_of_other_access": close_a_source,
    "entry_without_words": lambda: sql("UPDATE search_indexentry SET tsv = ''"),
    "count_due": lambda: Totals.objects.update(recount_due=True),
    "total_wrong": lambda: Totals.objects.update(words=1),
    "lexeme_wrong": lambda: Lexeme.objects.filter(pk=Lexeme.objects.first().pk).update(df=99),
}


def test_archive_in_which_all_is_well_is_clean(archive):
    assert verify() == (0, {})


@pytest.mark.parametrize("kind", DAMAGES)
def test_damage_is_found(archive, kind):
    DAMAGES[kind]()

    code, found = verify()

    assert code == 1
    assert found[kind]["count"] >= 1
    assert found[kind]["examples"]


def test_every_kind_of_damage_has_its_sentence_and_its_test():
    from search.management.commands.verify import SENTENCES

    # A disk that cannot be read and a broken build of an index cannot be made here.
    assert set(SENTENCES) - {"original_unreadable", "index_invalid"} == set(DAMAGES)


def test_hidden_article_that_the_index_shows_is_found(archive):
    behind_its_back("archive_article", "UPDATE archive_article SET status = 'withheld'")

    assert verify("--quick")[1]["entry_of_other_access"]["count"] == Article.objects.count()


def test_quick_neither_hashes_nor_counts_words(archive):
    flip_a_byte()
    DAMAGES["lexeme_wrong"]()

    assert verify("--quick") == (0, {})


def test_quick_misses_no_missing_file(archive):
    DAMAGES["original_missing"]()

    assert set(verify("--quick")[1]) == {"original_missing"}


def test_originals_alone_are_looked_at(archive):
    flip_a_byte()
    DAMAGES["tally_wrong"]()

    assert set(verify("--originals")[1]) == {"original_changed"}


def test_file_of_an_import_that_runs_is_no_orphan(archive):
    Import.objects.create()
    store_a_stranger()

    assert verify("--originals") == (0, {})


def test_report_counts_all_and_gives_some(archive):
    for number in range(12):
        make_article(f"خبر {number}")

    found = verify("--quick")[1]["entry_missing"]

    assert (found["count"], len(found["examples"])) == (12, 10)


def test_report_is_read_in_the_terminal(archive, capsys):
    DAMAGES["entry_missing"]()

    with pytest.raises(SystemExit):
        call_command("verify", "--quick")

    damage, example = capsys.readouterr().out.splitlines()[:2]
    assert "manage.py index" in damage
    assert example.strip() == Article.objects.first().identifier


def test_nothing_can_be_written_meanwhile():
    with pytest.raises(DatabaseError, match="read-only"), transaction.atomic(), still():
        Source.objects.create(slug="x")


def test_folder_that_cannot_be_read_ends_it_with_its_own_code(settings, tmp_path):
    settings.ORIGINALS = tmp_path / "file"
    settings.ORIGINALS.write_text("not a folder")

    with pytest.raises(CommandError) as refused:
        call_command("verify", "--originals", verbosity=0)

    assert refused.value.returncode == 2
