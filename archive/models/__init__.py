"""What the archive holds."""

from archive.models.articles import Article
from archive.models.originals import Import, ImportProblem, Original
from archive.models.people import User
from archive.models.relations import Relation, Sketch
from archive.models.sources import Source
from archive.models.tallies import Tally
from archive.models.vocabularies import ArticleAuthor, ArticlePlace, ArticleTopic, Author, Place, Topic

__all__ = [
    "Article",
    "ArticleAuthor",
    "ArticlePlace",
    "ArticleTopic",
    "Author",
    "Import",
    "ImportProblem",
    "Original",
    "Place",
    "Relation",
    "Sketch",
    "Source",
    "Tally",
    "Topic",
    "User",
]
