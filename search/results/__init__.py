"""The list of what was found: narrowed, counted, divided, and what leads on from it."""
