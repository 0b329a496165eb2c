"""The tree of topics: what stands above and below one of them.

A topic stands for those below it. So its pages, counts and searches have their articles, too; the counts by triggers
(`migrations/topic_tree.sql`) and the index (`search/index/facts.sql`) follow the same tree.
"""

from __future__ import annotations

from collections.abc import Iterable

from archive.models import Topic

ABOVE = "SELECT t.* FROM archive_within(%s) WITH ORDINALITY w (id, step) JOIN archive_topic t USING (id) ORDER BY step"
DEEPEST = 20  # steps of a path that are shown


def path(topic: Topic) -> list[Topic]:
    """The topics above this one, the broadest first."""
    if topic.broader_id is None:
        return []
    return list(Topic.objects.raw(ABOVE, [topic.broader_id]))[:DEEPEST][::-1]


def below(topic: Topic) -> list[int]:
    """The numbers of the topic and of all below it."""
    return [row.pk for row in Topic.objects.raw("SELECT archive_below AS id FROM archive_below(%s)", [topic.pk])]


def paths(topics: Iterable[Topic]) -> dict[int, list[Topic]]:
    """By the number of each topic: those above it, the broadest first; one query for each level of the tree."""
    known: dict[int, Topic] = {}
    below = list(topics)
    wanted = {topic.broader_id for topic in below if topic.broader_id}
    for _ in range(DEEPEST):
        if not (missing := wanted - known.keys()):
            break
        known |= Topic.objects.in_bulk(missing)
        steps = (known[pk].broader_id for pk in missing if pk in known)
        wanted = {pk for pk in steps if pk}
    return {topic.pk: _climb(topic, known) for topic in below}


def _climb(topic: Topic, known: dict[int, Topic]) -> list[Topic]:
    found: list[Topic] = []
    while (topic.broader_id in known) and len(found) < DEEPEST:
        topic = known[topic.broader_id]
        found.insert(0, topic)
    return found
