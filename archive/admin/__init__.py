"""The newsroom: one module for each desk."""

from archive.admin import articles, duplicates, imports, people, reports, sources, trash, vocabularies

__all__ = ["articles", "duplicates", "imports", "people", "reports", "sources", "trash", "vocabularies"]
