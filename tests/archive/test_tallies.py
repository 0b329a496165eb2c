"""Counts kept by triggers are those of a recount, whatever happened in whatever order, and whoever acts at once."""

import contextlib
import datetime
import random
import threading

import pytest
from django.db import connection, models, transaction

from archive import curation, hierarchy, holdings, merging
from archive.models import Article, ArticleAuthor, ArticlePlace, ArticleTopic, Author, Place, Tally, Topic
from tests.makers import make_article, make_curator, make_source

ROLES = ((ArticleAuthor, Author, "author"), (ArticleTopic, Topic, "topic"), (ArticlePlace, Place, "place"))
DATES = [(None, "none"), (datetime.date(2019, 3, 1), "month"), (datetime.date(2019, 3, 23), "day")]
DATES += [(datetime.date(2003, 1, 1), "year"), (datetime.date(2019, 3, 23), "time")]
KEYS = ("source_id", "author_id", "topic_id", "place_id", "date", "precision", "visible_from")


def sums() -> set[tuple]:
    rows = Tally.objects.values_list(*KEYS).annotate(held=models.Sum("held"), published=models.Sum("published"))
    return set(rows.exclude(held=0, published=0).order_by())


def recounted() -> set[tuple]:
    """What a recount would say, which is then undone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT archive_recount()")
        found = sums()
        transaction.set_rollback(True)
    return found


class Desk:
    """Somebody who does anything that can be done to articles and their terms, by chance."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)
        self.curator = make_curator()
        self.sources = [make_source(slug) for slug in ("first", "second")]
        self.terms = {role: [model.objects.create(name_ar=f"{role} {n}") for n in range(3)] for _, model, role in ROLES}

    def article(self) -> Article:
        return self.chance.choice(list(Article.objects.order_by("pk")) or [self.bring_in()])

    def some(self) -> models.QuerySet:
        chosen = [pk for pk in Article.objects.values_list("pk", flat=True) if self.chance.random() < 0.5]
        return Article.objects.filter(pk__in=chosen)

    def bring_in(self) -> Article:
        day, precision = self.chance.choice(DATES)
        names = {f"{role}s": [self.chance.choice(terms).name_ar] for role, terms in self.terms.items()}
        status = self.chance.choice(["draft", "published"])
        source = self.chance.choice(self.sources)
        return make_article(published_on=day, date_precision=precision, status=status, source=source, **names)

    def give_a_term(self) -> None:
        through, _, role = self.chance.choice(ROLES)
        row = {"article": self.article(), role: self.chance.choice(self.terms[role])}
        place_role = {"role": self.chance.choice(["dateline", "subject"])} if role == "place" else {}
        through.objects.get_or_create(**row, **place_role)

    def take_terms(self) -> None:
        through, _, _ = self.chance.choice(ROLES)
        through.objects.filter(article__in=self.some()).delete()

    def exchange_terms(self) -> None:
        through, _, role = self.chance.choice(ROLES)
        row = through.objects.order_by("?").first()
        term = self.chance.choice(self.terms[role])
        if row and not through.objects.filter(article=row.article, **{role: term}).exists():
            through.objects.filter(pk=row.pk).update(**{role: term})

    def merge_terms(self) -> None:
        _, _model, role = self.chance.choice(ROLES)
        if len(self.terms[role]) > 1:
            loser = self.terms[role].pop()
            with contextlib.suppress(curation.BadMerge):  # into a topic below it
                merging.merge_terms(loser=loser, winner=self.terms[role][0], by=self.curator)

    def move_topics(self) -> None:
        """In one statement, below another one or to the top."""
        target = self.chance.choice([None, *Topic.objects.order_by("pk")])
        above = [*hierarchy.path(target), target] if target else []
        moved = [topic.pk for topic in self.terms["topic"] if topic not in above and self.chance.random() < 0.6]
        Topic.objects.filter(pk__in=moved).update(broader=target)

    def decide(self) -> None:
        article = self.article()
        act = self.chance.choice(["publish", "withhold", "withdraw", "restore"])
        if curation.allows(article, act):
            reason = {"reason": "rights"} if act in ("withhold", "withdraw") else {}
            getattr(curation, act)(article=article, by=self.curator, **reason)

    def decide_on_many(self) -> None:
        self.some().filter(merged_into=None).update(status=self.chance.choice(["draft", "published", "withheld"]))

    def keep_back(self) -> None:
        self.some().update(
            embargo_until=self.chance.choice([None, datetime.date(2030, 1, 1), datetime.date(2020, 1, 1)])
        )

    def redate(self) -> None:
        day, precision = self.chance.choice(DATES)
        self.some().update(published_on=day, date_precision=precision)

    def move(self) -> None:
        self.some().update(source=self.chance.choice(self.sources))

    def merge(self) -> None:
        loser, winner = self.article(), self.article()
        if loser != winner and not (loser.merged_into_id or winner.merged_into_id or winner.status == "withdrawn"):
            curation.merge(loser=loser, winner=winner, by=self.curator)

    def delete(self) -> None:
        spare = Article.objects.filter(merged_from=None).order_by("pk").last()
        if spare:
            Article.objects.filter(pk=spare.pk).delete()

    def fold(self) -> None:
        holdings.fold()


ACTS = [act for name, act in vars(Desk).items() if not name.startswith("_") and name not in ("article", "some")]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_counts_are_those_of_a_recount_after_any_acts(seed):
    desk = Desk(seed)

    for _ in range(60):
        act = desk.chance.choice(ACTS)
        act(desk)
        assert sums() == recounted(), act.__name__


def in_another_transaction(act) -> threading.Thread:
    """The act under way elsewhere: it has an instant to go as far as it gets, and ends in its own time."""
    done = threading.Event()

    def run() -> None:
        act()
        done.set()
        connection.close()

    other = threading.Thread(target=run)
    other.start()
    done.wait(0.3)
    return other


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["decided", "described"])
def test_two_transactions_that_decide_and_describe_at_once_miss_nothing(first):
    article = make_article(status="draft")
    topic = Topic.objects.create(name_ar="سياسة")
    acts = {
        "decided": lambda: Article.objects.filter(pk=article.pk).update(status="published"),
        "described": lambda: ArticleTopic.objects.create(article=article, topic=topic),
    }
    one = acts.pop(first)
    [other] = acts.values()

    with transaction.atomic():
        one()
        waiting = in_another_transaction(other)
    waiting.join()

    assert sums() == recounted()
    assert holdings.years(None, topic).years == {2019: 1}


@pytest.mark.django_db(transaction=True)
def test_place_that_two_transactions_give_at_once_is_counted_once():
    article = make_article()
    place = Place.objects.create(name_ar="حلب")

    with transaction.atomic():
        ArticlePlace.objects.create(article=article, place=place, role="dateline")
        waiting = in_another_transaction(
            lambda: ArticlePlace.objects.create(article=article, place=place, role="subject")
        )
    waiting.join()

    assert holdings.years(None, place).years == {2019: 1}


def milliseconds_of_counting(count: int) -> float:
    """What the trigger takes of a statement that changes nothing that is counted; the best of three."""
    own = {"id", "identifier", "source_key"}
    fields = [field.column for field in Article._meta.local_concrete_fields if not field.generated]
    columns = ", ".join(column for column in fields if column not in own)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO archive_article (identifier, source_key, {columns})"
            f" SELECT 'of{count}-' || n, 'of{count}-' || n, {columns} FROM (SELECT * FROM archive_article LIMIT 1) one,"
            f" generate_series(1, {count}) n",
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        taken = []
        for genre in ("news", "opinion", "news"):
            cursor.execute(
                "EXPLAIN (ANALYZE, FORMAT JSON) UPDATE archive_article SET genre = %s WHERE source_key LIKE %s",
                [genre, f"of{count}-%"],
            )
            [[[plan]]] = cursor.fetchall()
            assert plan["Plan"]["Plans"][0]["Actual Rows"] == count
            triggers = {trigger["Trigger Name"]: trigger["Time"] for trigger in plan["Triggers"]}
            taken.append(triggers["archive_tally_changed"])
    return min(taken)


@pytest.mark.django_db
def test_counting_eight_times_the_articles_takes_about_eight_times_as_long():
    make_article()
    milliseconds_of_counting(1)  # a connection goes on with the plan that it has made for its first statement

    few, many = (milliseconds_of_counting(count) for count in (250, 2000))

    assert many < 3 * 8 * few  # held each against each it was fifty times as long
