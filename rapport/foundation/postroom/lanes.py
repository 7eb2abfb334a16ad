"""Lanes: all messages that mention one another's ids share a lane, so a reply is never read before its parent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import BigIntegerField, Case, CharField, F, Value, When

from rapport.foundation.models.jobs import Job
from rapport.foundation.models.mail import MailId

NEWEST_IDS = 20


def lane_name(lane: int) -> str:
    """The lane as jobs know it."""
    return f"mail:{lane}"


def hashes_of(ids: Sequence[str]) -> list[int]:
    """Hashes of a message's own id (first) and the newest of those it refers to; brackets and case do not matter."""
    names = [name for name in (_plain(one) for one in ids) if name]
    chosen = names[:1] + names[1:][-(NEWEST_IDS - 1) :]
    return [hash_of(name) for name in dict.fromkeys(chosen)]


def hash_of(name: str) -> int:
    """64 bits of an id, signed as databases want them; two ids that collide merely share a lane."""
    return int.from_bytes(hashlib.sha256(_plain(name).encode()).digest()[:8], "big", signed=True)


def assign(messages: Sequence[tuple[int, Sequence[str]]]) -> dict[int, int]:
    """The lane of each message (its number, its ids); of lanes that meet the oldest wins and the others join it."""
    wanted = {number: hashes_of(ids) for number, ids in messages}
    first: dict[int, int] = {}
    for number, hashes in wanted.items():
        for one in hashes:
            first.setdefault(one, number)
    known = _known(first)
    into = _joined([[known[one] for one in hashes] for hashes in wanted.values() if hashes])
    _repoint({lane: winner for lane, winner in into.items() if lane != winner})
    return {n: into[known[hashes[0]]] for n, hashes in wanted.items() if hashes}


def _known(first: dict[int, int]) -> dict[int, int]:
    """Insert new ids in sorted order (two takers never wait for each other crosswise) and read all lanes."""
    rows = [MailId(hash=one, lane=first[one]) for one in sorted(first)]
    MailId.objects.bulk_create(rows, ignore_conflicts=True)
    found = MailId.objects.filter(hash__in=list(first)).order_by("hash")
    if connection.features.has_select_for_update:
        found = found.select_for_update()
    return dict(found.values_list("hash", "lane"))


def _joined(groups: Iterable[Sequence[int]]) -> dict[int, int]:
    """Every lane and the oldest lane it is connected with.

    >>> _joined([[5, 3], [7], [3, 1]])
    {5: 1, 3: 1, 7: 7, 1: 1}
    """
    above: dict[int, int] = {}

    def top(lane: int) -> int:
        while above.setdefault(lane, lane) != lane:
            lane = above[lane]
        return lane

    for group in groups:
        for lane in group:
            one, other = sorted((top(group[0]), top(lane)))
            above[other] = one
    return {lane: top(lane) for lane in above}


def _repoint(moved: dict[int, int]) -> None:
    if not moved:
        return
    whens = [When(lane=lane, then=Value(winner)) for lane, winner in moved.items()]
    MailId.objects.filter(lane__in=list(moved)).update(
        lane=Case(*whens, default=F("lane"), output_field=BigIntegerField())
    )
    names = [When(lane=lane_name(lane), then=Value(lane_name(winner))) for lane, winner in moved.items()]
    moving = Job.objects.filter(lane__in=[lane_name(lane) for lane in moved])
    moving.update(lane=Case(*names, default=F("lane"), output_field=CharField()))


def _plain(name: str) -> str:
    return name.strip().strip("<>").strip().lower()
