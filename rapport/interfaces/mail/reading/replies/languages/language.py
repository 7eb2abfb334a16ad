"""One language's words around a quoted message; a row of the tables beside this file."""

from __future__ import annotations

from typing import NamedTuple


class Language(NamedTuple):
    """What mail clients write in one language; several words of a kind are parted by "|".

    `wrote` and `opens` are the verb and the first word of an attribution ("On … wrote:"); `sender`, `sent`, `to`,
    `copy` and `subject` are the labels of a header block; `original` and `forwarded` are what stands between dashes;
    `begins` opens a forwarded mail without dashes; `client` begins a line such as "Sent from my iPhone",
    `client_end` ends one where the verb comes last; `fetch` is the verb of "Get Outlook for iOS".
    """

    code: str
    wrote: str = ""
    opens: str = ""
    sender: str = ""
    sent: str = ""
    to: str = ""
    copy: str = ""
    subject: str = ""
    original: str = ""
    forwarded: str = ""
    begins: str = ""
    client: str = ""
    client_end: str = ""
    fetch: str = ""
