"""Files that somebody attaches in the portal: few and small enough to be read, kept before they are recorded."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.domains.desk.actions.saying import KeptAttachment
from rapport.domains.desk.types import LARGEST_ATTACHED, MOST_ATTACHED
from rapport.foundation import files

Attached = tuple[str, bytes]


class TooMuchAttached(ValueError):
    """More or larger files than we take at once; nothing was sent, and the text is kept."""

    def __init__(self) -> None:
        most = LARGEST_ATTACHED // (1024 * 1024)
        super().__init__(f"Send {MOST_ATTACHED} files at most, each of {most} MB at most. Nothing was sent.")


class KeptFiles(list[KeptAttachment]):
    """Files whose bytes are on disk, ready to be written with a message."""

    @classmethod
    def of(cls, attached: Sequence[Attached], organisation_id: int) -> KeptFiles:
        """Put (name, content) of each file on disk, under the organisation it belongs to."""
        if len(attached) > MOST_ATTACHED or any(len(content) > LARGEST_ATTACHED for _, content in attached):
            raise TooMuchAttached
        kept = files.keep([(organisation_id, name, content) for name, content in attached])
        return cls(KeptAttachment(name, "", one) for (name, _), one in zip(attached, kept, strict=True))
