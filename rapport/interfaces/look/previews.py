"""Files a page may show: pictures by their own type, and plain text; SVG, HTML and PDF are downloads only."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse

from rapport.foundation import files
from rapport.foundation.actors import NotFound
from rapport.foundation.models import File

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
TEXT = "text/plain"
LONGEST = 64 * 1024
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def may_be_shown(content_type: str) -> bool:
    """True for the types a page may show; what a file is was told from its content when it came."""
    return content_type in PICTURES or content_type == TEXT


def shown(file: File) -> dict[str, Any] | None:
    """What a page needs to show it: that it is a picture, or its text, cut at 64 KiB; None for everything else."""
    if file.content_type in PICTURES:
        return {"picture": True}
    if file.content_type != TEXT:
        return None
    try:
        with files.open_file(file) as stream:
            read = stream.read(LONGEST + 1)
    except files.FileGone:
        raise NotFound from None
    return {"text": read[:LONGEST].decode("utf-8", errors="replace"), "cut": len(read) > LONGEST}


def picture(file: File, name: str) -> FileResponse:
    """The bytes of a picture under a policy of their own; nothing else is ever shown in place."""
    if file.content_type not in PICTURES:
        raise NotFound
    try:
        stream = files.open_file(file)
    except files.FileGone:
        raise NotFound from None
    response = FileResponse(stream, as_attachment=False, filename=name, content_type=file.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "private, no-store"
    response._csp_exempt = True  # type: ignore[attr-defined]  # the file's own, stricter policy stands
    return response
