"""What an import did, in words: one organisation, two organisations."""

from __future__ import annotations

from collections.abc import Mapping

ONE = {"people": "person", "addresses": "address"}


def counted(many: int, kind: str) -> str:
    """A count with its word, which is kept in the plural.

    >>> counted(1, "organisations"), counted(2, "organisations"), counted(1, "people")
    ('1 organisation', '2 organisations', '1 person')
    """
    return f"{many} {kind if many != 1 else ONE.get(kind, kind.removesuffix('s'))}"


def done_to(what: str, counts: Mapping[str, int]) -> list[str]:
    """Each kind with what was done to it.

    >>> done_to("made", {"teams": 1, "people": 3})
    ['1 team made', '3 people made']
    """
    return [f"{counted(many, kind)} {what}" for kind, many in counts.items()]
