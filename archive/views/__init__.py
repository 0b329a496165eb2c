"""Browsing: the front page, the calendar, sources and terms, their feeds. Searching and reading are in `search`."""
