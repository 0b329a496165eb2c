"""Peers: others that search the same texts for the same printed words, each in its own way of asking.

Each is a module with one class. What they find differs: only the archive and `ts_rank` over its lexemes know a word in
all its forms, so the number of matches stands beside the times.
"""

from search.benchmarks.housing import House
from search.benchmarks.peers.fts5 import Fts5
from search.benchmarks.peers.peer import Missing, Peer
from search.benchmarks.peers.tantivy import Tantivy
from search.benchmarks.peers.ts_rank import ArabicConfiguration, OwnLexemes

KINDS: dict[str, type[Peer]] = {kind.name: kind for kind in (OwnLexemes, ArabicConfiguration, Fts5, Tantivy)}

__all__ = ["KINDS", "Missing", "Peer", "peer_of"]


def peer_of(name: str, house: House) -> Peer:
    """The peer of this name in a house; raises Missing where it cannot run here."""
    return KINDS[name](house)
