"""From a curator's file to the archive: what the import desk does, each step of it as a job of the worker.

receiving ──▶ Delivery ──looking──▶ ten articles as they would be ──bringing──▶ Import ──undoing──▶ as before
"""
