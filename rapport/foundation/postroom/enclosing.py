"""Files that leave with a letter: how much one letter carries, and what is in them when it leaves."""

from __future__ import annotations

from django.conf import settings

from rapport.foundation import files
from rapport.foundation.files import FileGone
from rapport.foundation.models.files import File
from rapport.foundation.models.mail import Letter

MEGABYTE = 1024 * 1024
WORDS = MEGABYTE  # what a letter has left for its words and its headers
IN_LINES = 57, 78  # bytes of a file in one line of base64, and the length of that line with its end


def most_enclosed() -> int:
    """How many bytes of files fit into the largest letter that the mail server takes, in whole megabytes."""
    plain, encoded = IN_LINES
    return (settings.LARGEST_LETTER - WORDS) * plain // encoded // MEGABYTE * MEGABYTE


def contents_of(letter: Letter) -> list[bytes]:
    """What is in the files of a letter, in their order; FileGone where one is lost, NotCleared where it is closed.

    Files never change, so every attempt to send reads the same bytes.
    """
    rows = File.objects.in_bulk([file_id for file_id, _, _ in letter.files])
    found = []
    for file_id, name, _ in letter.files:
        if file_id not in rows:
            raise FileGone(f"“{name}” is not here any more.")
        with files.open_file(rows[file_id]) as stream:
            found.append(stream.read())
    return found
