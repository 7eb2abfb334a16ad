"""Is a new conversation acknowledged? (MAIL.md 5 and 10.) Plain functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

WITHIN = timedelta(hours=1)
MOST_PER_PERSON = 20
MOST_PER_SUBJECT = 5
BY_A_MACHINE = "it was sent by a machine"


class Restraint:
    """Counts automatic answers, those of the last hour and those of this list, so that no loop is fed."""

    def __init__(self, sent: Mapping[tuple[int, str], int]) -> None:
        self._per_subject = Counter(dict(sent))
        self._per_person: Counter[int] = Counter()
        for (person_id, _), count in sent.items():
            self._per_person[person_id] += count

    def reason_for_silence(self, *, person_id: int, topic: str, wanted: bool, automatic: bool, suppressed: bool) -> str:
        """Why this conversation gets no acknowledgement; empty when it gets one, which is then counted."""
        if not wanted:
            return "it is from before the mailbox was connected"
        if automatic:
            return BY_A_MACHINE
        if suppressed:
            return "mail to this address came back"
        if self._per_person[person_id] >= MOST_PER_PERSON:
            return f"{MOST_PER_PERSON} acknowledgements went to this person within the hour"
        if self._per_subject[person_id, topic] >= MOST_PER_SUBJECT:
            return f"{MOST_PER_SUBJECT} acknowledgements with this subject went to this person within the hour"
        self._per_person[person_id] += 1
        self._per_subject[person_id, topic] += 1
        return ""
