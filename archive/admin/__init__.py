"""The newsroom: one module for each desk."""

from archive.admin import (
    articles,
    bulk_edits,
    deliveries,
    duplicates,
    imports,
    people,
    repairs,
    reports,
    sources,
    trash,
    vocabularies,
)

__all__ = [
    "articles",
    "bulk_edits",
    "deliveries",
    "duplicates",
    "imports",
    "people",
    "repairs",
    "reports",
    "sources",
    "trash",
    "vocabularies",
]
