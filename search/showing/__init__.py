"""Texts as a reader sees them: with the words of the search marked, and with what stands around them."""
