"""Handing out stored files: always a download, with a safe type, never sniffed."""

from __future__ import annotations

from django.http import FileResponse

from rapport.foundation import files
from rapport.foundation.actors import NotFound
from rapport.foundation.models import File


def download(file: File, name: str) -> FileResponse:
    """A response a browser saves and never shows inside our pages."""
    try:
        stream = files.open_file(file)
    except files.FileGone:
        raise NotFound from None
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=file.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
