"""Who may be the same human twice? Keys that bring likely pairs together, so that no pair of all is compared."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapport.domains.people.rules.judgements import can_belong_to_organisation, domain_of

SHORTEST_NAME = 6  # letters below which one letter makes another name: Ivo and Iva are two people
MOST_ALIKE = 12  # people under one key that are compared; more are a mailbox or a family name, no human
ACCOUNT = "They sign in with the same account."
ADDRESS = "Their addresses differ only behind the @ or by a dot or a tag."
NAME = "They have the same name at the same place."
SPELLING = "Their names differ by one letter."
ORDER = (ACCOUNT, ADDRESS, NAME, SPELLING)


@dataclass(frozen=True)
class Known:
    """What is compared of one person; `name` is folded by whoever asks."""

    id: int
    organisation_id: int
    name: str
    site_id: int | None = None
    account_id: int | None = None
    addresses: tuple[str, ...] = ()


def likely_pairs(people: Sequence[Known]) -> dict[tuple[int, int], str]:
    """Pairs of ids, the older first, with the strongest reason; people of two organisations are never a pair."""
    by_key: dict[tuple[object, ...], list[Known]] = defaultdict(list)
    for one in people:
        for key in _keys(one):
            by_key[key].append(one)
    found: dict[tuple[int, int], str] = {}
    for key, group in by_key.items():
        if 1 < len(group) <= MOST_ALIKE:
            for pair, reason in _judged(str(key[0]), group):
                found[pair] = min(found.get(pair, reason), reason, key=ORDER.index)
    return found


def _judged(reason: str, group: Sequence[Known]) -> Iterator[tuple[tuple[int, int], str]]:
    ordered = sorted(group, key=lambda one: one.id)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if one.id != other.id and (reason != SPELLING or _one_apart(one, other)):
                yield (one.id, other.id), reason


def _one_apart(one: Known, other: Known) -> bool:
    """Nobody mistypes an initial: Lara and Tara are two people."""
    return one.name != other.name and _initials(one) == _initials(other) and within_one(one.name, other.name)


def _initials(one: Known) -> str:
    return "".join(part[0] for part in one.name.split())


def _keys(one: Known) -> Iterator[tuple[object, ...]]:
    home = one.organisation_id
    if one.account_id is not None:
        yield ACCOUNT, home, one.account_id
    for local in {plain_local(address) for address in one.addresses} - {""}:
        yield ADDRESS, home, local
    if " " in one.name:
        yield NAME, home, one.site_id, in_order(one.name)
    if " " in one.name and len(one.name) >= SHORTEST_NAME:
        for spelling in spellings(one.name):
            yield SPELLING, home, spelling


def plain_local(address: str) -> str:
    """What stands before the @ without tag and dots; empty for one name alone, which many share.

    >>> plain_local("marta.kolb+news@aldergate.example")
    'martakolb'
    >>> plain_local("info@aldergate.example")
    ''
    """
    local = address.rpartition("@")[0].partition("+")[0]
    if len(re.split(r"[._\-]+", local)) < 2 and can_belong_to_organisation(domain_of(address)):
        return ""
    return re.sub(r"[._\-]+", "", local)


def in_order(name: str) -> str:
    """The parts of a name in the order of the alphabet: Kolb, Marta is Marta Kolb.

    >>> in_order("marta kolb") == in_order("kolb marta")
    True
    """
    return " ".join(sorted(name.split()))


def spellings(name: str) -> set[str]:
    """A name, and the name without each of its letters: two names within one letter share one of these.

    >>> sorted(spellings("abc"))
    ['ab', 'abc', 'ac', 'bc']
    """
    return {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}


def within_one(one: str, other: str) -> bool:
    """True when one letter more, less, other, or two in the wrong order make one name the other (Damerau).

    >>> within_one("marta kolb", "marta klob"), within_one("marta kolb", "mara kolb"), within_one("marta", "mirte")
    (True, True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    swapped = len(left) > 1 and len(right) > 1 and left[0] == right[1] and left[1] == right[0] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left == right[1:] or left[1:] == right
