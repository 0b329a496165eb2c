"""Repairs: damage that the way of a text has done to it, found in the whole archive, decided once for each pattern.

    text ──finding──▶ Damages ──gathering──▶ patterns and places ──deciding──▶ approved ──applying──▶ Mended

The stored text is never changed. What is approved lies over it when it is shown or taken away, and can be left out.
"""
