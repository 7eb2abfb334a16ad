"""Is a new conversation acknowledged? (docs/rules-of-mail.md 5 and 10.) Plain functions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

WITHIN = timedelta(hours=24)
HOUR = timedelta(hours=1)
PACE = timedelta(minutes=2)
MOST_PER_PERSON = 20
MOST_PER_SUBJECT = 3
MOST_AT_PACE = 3
SHORTEST_ALIKE = 8
BY_A_MACHINE = "it was sent by a machine"
AWAY = "its subject is that of a note of absence"
_NUMBERS = re.compile(r"[\w-]*\d[\w-]*")


class Restraint:
    """Looks at the acknowledgements of the last day and of this list, so that no loop is fed.

    A desk that answers ours and hides that it is one is known by its pace, or by subjects that repeat themselves but
    for their numbers: it gets three a day. A person who writes about many matters gets one for each,
    up to twenty an hour.
    """

    def __init__(self, sent: Iterable[tuple[int, str, datetime]]) -> None:
        self._moments: dict[int, list[datetime]] = defaultdict(list)
        self._patterns: dict[int, list[str]] = defaultdict(list)
        for person_id, topic, at in sorted(sent, key=lambda one: one[2]):
            self._note(person_id, topic, at)

    def reason_for_silence(
        self,
        *,
        person_id: int,
        topic: str,
        wanted: bool,
        automatic: bool,
        suppressed: bool,
        at: datetime,
        away: bool = False,
    ) -> str:
        """Why this conversation gets no acknowledgement; empty when it gets one, which is then counted."""
        if not wanted:
            return "it is from before the mailbox was connected"
        if automatic:
            return BY_A_MACHINE
        if away:
            return AWAY
        if suppressed:
            return "mail to this address came back"
        reason = self._too_many(person_id, topic, at)
        if not reason:
            self._note(person_id, topic, at)
        return reason

    def _too_many(self, person_id: int, topic: str, at: datetime) -> str:
        moments, topics = self._moments[person_id], self._patterns[person_id]
        if sum(moment > at - HOUR for moment in moments) >= MOST_PER_PERSON:
            return f"{MOST_PER_PERSON} acknowledgements went to this person within the hour"
        pattern = _pattern(topic)
        if sum(_alike(one, pattern) for one in topics) >= MOST_PER_SUBJECT:
            return f"{MOST_PER_SUBJECT} acknowledgements of this subject, whatever its numbers, were sent today"
        if _at_pace(moments):
            return f"{MOST_AT_PACE} acknowledgements went to this person today, each soon after the one before"
        return ""

    def _note(self, person_id: int, topic: str, at: datetime) -> None:
        self._moments[person_id].append(at)
        self._patterns[person_id].append(_pattern(topic))


def _pattern(topic: str) -> str:
    """A subject without its numbers and keys.

    >>> _pattern("Ticket T-4711 received")
    'Ticket # received'
    """
    return _NUMBERS.sub("#", topic)


def _alike(one: str, other: str) -> bool:
    """The same subject, or one that repeats the other: "Received: Ticket # received"."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= SHORTEST_ALIKE and shorter in longer)


def _at_pace(moments: list[datetime]) -> bool:
    """Were three of them sent one soon after the other, as no person asks but a machine answers?"""
    last = MOST_AT_PACE - 1
    return any(moments[at] - moments[at - last] <= last * PACE for at in range(last, len(moments)))
