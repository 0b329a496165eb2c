"""The archive's kinds of work for the worker."""

from __future__ import annotations

from archive.bulk import editing
from archive.models import BulkEdit, User
from archive.relating import finding
from archive.working import declaring
from archive.working.declaring import Progress

MOST = 1_000_000  # articles of one look for duplicates


@declaring.job("relate", minutes=12 * 60)
def relate(progress: Progress) -> dict[str, int]:
    """Articles whose text is new or changed are held against all others."""
    articles = related = 0
    for done in finding.run(MOST):
        articles, related = articles + done.articles, related + done.related
        progress.tell(articles, result={"articles": articles, "pairs": related})
    return {"articles": articles, "pairs": related}


@declaring.job("bulk_edit", minutes=12 * 60)
def bulk_edit(progress: Progress, *, edit: int) -> None:
    """An edit of many articles is carried out, or goes on."""
    asked = BulkEdit.objects.get(pk=edit)
    editing.run(asked, lambda done: progress.tell(done, asked.total))


@declaring.job("bulk_undo", minutes=12 * 60)
def bulk_undo(progress: Progress, *, edit: int, by_whom: int) -> None:
    """An edit of many articles is taken back, under the name of who wants it back."""
    asked = BulkEdit.objects.get(pk=edit)
    editing.undo(asked, by=User.objects.get(pk=by_whom), told=lambda done: progress.tell(done, asked.total))
