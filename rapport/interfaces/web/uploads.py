"""Files that go up have the name they had on the device: what a browser escapes in it is read back."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler

# Browsers write only these three so in a form (RFC 7578, 4.2, and the HTML standard); any other %xx is the name's own.
ESCAPED = (("%22", '"'), ("%0D%0A", " "), ("%0D", " "), ("%0A", " "))


def name_of(sent: str) -> str:
    """The name as it was on the device; the end of a line in it becomes a space.

    >>> name_of("a%22<b>%0D%0A100%25.txt")
    'a"<b> 100%25.txt'
    """
    for written, meant in ESCAPED:
        sent = sent.replace(written, meant)
    return sent.strip()


class InMemory(MemoryFileUploadHandler):
    """A small file, by its own name."""

    def new_file(self, field_name: str, file_name: str, *args: Any, **named: Any) -> None:
        """A file begins."""
        super().new_file(field_name, name_of(file_name), *args, **named)


class OnDisk(TemporaryFileUploadHandler):
    """A large file, by its own name."""

    def new_file(self, field_name: str, file_name: str, *args: Any, **named: Any) -> None:
        """A file begins."""
        super().new_file(field_name, name_of(file_name), *args, **named)
