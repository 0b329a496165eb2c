"""The question: its language, and what the archive knows to mean the same."""
