"""The pages of search: what was found, one article, how to search."""
