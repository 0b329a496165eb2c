"""What the archive tells to whoever listens; it does not know who does."""

from django.dispatch import Signal

# Sent when an import has stored its last batch and closed its account, outside of any transaction of its own. With
# `later` nobody waits for what follows: it may be a job of its own.
import_ended = Signal()
# Sent by what changes many rows in a statement, in its transaction, with the numbers of the `articles`; with None by a
# run that changed more than anybody would count, outside of any transaction.
articles_changed = Signal()
