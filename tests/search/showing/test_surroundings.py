"""What stands around an article is found without reading all that its source has."""

import re

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.showing import surroundings
from tests.makers import make_article


def test_neighbours_come_in_the_order_of_the_index_of_their_source(db):
    article = make_article()
    with CaptureQueriesContext(connection) as asked:
        surroundings.around(article, AnonymousUser())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {asked[-1]['sql']}")
        plan = "\n".join(line for [line] in cursor.fetchall())

    # A few are sorted where they are many at most as one body has, or one day; never by date from the newest on.
    assert re.search(r"Index Scan Backward using article_newest_of_source", plan)
    assert not re.search(r"Sort Key:.*published_on DESC", plan)
