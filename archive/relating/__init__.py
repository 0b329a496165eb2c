"""Relating: which articles tell a text again. Sketched, found by bands, judged by what they share, decided."""
