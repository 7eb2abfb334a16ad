"""Never feed a loop: what gets no automatic answer, and why (docs/rules-of-mail.md 5 and 10)."""

from __future__ import annotations

import pytest

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Message, Ticket
from rapport.domains.desk.rules.acknowledging import MOST_PER_PERSON, MOST_PER_SUBJECT
from rapport.domains.desk.rules.threading import OURSELVES
from rapport.domains.desk.tests.mails import DESK, TUESDAY, again, mail, mailbox, outcomes, receive
from rapport.domains.desk.types import Bounce
from rapport.foundation import postroom
from rapport.foundation.actors import system
from rapport.foundation.models import Suppression
from rapport.foundation.models.mail import Letter
from tests.cast import MONDAY, ONE_HOUR, ONE_MINUTE, Cast, address, build

pytestmark = pytest.mark.django_db
WORDS = [
    first + second
    for first in ("door", "lamp", "disk", "line", "form")
    for second in ("bell", "post", "page", "rack", "hook")
]


@pytest.fixture
def cast() -> Cast:
    found = build()
    mailbox(found)
    return found


def test_our_own_mail_is_held_to_be_read_and_never_a_ticket(cast: Cast) -> None:
    ours = mail(DESK, "Re: VPN drops")
    assert outcomes(receive(ours)) == ["held"]
    assert outcomes(receive(again(ours, at=TUESDAY), at=TUESDAY)) == ["ignored"]
    (card,) = queries.held(cast.hugo).rows
    assert (card.subject, card.ours, card.reason) == ("Re: VPN drops", True, OURSELVES)
    with pytest.raises(actions.NoSender, match="own mailboxes"):
        actions.decide_held(held_id=card.id, accept=True, actor=cast.hugo, at=TUESDAY)
    actions.decide_held(held_id=card.id, accept=False, actor=cast.hugo, at=TUESDAY)
    assert (Ticket.objects.count(), Letter.objects.count(), queries.held(cast.hugo).rows) == (0, 0, [])


def test_our_own_mail_on_a_ticket_is_noted_for_staff(cast: Cast) -> None:
    first = receive(mail(cast.marta))[0]
    receive(mail(DESK, token_ref=("ticket", first.ticket_id)))
    assert "own mailboxes" in Message.objects.get(side="note").text


def test_a_machine_opens_a_ticket_and_gets_no_answer(cast: Cast) -> None:
    found = receive(mail("alarm@aldergate.example", "Disk full", auto="Auto-Submitted"))[0]
    assert (found.outcome, found.auto) == ("ticket", True)
    assert "machine" in found.reason
    assert Letter.objects.count() == 0
    stands = queries.ticket(cast.hugo, found.ticket_id).expectation  # nobody was told anything, so none is shown
    assert getattr(stands, "estimate", None) is None
    told = receive(mail(cast.marta, "VPN drops"))[0]
    assert queries.ticket(cast.hugo, told.ticket_id).expectation.estimate is not None


def test_an_absence_note_stays_on_the_ticket_and_opens_nothing_again(cast: Cast) -> None:
    first = receive(mail(cast.marta))[0]
    actions.solve(ticket_id=first.ticket_id, actor=cast.hugo, at=MONDAY + ONE_HOUR)
    receive(mail(cast.marta, "Out of office", auto="Auto-Submitted", token_ref=("ticket", first.ticket_id)), at=TUESDAY)
    assert Ticket.objects.get().state == "solved"
    assert Message.objects.order_by("-pk")[0].side == "automatic"
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    "subject",
    [
        "Automatische Antwort: Ihre Anfrage",
        "Automatic reply: VPN drops",
        "Out of Office",
        "Abwesenheitsnotiz",
        "Réponse automatique : VPN",
        "[External] Out of Office AutoReply: VPN",
        "Автоматический ответ: VPN",
    ],
)
def test_absence_known_by_its_subject_alone_is_a_ticket_without_acknowledgement(cast: Cast, subject: str) -> None:
    found = receive(mail(cast.marta, subject))[0]
    assert (found.outcome, found.auto, Ticket.objects.count(), Letter.objects.count()) == ("ticket", False, 1, 0)
    assert "note of absence" in found.reason
    assert Message.objects.get().side == "theirs"


@pytest.mark.parametrize("subject", ["Abwesenheitsnotiz geht an alle", "Out of office does not switch on"])
def test_who_asks_about_a_note_of_absence_is_acknowledged(cast: Cast, subject: str) -> None:
    receive(mail(cast.marta, subject))
    assert Letter.objects.count() == 1


def test_old_mail_of_a_new_mailbox_is_not_acknowledged(cast: Cast) -> None:
    receive(mail(cast.marta, acknowledge=False))
    assert (Ticket.objects.count(), Letter.objects.count()) == (1, 0)


def test_an_address_that_refused_mail_is_not_written_to(cast: Cast) -> None:
    postroom.suppress([address(cast.marta)], "no such mailbox", at=MONDAY)
    assert "came back" in receive(mail(cast.marta))[0].reason
    assert Letter.objects.count() == 0


def test_one_subject_is_acknowledged_three_times_a_day_whatever_its_numbers(cast: Cast) -> None:
    for number in range(MOST_PER_SUBJECT + 2):
        at = MONDAY + number * ONE_HOUR
        receive(mail(cast.marta, f"Alarm {number} on plant 7", at=at), at=at)
    assert Letter.objects.count() == MOST_PER_SUBJECT
    later = MONDAY + 6 * ONE_HOUR
    receive(
        mail(cast.marta, "Received: Alarm 4 on plant 7", at=later),
        mail(cast.marta, "Something else", at=later),
        at=later,
    )
    assert Letter.objects.count() == MOST_PER_SUBJECT + 1


def test_a_person_gets_one_for_each_matter_and_a_machine_s_pace_gets_three(cast: Cast) -> None:
    for number, word in enumerate(WORDS[:24]):
        at = MONDAY + number * 2.5 * ONE_MINUTE
        receive(mail(cast.marta, word, at=at), at=at)
    assert Letter.objects.count() == MOST_PER_PERSON
    receive(*[mail(cast.ivo, word) for word in WORDS])
    assert Letter.objects.count() == MOST_PER_PERSON + 3


def test_a_bounce_silences_the_address_and_shows_on_the_ticket(cast: Cast) -> None:
    first = receive(mail(cast.marta))[0]
    bounces = [Bounce(address(cast.marta), "550 no such user", token_ref=("ticket", first.ticket_id), raw_mail_id=900)]
    for _ in range(2):
        actions.note_bounces(bounces=bounces, actor=system(), at=TUESDAY)
    assert Suppression.objects.filter(address=address(cast.marta)).exists()
    assert "550 no such user" in Message.objects.get(side="note").text
