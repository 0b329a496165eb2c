"""`manage.py evaluate`: answer a set of questions as the page does, for scoring against relevance judgments."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from archive.models import Article
from search.finding import ranking
from search.models import IndexEntry
from search.query import parsing, widening


class Command(BaseCommand):
    help = "Search for each question by best match and write `query-id <TAB> source key <TAB> rank`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queries", type=Path, required=True, help='JSON lines with "id" and "text"')
        parser.add_argument("--run", type=Path, required=True, help="the file to write")
        parser.add_argument("--limit", type=int, default=100, help="how many articles a question")
        parser.add_argument("--any-word", action="store_true", help="any word is enough, in place of the page's layers")
        parser.add_argument("--no-aliases", action="store_true", help="do not widen the questions by aliases")

    def handle(self, *args, **options) -> None:
        with options["queries"].open(encoding="utf-8") as lines:
            questions = [json.loads(line) for line in lines if line.strip()]
        keys = dict(Article.objects.values_list("pk", "source_key"))
        with options["run"].open("w", encoding="utf-8") as run:
            for question in tqdm(questions, unit=" questions", disable=True if options["verbosity"] == 0 else None):
                query = parsing.parse(question["text"])
                if options["any_word"]:
                    query = parsing.loosen(query)
                elif not options["no_aliases"]:
                    query = widening.widen(query)
                found = ranking.rank(query, IndexEntry.objects.all(), limit=options["limit"])
                for place, pk in enumerate(found.ids, start=1):
                    run.write(f"{question['id']}\t{keys[pk]}\t{place}\n")
