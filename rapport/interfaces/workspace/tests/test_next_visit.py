"""A visit that is arranged is what is next on the page of whom it is told to; a finding says who and when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Message, Ticket
from rapport.domains.desk.tests.mails import mail, mailbox, receive
from rapport.interfaces.workspace.person import pages
from tests.cast import MONDAY, Cast, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    found = build()
    mailbox(found)
    receive(mail(found.marta, "VPN drops"))
    return found


def test_a_visit_is_next(cast: Cast) -> None:
    assert pages._visits(cast.hugo, cast.marta.person_id or 0, MONDAY) == []
    actions.arrange_visit(
        ticket_id=Ticket.objects.get().pk,
        site_id=cast.head_office.pk,
        starts_at=MONDAY + timedelta(days=2),
        ends_at=MONDAY + timedelta(days=2, hours=1),
        what="Change the head",
        actor=cast.hugo,
        at=MONDAY,
    )
    [coming] = pages._visits(cast.hugo, cast.marta.person_id or 0, MONDAY)
    assert (coming.text, coming.on) == ("Visit: Change the head", (MONDAY + timedelta(days=2)).date())
    assert pages._visits(cast.hugo, cast.marta.person_id or 0, MONDAY + timedelta(days=3)) == []


def test_a_finding_says_who_and_when(cast: Cast) -> None:
    ref = ("ticket", Ticket.objects.get().pk)
    said = queries.texts_of(cast.hugo, [ref])[ref]
    assert (said.by, said.at) == ("Marta Kolb", Message.objects.get().said_at)
    assert queries.texts_of(cast.lena, [ref]) == {}
