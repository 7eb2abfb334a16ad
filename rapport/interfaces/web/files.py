"""Handing out stored files: always a download, with a safe type, never sniffed."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.foundation import files
from rapport.foundation.actors import NotFound
from rapport.foundation.models import File
from rapport.foundation.models.files import ScanState


def download(request: HttpRequest, file: File, name: str) -> FileResponse | HttpResponse:
    """A response a browser saves and never shows inside our pages; a file the scanner has not cleared stays closed."""
    try:
        stream = files.open_file(file)
    except files.NotCleared:
        return _stays_closed(request, file, name)
    except files.FileGone:
        raise NotFound from None
    return _saved(stream, name, file.content_type)


def given(content: bytes, name: str, content_type: str) -> FileResponse:
    """The same for bytes that are no stored file, such as a part of a letter."""
    return _saved(BytesIO(content), name, content_type)


def _saved(stream: BinaryIO, name: str, content_type: str) -> FileResponse:
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _stays_closed(request: HttpRequest, file: File, name: str) -> HttpResponse:
    """Says why a file cannot be opened, what is safe, and what to do."""
    if file.scan == ScanState.FOUND:
        words = {
            "title": "This file stays closed",
            "what": f"The virus scanner found {file.scan_found or 'something'} in {name}.",
            "safe": "Nobody can open it here, and the conversation is as it was.",
            "todo": "To the start page",
        }
    else:
        words = {
            "title": "One moment",
            "what": f"{name} waits for the virus scanner. It opens once it was looked at, mostly within a minute.",
            "safe": "The file is kept.",
            "todo": "Try again",
            "url": request.path,
        }
    response = render(request, "look/message.html", words, status=409)
    response.headers["Cache-Control"] = "no-store"
    return response
