"""Notes that name somebody, reminders, and answers we gave before."""

from __future__ import annotations

import pytest

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Ticket
from rapport.domains.desk.tests.mails import mailbox
from rapport.foundation.actors import NotFound
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    found = build()
    mailbox(found)
    return found


@pytest.fixture
def beamer(cast: Cast) -> Ticket:
    return actions.open_ticket(actor=cast.marta, at=MONDAY, text="The projector stays dark", service_id=cast.mail.pk)


def test_whom_a_note_names_is_told_until_they_have_seen_it(cast: Cast, beamer: Ticket) -> None:
    text = "@Noor Haddad please look, @Hugo knows it, @Marta does not serve, @nobody is nobody"
    actions.write_note(ticket_id=beamer.pk, text=text, minutes=3, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    (told,) = queries.mentions(cast.noor)
    assert (told.by, told.key, told.text) == ("Hugo Marek", beamer.key, text)
    assert queries.mentions(cast.hugo) == queries.mentions(cast.marta) == []
    assert queries.ticket(cast.noor, beamer.pk).messages[-1].minutes == 3
    with pytest.raises(NotFound):
        actions.see_mention(mention_id=told.id, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    actions.see_mention(mention_id=told.id, actor=cast.noor, at=MONDAY + ONE_HOUR)
    assert queries.mentions(cast.noor) == []


def test_a_reminder_stands_on_its_day_until_it_is_done(cast: Cast, beamer: Ticket) -> None:
    day = (MONDAY + 3 * ONE_DAY).date()
    made = actions.remind(ticket_id=beamer.pk, on=day, words="Did the lamp come?", actor=cast.hugo, at=MONDAY)
    assert queries.reminders(cast.hugo, until=MONDAY.date()) == []
    assert [r.words for r in queries.reminders(cast.hugo, until=day)] == ["Did the lamp come?"]
    assert queries.reminders(cast.noor, until=day) == queries.reminders_on(cast.noor, beamer.pk) == []
    actions.end_reminder(reminder_id=made.pk, actor=cast.hugo, at=MONDAY + 3 * ONE_DAY)
    assert queries.reminders(cast.hugo, until=day) == []
    with pytest.raises(actions.WrongDay):
        actions.remind(ticket_id=beamer.pk, on=(MONDAY - 3 * ONE_DAY).date(), actor=cast.hugo, at=MONDAY)


def test_answers_of_this_service_to_something_like_it_one_of_each_ticket(cast: Cast, beamer: Ticket) -> None:
    actions.answer(ticket_id=beamer.pk, text="Which room?", actor=cast.hugo, at=MONDAY + ONE_HOUR)
    actions.answer(ticket_id=beamer.pk, text="Press it twice.", actor=cast.hugo, at=MONDAY + 2 * ONE_HOUR)
    new = actions.open_ticket(
        actor=cast.ivo, at=MONDAY + ONE_DAY, text="Projector in the hall, again dark", service_id=cast.mail.pk
    )
    assert [(e.key, e.text) for e in queries.earlier_answers(cast.hugo, new.pk)] == [(beamer.key, "Press it twice.")]
    assert queries.earlier_answers(cast.hugo, new.pk, words="lighthouse") == []
    other = actions.open_ticket(actor=cast.ivo, at=MONDAY + ONE_DAY, text="Projector", service_id=cast.printing.pk)
    with pytest.raises(NotFound):
        queries.earlier_answers(cast.hugo, other.pk)
    assert queries.earlier_answers(cast.sanna, other.pk) == []
