"""The bytes as they were received, for curators only and never for a browser to run."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse

from archive.ingest import originals
from archive.models import Original


def download(original: Original, *, whole: bool = False) -> HttpResponse | FileResponse:
    """The article's own bytes, or the `whole` file they lie in, as an attachment.

    Raises `Http404` where the file is missing, or the bytes lie too deep in a packed file to be sought meanwhile.
    """
    name = f"{original.article.identifier}-{original.sha256[:12]}"
    response: HttpResponse | FileResponse
    try:
        if whole:
            response = FileResponse(original.path.open("rb"), as_attachment=True, filename=f"{name}.original")
        else:
            response = HttpResponse(originals.received_bytes(original))
            response["Content-Disposition"] = f'attachment; filename="{name}.bin"'
    except (FileNotFoundError, originals.OutOfReach) as reason:
        raise Http404(original.sha256) from reason
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    return response
