"""The archive's kinds of work for the worker."""

from __future__ import annotations

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
