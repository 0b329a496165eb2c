"""Editing many articles at once: `changes` says what is done to an article, `marking` what imports then leave alone,
`editing` does it and takes it back.
"""
