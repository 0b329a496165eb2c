"""What the archive tells to whoever listens; it does not know who does."""

from django.dispatch import Signal

# Sent with `ids: list[int]` of articles that were brought in or changed by an import, inside the transaction of their
# batch: receivers that act on them wait for `transaction.on_commit`.
articles_stored = Signal()
