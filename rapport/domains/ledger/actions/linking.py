"""The three questions by the link of a closing letter: given out with it, answered and changed without sign-in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.actions.recording import record_traces
from rapport.domains.ledger.models import Reflection
from rapport.domains.ledger.queries.linked import PURPOSE, linked_episode
from rapport.domains.ledger.types import Direction, NewTrace, Ref
from rapport.foundation import links
from rapport.foundation.actors import NOBODY, Actor

ASKED = "questions"  # the trace that says the three questions were asked in a letter


class NothingTapped(ValueError):
    """None of the three questions was tapped; what was tapped before stays."""


def link_to_questions(*, person_id: int, ref: Ref, actor: Actor, at: datetime) -> str:
    """A token for the questions about the exchange that what is said at this moment about `ref` completes.

    The link names that act, not an episode: it follows the act wherever segmentation puts it, and opens no other.
    """
    record_traces([NewTrace(person_id=person_id, kind=ASKED, at=at, ref=ref)], actor=actor, at=at)
    return links.issue(PURPOSE, person_id=person_id, ref=f"{ref[0]} {ref[1]}", at=at)


@transaction.atomic
def answer_by_link(
    *,
    token: str,
    know_each_other: bool | None,
    they_know_us: bool | None,
    understood: bool | None,
    actor: Actor = NOBODY,
    at: datetime,
) -> Reflection:
    """Keep what was tapped, or change it by the same link; raises NothingTapped or WrongLink before anything."""
    taps = {"know_each_other": know_each_other, "they_know_us": they_know_us, "understood": understood}
    if all(tap is None for tap in taps.values()):
        raise NothingTapped
    link = linked_episode(actor, token, at=at)
    reflection, _ = Reflection.objects.select_for_update().get_or_create(
        episode=link.episode, side=Direction.THEIRS, person_id=link.person_id, defaults={"asked_at": link.sent_at}
    )
    reflection.answered_at, reflection.skipped_at = at, None
    for name, tap in taps.items():
        setattr(reflection, name, tap)
    reflection.save()
    return reflection
