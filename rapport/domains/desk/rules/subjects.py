"""What a mail was about, told from its first lines where nobody could read it."""

from __future__ import annotations

import re
from email.header import decode_header, make_header

SUBJECT = re.compile(rb"^subject:[ \t]*([^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998}){0,4})", re.IGNORECASE | re.MULTILINE)


def subject_of(beginning: bytes) -> str:
    """The subject as far as it can be told, from the first lines of a mail that could not be read.

    >>> subject_of(b"From: a@b.example\\r\\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\\r\\n\\r\\nSubject: no")
    'Grüße'
    """
    head = re.split(rb"\r?\n\r?\n", beginning, maxsplit=1)[0]
    found = SUBJECT.search(head)
    if found is None:
        return ""
    said = " ".join(found[1].decode("utf-8", "replace").split())
    try:
        return str(make_header(decode_header(said)))[:200]
    except (ValueError, LookupError):
        return said[:200]
