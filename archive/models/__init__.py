"""What the archive holds."""

from archive.models.articles import Article
from archive.models.bulk import BulkEdit, BulkItem
from archive.models.declined import Declined
from archive.models.deliveries import Delivery
from archive.models.discarded import Discarded
from archive.models.jobs import Job
from archive.models.originals import Import, ImportProblem, Original
from archive.models.people import Given, User
from archive.models.relations import Relation, Sketch
from archive.models.repairs import RepairLook, RepairPattern, RepairPlace
from archive.models.reports import Report
from archive.models.sources import Source
from archive.models.tallies import Tally
from archive.models.vocabularies import ArticleAuthor, ArticlePlace, ArticleTopic, Author, Place, Topic

__all__ = [
    "Article",
    "ArticleAuthor",
    "ArticlePlace",
    "ArticleTopic",
    "Author",
    "BulkEdit",
    "BulkItem",
    "Declined",
    "Delivery",
    "Discarded",
    "Given",
    "Import",
    "ImportProblem",
    "Job",
    "Original",
    "Place",
    "Relation",
    "RepairLook",
    "RepairPattern",
    "RepairPlace",
    "Report",
    "Sketch",
    "Source",
    "Tally",
    "Topic",
    "User",
]
