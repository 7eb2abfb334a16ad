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


@dataclass(frozen=True)
class Window:
    """The page somebody writes in: a key of its own, and `base`, the key of the draft that it showed."""

    key: str
    base: str = ""

    def knows(self, text: str, *, written_in: str, said: str) -> bool:
        """Was this draft written or shown in this window, or does what is said now hold it?

        >>> Window("a", text_key("We look.")).knows("We look.", written_in="b", said="")
        True
        >>> [Window("a").knows(text, written_in="b", said="On it.") for text in ("We look.", "On")]
        [False, True]
        """
        return written_in == self.key or text_key(text) == self.base or _even(text) in _even(said)


def text_key(text: str) -> str:
    """The key of a text whatever its white space; empty for none.

    >>> text_key(" "), text_key("a\\r\\nb") == text_key("a b ")
    ('', True)
    """
    return sha256(_even(text).encode()).hexdigest()[:16] if text.strip() else ""


def _even(text: str) -> str:
    return " ".join(text.split())


def in_box(came_back: str, text: str) -> str:
    """Both texts in one, neither of them twice.

    >>> in_box("Restart it.", "And more."), in_box("", "And more."), in_box("Restart it.", " Restart it.")
    ('Restart it.\\n\\nAnd more.', 'And more.', ' Restart it.')
    """
    if came_back.strip() in {"", text.strip()}:
        return text if text.strip() else came_back
    return f"{came_back}\n\n{text}" if text.strip() else came_back


def beside(unseen: str, text: str) -> str:
    """What another window wrote and this one did not show, above what is written here; nothing twice.

    >>> beside("We look.", "On it."), beside("We look. On it.", "On it."), beside("", "On it.")
    ('We look.\\n\\nOn it.', 'We look. On it.', 'On it.')
    """
    return unseen if _even(text) in _even(unseen) else in_box(unseen, text)


def shown_key(came_back: str, fault: str) -> str:
    """What a page that shows this carries, so that the server knows it was read; empty when nothing came back.

    >>> shown_key("", ""), shown_key("Restart it.", "") == shown_key("Restart it.", "Somebody wrote.")
    ('', False)
    """
    if not (came_back or fault):
        return ""
    return sha256(f"{fault}\n{came_back}".encode()).hexdigest()[:16]
