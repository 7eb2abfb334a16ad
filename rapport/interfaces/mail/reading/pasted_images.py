"""Images pasted into HTML as `data:` addresses, taken out and kept as inline attachments."""

from __future__ import annotations

import hashlib
import re

from rapport.interfaces.mail.reading.decoding import from_base64

_PASTED = re.compile(r"([\"'])data:(image/(?:png|jpe?g|gif|webp|bmp));base64,([A-Za-z0-9+/=\s]{16,})\1", re.IGNORECASE)
_MOST = 50


def without_pasted_images(html: str) -> tuple[str, list[tuple[str, str, bytes]]]:
    """The HTML with `cid:` addresses in place of pasted images, and (content id, type, bytes) of each."""
    found: list[tuple[str, str, bytes]] = []

    def kept(match: re.Match[str]) -> str:
        content = from_base64(match[3].encode())
        content_id = f"pasted-{hashlib.sha256(content).hexdigest()[:32]}"
        if all(content_id != known for known, _, _ in found):
            found.append((content_id, match[2].lower(), content))
        return f'"cid:{content_id}"'

    return _PASTED.sub(kept, html, count=_MOST), found
