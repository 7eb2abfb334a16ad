"""What an address may ask of a page that is read: nothing else stands in for what is not there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rapport.foundation.actors import NotFound

EVERYWHERE = {"lang"}


def only(sent: Mapping[str, str], *names: str) -> None:
    """NotFound where an address narrows by something the page does not know: its figures would seem to be narrowed.

    >>> only({"survey": "17"}, "survey", "how")
    """
    unknown = set(sent) - EVERYWHERE - {*names}
    if unknown:
        raise NotFound(min(unknown))


def one_of(sent: Mapping[str, str], name: str, known: Collection[str]) -> str:
    """What an address chooses, "" where it chooses nothing; NotFound where there is no such choice.

    >>> one_of({"how": "drawn"}, "how", ("drawn", "again")), one_of({}, "how", ("drawn",))
    ('drawn', '')
    """
    found = sent.get(name, "")
    if found and found not in known:
        raise NotFound(name)
    return found
