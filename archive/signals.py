"""What the archive tells to whoever listens; it does not know who does."""

from django.dispatch import Signal

# Sent when an import has stored its last batch and closed its account, outside of any transaction of its own.
import_ended = Signal()
# Sent inside the transaction by what changes many rows in a statement, with the numbers of the `articles`.
articles_changed = Signal()
