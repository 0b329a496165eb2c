"""Who is reading, and how much of an article that reader is shown."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from archive import access
from archive.access import Showing
from archive.models import Article


@dataclass(frozen=True)
class Reader:
    """Somebody who reads: who has signed in, and whether they sit in the reading room."""

    user: Any
    on_site: bool = False

    @property
    def is_curator(self) -> bool:
        return access.knows_all(self.user)

    def is_shown(self, article: Article) -> Showing:
        """How much of `article`, whose source is loaded, this reader may see."""
        return access.showing(article.effective_access, user=self.user, on_site=self.on_site)


def reader_of(request: HttpRequest) -> Reader:
    """The reader behind `request`. The address is that of the connection; a proxy has to pass the reader's on."""
    return Reader(request.user, access.is_on_site(request.META.get("REMOTE_ADDR", "")))
