"""Rebuilding: the whole index anew, beside the one that readers read, and then in its place.

The stages: a sample of the articles tells tiers; worker processes fill a table beside the live one, a stretch of
articles a transaction (`filling`); its indexes are built; statistics and forms are gathered; all tables change places
in one transaction (`_take_over`). A run that was killed is taken up by the next, with the same tiers; what it has of
another analysis is dropped.
"""

import json
import multiprocessing
import random
import time
from collections.abc import Callable, Sequence
from multiprocessing.pool import Pool
from pathlib import Path

from django.db import OperationalError, connection, transaction

from search.index import filling, indexing, keying, placing, swapping, tiering
from search.index.impacts import Lengths
from search.index.swapping import execute
from search.index.tiering import Tiers

MEASURED = 2_000  # articles that average lengths are taken from
STRETCH = 5_000  # articles in a transaction of a worker
TABLES = ("search_indexentry", "search_occurrences", "search_lexeme", "search_form")
STAGED = ("search_counted", "search_formed")  # what workers gather for the last two
# What a GIN index is gathered in. In a gigabyte the processor's cache misses what it looks for: half the speed.
SORTING = "128MB"
LOCK = 0x696E646578  # advisory lock, "index"
# Less than the second after which PostgreSQL looks for waiting in a circle and ends somebody: we give way first.
LOCK_TIMEOUT, ATTEMPTS = "800ms", 30
HERE = Path(__file__).parent
SWAP = HERE.joinpath("rebuilding.sql").read_text().split(";\n")

Tell = Callable[[str, int, int], None]  # the stage, how many of how many


class BusyError(Exception):
    """Another process is rebuilding the index."""


def rebuild(workers: int, tell: Tell = lambda stage, done, all_: None) -> int:
    """Make the index anew; how many articles it has. `tell` hears what is done.

    Raises BusyError where another run is at it. What was saved while the run went on is indexed at its end.
    """
    if connection.in_atomic_block:
        raise RuntimeError("A rebuild commits as it goes.")
    if not execute("SELECT pg_try_advisory_lock(%s)", [LOCK])[0][0]:
        raise BusyError
    try:
        ids = [pk for (pk,) in execute("SELECT id FROM archive_article ORDER BY id")]
        if (tiers := _resumed()) is None:
            tiers = _begun(ids, workers, tell)
        _fill(ids, workers, tiers, tell)
        _index(tell)
        _count(tiers, tell)
        return _take_over(tiers, tell)
    finally:
        execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _resumed() -> Tiers | None:
    """The tiers of a run that was killed, where its entries can be kept."""
    if not swapping.exists("search_build_next"):
        return None
    [(about,)] = execute("SELECT about FROM search_build_next")
    found = json.loads(about)
    if found["version"] != [placing.VERSION, keying.VERSION, _layout()]:
        return None
    return Tiers(Lengths(*found["average"]), found["thresholds"], frozenset(found["paired"]))


def _layout() -> str:
    """What the live table looks like."""
    [(columns,)] = execute(
        "SELECT string_agg(attname || ' ' || atttypid, ',' ORDER BY attname) FROM pg_attribute"
        " WHERE attrelid = 'search_indexentry'::regclass AND attnum > 0 AND NOT attisdropped"
    )
    return columns


def _pool(workers: int, tiers: Tiers) -> Pool:
    parameters = {name: value for name, value in connection.get_connection_params().items() if name in CONNECTING}
    # Spawned, not forked: a child must not share the connection to the database.
    context = multiprocessing.get_context("spawn")
    return context.Pool(workers, initializer=filling.begin_process, initargs=(parameters, tiers))


CONNECTING = ("dbname", "user", "password", "host", "port", "options", "service", "passfile", "sslmode")


def _begun(ids: list[int], workers: int, tell: Tell) -> Tiers:
    """The tiers of a new run, and its empty tables."""
    tiers = _sampled(ids, workers, tell)
    with transaction.atomic():
        swapping.drop((*TABLES, *STAGED, "search_build"))
        for table in TABLES:
            swapping.create(table)
        # The key tells what is there already; it grows at its end.
        key, *_ = swapping.missing_indexes("search_indexentry")
        swapping.build("search_indexentry", *key)
        execute("CREATE TABLE search_counted_next (lexeme text, df integer)")
        execute('CREATE TABLE search_formed_next (form text COLLATE "C", key text, lexemes text[])')
        about = {
            "version": [placing.VERSION, keying.VERSION, _layout()],
            "average": list(tiers.average),
            "thresholds": dict(tiers.thresholds),
            "paired": sorted(tiers.paired),
        }
        execute("CREATE TABLE search_build_next (about text)")
        execute("INSERT INTO search_build_next VALUES (%s)", [json.dumps(about)])
    return tiers


def _sampled(ids: list[int], workers: int, tell: Tell) -> Tiers:
    """The tiers for these articles; none for a small archive, where nothing is worth them."""
    if len(ids) < tiering.WORTH[0]:
        return Tiers()
    chosen = random.Random(len(ids)).sample(ids, min(tiering.SAMPLE, len(ids)))
    share = len(chosen) / len(ids)
    least = int(tiering.WORTH[0] * share / workers / 3)  # what is rarer in a worker's part is rarer in all
    with _pool(workers, Tiers()) as pool:
        tell("sampling", 0, len(chosen))
        lengths = [each for found in pool.imap(filling.measure, _parted(chosen[:MEASURED], workers)) for each in found]
        average = Lengths(*(sum(zone) / len(lengths) for zone in zip(*lengths, strict=True)))
        tasks = [(part, average, share, least) for part in _parted(chosen, workers)]
        return tiering.tiers(tiering.merge(pool.map(filling.sample, tasks, 1)), len(ids), average)


def _parted(ids: list[int], parts: int) -> list[list[int]]:
    return [sorted(ids[number::parts]) for number in range(min(parts, len(ids)))]


def _fill(ids: Sequence[int], workers: int, tiers: Tiers, tell: Tell) -> None:
    done = execute("SELECT count(*) FROM search_indexentry_next WHERE part = 0")[0][0]
    tell("placing", done, len(ids))
    borders = [*ids[::STRETCH], (ids[-1] if ids else 0) + 1]
    stretches = list(zip(borders, (border - 1 for border in borders[1:]), strict=False))
    with _pool(workers, tiers) as pool:
        for number in pool.imap_unordered(filling.fill, stretches):
            done += number
            tell("placing", done, len(ids))


def _index(tell: Tell) -> None:
    tables = ("search_indexentry", "search_occurrences")
    waiting = [(table, index) for table in tables for index in swapping.missing_indexes(table)]
    execute(f"SET maintenance_work_mem = '{SORTING}'")
    for number, (table, index) in enumerate(waiting):
        tell("indexing", number, len(waiting))
        swapping.build(table, *index)
    execute("RESET maintenance_work_mem")
    execute("ANALYZE search_indexentry_next, search_occurrences_next")


def _count(tiers: Tiers, tell: Tell) -> None:
    """The tables of lexemes and forms from what the workers gathered."""
    tell("counting", 0, 1)
    with transaction.atomic(), connection.cursor() as cursor:
        swapping.drop(["search_lexeme", "search_form"])
        swapping.create("search_lexeme")
        swapping.create("search_form")
        cursor.execute("CREATE TEMP TABLE search_tiers (lexeme text, thresholds float8[], paired bool) ON COMMIT DROP")
        with cursor.copy("COPY search_tiers FROM STDIN") as copy:
            for lexeme in tiers.thresholds.keys() | tiers.paired:
                copy.write_row([lexeme, list(tiers.thresholds.get(lexeme, [])), lexeme in tiers.paired])
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute("ANALYZE search_tiers")
        cursor.execute(
            "INSERT INTO search_lexeme_next (lexeme, df, thresholds, paired)"
            " SELECT lexeme, df, coalesce(t.thresholds, '{}'), coalesce(t.paired, false)"
            "   FROM (SELECT lexeme, sum(df) AS df FROM search_counted_next GROUP BY lexeme) AS c"
            "   LEFT JOIN search_tiers t USING (lexeme) ORDER BY lexeme"
        )
        cursor.execute(
            "INSERT INTO search_form_next (form, key, lexemes)"
            " SELECT DISTINCT ON (form) form, key, lexemes FROM search_formed_next ORDER BY form"
        )
        for table in ("search_lexeme", "search_form"):
            for index in swapping.missing_indexes(table):
                swapping.build(table, *index)
            cursor.execute(f"ANALYZE {table}_next")


def _take_over(tiers: Tiers, tell: Tell) -> int:
    """Change places, in one transaction; again where somebody holds what it needs for too long.

    While it goes on no article can be written (nobody's decision falls between two tables), and only for the change of
    names at its end nobody reads. Whatever the live index knew better, since an article was saved meanwhile, is
    indexed with it.
    """
    for attempt in range(ATTEMPTS):
        tell("changing places", attempt, 1)
        try:
            with transaction.atomic():
                return _swap(tiers)
        except OperationalError:  # a lock was not to be had in time
            if attempt + 1 == ATTEMPTS:
                raise
            time.sleep(min(5, 0.2 * 2**attempt))
    raise AssertionError


def _swap(tiers: Tiers) -> int:
    execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    *steps, outdated, count, totals = SWAP
    for step in steps:
        execute(step)
    changed = [pk for (pk,) in execute(outdated)]
    [(number,)] = execute(count)
    execute(totals, [list(tiers.average) if tiers else [], keying.VERSION])
    swapping.swap(TABLES)
    swapping.drop((*STAGED, "search_build"))
    if changed:
        indexing.index(changed)
    return number
