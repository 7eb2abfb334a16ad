"""What stands in an answer box: what came back first, then what was written since. Plain functions."""

from __future__ import annotations

from hashlib import sha256


def in_box(came_back: str, text: str) -> str:
    """Both texts in one, neither of them twice.

    >>> in_box("Restart it.", "And more."), in_box("", "And more."), in_box("Restart it.", " Restart it.")
    ('Restart it.\\n\\nAnd more.', 'And more.', ' Restart it.')
    """
    if came_back.strip() in {"", text.strip()}:
        return text if text.strip() else came_back
    return f"{came_back}\n\n{text}" if text.strip() else came_back


def shown_key(came_back: str, fault: str) -> str:
    """What a page that shows this carries, so that the server knows it was read; empty when nothing came back.

    >>> shown_key("", ""), shown_key("Restart it.", "") == shown_key("Restart it.", "Somebody wrote.")
    ('', False)
    """
    if not (came_back or fault):
        return ""
    return sha256(f"{fault}\n{came_back}".encode()).hexdigest()[:16]
