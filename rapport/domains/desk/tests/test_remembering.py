"""Tickets of the past come with their messages and clocks, without letters, and once only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.desk import actions
from rapport.domains.desk.models import Message, Ticket
from rapport.domains.desk.types import ImportedMessage, ImportedTicket
from rapport.domains.ledger.models import Act
from rapport.domains.promises import actions as promises
from rapport.domains.promises.models import Clock, Promise
from rapport.domains.promises.types import PastPromise
from rapport.foundation.actors import NotAllowed, system
from rapport.foundation.models import Job, Letter
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast, build

pytestmark = pytest.mark.django_db
OPENED = MONDAY - 10 * ONE_DAY


@pytest.fixture
def cast() -> Cast:
    return build()


def old(cast: Cast, key: str = "old:1") -> ImportedTicket:
    """Marta asked by phone; Hugo answered after an hour and was done after three."""
    said = ((0, "theirs", cast.marta, "phone"), (1, "ours", cast.hugo, "mail"), (3, "ours", cast.hugo, "visit"))
    return ImportedTicket(
        source_key=key,
        requester_id=cast.marta.person_id or 0,
        organisation_id=cast.aldergate.pk,
        team_id=cast.service_desk.pk,
        subject="No line in the trailer",
        opened_at=OPENED,
        state="closed",
        solved_at=OPENED + 3 * ONE_HOUR,
        closed_at=OPENED + 5 * ONE_DAY,
        channel="phone",
        messages=tuple(
            ImportedMessage(f"{key}:{h}", side, "Words.", OPENED + h * ONE_HOUR, who.person_id, channel)
            for h, side, who, channel in said
        ),
    )


def remember(cast: Cast, *keys: str) -> dict[str, int]:
    return actions.remember_tickets(tickets=[old(cast, key) for key in keys], actor=system(), at=MONDAY)


def test_each_clock_stops_at_its_own_moment(cast: Cast) -> None:
    remember(cast, "old:1", "old:2")
    stopped = set(Clock.objects.values_list("kind", "met_at"))
    assert stopped == {("first_answer", OPENED + ONE_HOUR), ("solve", OPENED + 3 * ONE_HOUR)}
    assert Clock.objects.count() == 4


def test_every_message_keeps_the_way_it_came(cast: Cast) -> None:
    remember(cast, "old:1")
    assert list(Message.objects.order_by("said_at").values_list("channel", flat=True)) == ["phone", "mail", "visit"]


def test_a_repeat_changes_nothing(cast: Cast) -> None:
    first = remember(cast, "old:1")
    assert remember(cast, "old:1") == first
    assert (Ticket.objects.count(), Message.objects.count()) == (1, 3)


def test_nobody_gets_a_letter_and_the_acts_are_left_to_the_caller(cast: Cast) -> None:
    before = Job.objects.count()
    remember(cast, "old:1")
    assert (Letter.objects.count(), Act.objects.count(), Job.objects.count()) == (0, 0, before)


def test_agents_do_not_rewrite_the_past(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.remember_tickets(tickets=[old(cast)], actor=cast.hugo, at=MONDAY)


def test_a_promise_of_the_past_is_never_warned_of(cast: Cast) -> None:
    ticket_id = remember(cast, "old:1")["old:1"]
    past = PastPromise(
        person_id=cast.marta.person_id or 0,
        organisation_id=cast.aldergate.pk,
        team_id=cast.service_desk.pk,
        ref=("ticket", ticket_id),
        text="Hugo calls",
        made_at=OPENED,
        due_at=OPENED + ONE_HOUR,
    )
    promises.remember_promises(promises=[past], actor=system(), at=MONDAY)
    assert promises.warn_of_promises(actor=system(), at=MONDAY + timedelta(minutes=5)) == []
    assert Promise.objects.get().kept_at is None
