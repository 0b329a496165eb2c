"""Editing many articles at once: `changes` says what is done to an article, `editing` does it and takes it back."""
