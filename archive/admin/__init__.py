"""The newsroom: one module for each desk."""

from archive.admin import articles, duplicates, imports, people, sources, vocabularies

__all__ = ["articles", "duplicates", "imports", "people", "sources", "vocabularies"]
