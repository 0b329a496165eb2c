"""`manage.py find`: the search of the pages, on the command line."""

import json
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandParser

from archive.models import Article
from search.datatypes import Found, Query
from search.finding import ranking, weighing
from search.models import IndexEntry, Lexeme, Totals
from search.query import parsing, widening
from search.showing import explaining, highlighting, reading
from search.showing.explaining import Reason
from search.words import expanding


class Command(BaseCommand):
    help = "Search the archive as the pages do and print what is found, best first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query", help="what to look for, as typed into the search box")
        parser.add_argument("--limit", type=int, default=10, help="how many articles")
        parser.add_argument("--sort", choices=list(ranking.ORDERS), default="relevance")
        parser.add_argument("--all", action="store_true", help="search what only curators see, too")
        parser.add_argument("--json", action="store_true", help="one JSON object an article")
        parser.add_argument(
            "--explain", action="store_true", help="say what was searched for, the scores, and what each article met"
        )

    def handle(self, *args, **options) -> None:
        query = widening.widen(parsing.parse(options["query"]))
        among = IndexEntry.objects.all() if options["all"] else IndexEntry.objects.visible_to(None)
        if not query:
            self.stderr.write("There is no word in this query.")
            return
        found = ranking.rank(query, among, order=options["sort"], limit=options["limit"])
        if options["explain"]:
            for line in _explain(query):
                self.stdout.write(line)
        rows = _rows(query, found)
        if options["json"]:
            for row in rows:
                self.stdout.write(json.dumps(row, ensure_ascii=False, default=str))
            return
        for number, row in enumerate(rows, start=1):
            score = f"  {row['score']:.3f}" if options["explain"] else ""
            self.stdout.write(f"{number}. {row['identifier']}  {row['date'] or '-'}  {row['source']}{score}")
            why = f"why: {'; '.join(row['why'])}" if options["explain"] else ""
            for line in filter(None, (row["title"], row["excerpt"], why)):
                self.stdout.write(f"   {line}")
        self.stdout.write(f"{found.total} found" + "".join(f" ({note})" for note in (*query.notes, *found.notes)))


def _rows(query: Query, found: Found) -> Iterator[dict]:
    articles = Article.objects.select_related("source").in_bulk(found.ids)
    for pk, score in zip(found.ids, found.scores, strict=True):
        if not (article := articles.get(pk)):  # deleted since it was found
            continue
        text, lead = reading.text_of(article.lead, article.body), len(article.lead)
        excerpts = highlighting.excerpts(text, query, limit=1, lead=lead)
        reasons = explaining.reasons(query, article.title, article.subtitle, text, lead)
        yield {
            "identifier": article.identifier,
            "date": article.published_on,
            "source": article.source.slug,
            "title": article.title,
            "excerpt": "".join(part.text for excerpt in excerpts for part in excerpt.parts),
            "score": score,
            "why": [_reason(reason) for reason in reasons],
        }


def _reason(reason: Reason) -> str:
    """What a word of the query met in the article: قائد → قائد (exact), قادة ×2 (form)."""
    met = (f"{one.form}{f' ×{one.count}' if one.count > 1 else ''} ({one.kind})" for one in reason.met)
    return f"{reason.leaf.text} → {', '.join(met)}"


def _explain(query: Query) -> Iterator[str]:
    """For every wanted word its lexemes with the articles that have them and their weights, then its printed forms."""
    weights = weighing.weigh(query)
    weight_of = dict(zip(weights.lexemes, weights.weights, strict=True))
    df = dict(Lexeme.objects.filter(lexeme__in=weights.lexemes).values_list("lexeme", "df"))
    totals = Totals.objects.first() or Totals(articles=0)
    yield f"{totals.articles} articles in the index"
    for word in query.words():
        searched = (f"{lexeme} (in {df.get(lexeme, 0)}, weight {weight_of[lexeme]:.3f})" for lexeme in word.lexemes)
        yield f"{word.text}: {' '.join(searched)}"
    for expansion in expanding.expand(query):
        forms = ", ".join(f"{form.form} {form.count} ({form.kind})" for form in expansion.forms)
        more = f" and {expansion.more} more" if expansion.more else ""
        yield f"{expansion.word.text} → {forms or 'nothing in the archive'}{more}"
    for other, leaf in query.others():
        yield f"also {leaf.text} ({other.kind})"
    for leaf in query.unwanted():
        yield f"without {leaf.text}"
    yield ""
