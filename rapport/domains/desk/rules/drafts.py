"""What stands in an answer box: what came back first, then what was written since. Plain functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any


@dataclass(frozen=True)
class Along:
    """What stands in an answer box beside its text: what is promised with it, which deeds it keeps, what it took."""

    promise_until: datetime | None = None
    promise_kind: str = ""
    promise_text: str = ""
    keeps: tuple[int, ...] = ()
    minutes: int | None = None
    macro: int | None = None
    then: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Along:
        """As it was kept.

        >>> Along.of({"keeps": [3], "promise_until": "2026-11-02T12:00:00+00:00"}).kept()["promise_until"]
        '2026-11-02T12:00:00+00:00'
        """
        until = kept.get("promise_until")
        ticked = tuple(kept.get("keeps", ()))
        return cls(**{**kept, "keeps": ticked, "promise_until": datetime.fromisoformat(until) if until else None})

    def kept(self) -> dict[str, Any]:
        """As it is kept: only what was filled in.

        >>> Along().kept(), Along(keeps=(3,), minutes=4).kept()
        ({}, {'keeps': [3], 'minutes': 4})
        """
        said = {name: value for name, value in asdict(self).items() if value not in (None, "", ())}
        if self.promise_until is not None:
            said["promise_until"] = self.promise_until.isoformat()
        return said | ({"keeps": list(self.keeps)} if self.keeps else {})


NOTHING_ALONG = Along()


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
