"""The newsroom: one module for each desk."""

from archive.admin import articles, imports, people, sources, vocabularies

__all__ = ["articles", "imports", "people", "sources", "vocabularies"]
