"""Answering: what of ours is measured. A reader who is not signed in asks; addresses are those of the results page."""

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from search import datatypes
from search.benchmarks.drawing import PER_PAGE, Asked
from search.datatypes import Found
from search.finding import matching, ranking
from search.finding.asking import asking
from search.finding.remembering import remembering
from search.results import searching

HOST = "localhost"
HOLDS = b'id="found"'  # what a page of results holds unless the search was given up
PATIENCE = 2_000  # milliseconds, the statement_timeout of readers


def ranked(asked: Asked, limit: int = PER_PAGE) -> Found:
    """Ids and scores of one page, from what was typed on."""
    with remembering():
        search = searching.search_of(QueryDict(asked.address), AnonymousUser())
        return ranking.rank(
            search.query,
            search.narrowed.qs,
            order=search.order,
            offset=asked.offset,
            limit=limit,
            counted=False,  # the page counts by itself
        )


def rank(asked: Asked) -> bool:
    """The same for measuring; whether the database did not give it up."""
    return datatypes.TOO_COSTLY not in ranked(asked).notes


def count(asked: Asked) -> int:
    """How many articles match."""
    search = searching.search_of(QueryDict(asked.address), AnonymousUser())
    with asking():
        return matching.match(ranking.answering(search.query), search.narrowed.qs).count()


def page(asked: Asked) -> bool:
    """The whole page, written in HTML, with no network between; whether it does not say that it gave up."""
    response = Client(SERVER_NAME=HOST).get(f"{reverse('search:results')}?{asked.address}")
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} for {asked.address}")
    return HOLDS in response.content


def be_impatient(patience: int = PATIENCE) -> None:
    """Give this connection the time limit of readers; 0 is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(patience)])
