"""`manage.py learn`: a new model of the language from the archive's own texts."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from arabic import learning, model
from archive.models import Article


class Command(BaseCommand):
    help = (
        "Learn from the words of the archive which readings of a word are likely, and write a new model. "
        "It gives the analysis another version: `manage.py index` then indexes every article anew."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, default=model.FILE, help="the file to write; else the model in use")

    def handle(self, *args, **options) -> None:
        articles = Article.objects.values_list("title", "subtitle", "lead", "body")
        bar = tqdm(
            articles.iterator(200),
            total=articles.count(),
            unit=" articles",
            disable=True if options["verbosity"] == 0 else None,
        )
        counts = learning.count(text for article in bar for text in article)
        learnt = learning.learn(counts)
        model.write(learnt, options["output"])
        self.stdout.write(f"{learning.told(counts, learnt)}: {options['output']}")
