"""A small world on the cast's stage, made by the actions the product uses: what Marta has, and what others have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from rapport.domains.desk import actions as desk
from rapport.domains.desk.models import Attachment, HeldMessage, Mailbox, Message, Ticket
from rapport.domains.desk.tests.mails import mail, mailbox, receive
from rapport.domains.desk.types import AttachmentIn
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.models import Act, Episode, Relationship
from rapport.domains.people import actions as people
from rapport.domains.people.models import Account, ApiToken, Person, Role, Use
from rapport.domains.people.types import SCOPES
from rapport.domains.promises import actions as promises
from rapport.domains.promises.models import Calendar, Promise
from rapport.domains.publishing import actions as publishing
from rapport.domains.publishing.models import Deed
from rapport.domains.publishing.types import Measure
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.models import Answer, Invitation
from rapport.foundation import jobs
from rapport.foundation.actors import Actor, system
from rapport.foundation.models import Letter
from tests import cast as named
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast
from tests.remembered import remembered

NOT_THERE = 987_654_321
NO_KEY = "no-such-key-anywhere"
NOW = MONDAY + timedelta(days=9, hours=1)  # a Wednesday, so that agents are asked their questions
OCTOBER = date(2026, 10, 1)
LONG_AGO = date(2025, 1, 1)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
SUBJECT = "Plotter in the attic"
WORDS = "The plotter swallows the drawings of the lighthouse."
NOTE = "Fuser worn out, part 77-A is on its way."
CALLED = {"text": "Called about the plotter.", "minutes": 4, "planned": True}


@dataclass(frozen=True)
class World:
    """What there is: most of it Marta's, something of everybody else's."""

    cast: Cast
    mailbox: Mailbox
    ticket: Ticket
    done: Ticket
    others: Mapping[str, Ticket]
    message: Message
    note: Message
    attachment: Attachment
    held: HeldMessage
    promise: Promise
    act: Act
    episode: Episode
    relationship: Relationship
    sequence_id: int
    calendar: Calendar
    survey_id: int
    sample_id: int
    invitation: Invitation
    answer_token: str
    answer: Answer
    deed: Deed
    role: Role
    account: Account
    letter: Letter
    api_tokens: Mapping[str, str]
    api_token: ApiToken
    at: datetime = NOW

    @property
    def marta(self) -> int:
        """Her id."""
        return self.cast.marta.person_id or 0

    @property
    def secrets(self) -> tuple[str, ...]:
        """Words that tell an outsider that Marta or her ticket exist."""
        return ("Marta", "Kolb", SUBJECT, "lighthouse", "77-A", self.ticket.key, self.ticket.public_key)


@remembered
def build() -> World:
    """Ten days at the desk of Northwind Service."""
    cast = named.build()
    box = mailbox(cast)
    calendar = _targets(cast)
    done = [_solved(cast, at=MONDAY + n * ONE_DAY) for n in (0, 1)]
    ticket = _conversation(cast, at=MONDAY + 2 * ONE_DAY)
    others = {name: _of(getattr(cast, name), at=MONDAY + 3 * ONE_DAY) for name in ("ivo", "lena", "tomas")}
    survey_id, sample_id, invitation, token, answer = _asked(cast)
    jobs.run_all(at=NOW)
    episode = Episode.objects.get(ref_kind="ticket", ref_id=done[1].pk)
    messages = Message.objects.filter(ticket=ticket)
    sequence = ledger.begin_sequence(
        organisation_id=cast.aldergate.pk, kind="project", name="New attic", started_at=MONDAY, actor=cast.ines, at=NOW
    )
    return World(
        cast=cast,
        mailbox=box,
        ticket=Ticket.objects.get(pk=ticket.pk),
        done=Ticket.objects.get(pk=done[1].pk),
        others=others,
        message=messages.filter(side="theirs").order_by("pk")[0],
        note=messages.get(side="note"),
        attachment=Attachment.objects.get(message__ticket=ticket),
        held=HeldMessage.objects.get(ticket=ticket),
        promise=Promise.objects.get(ref_kind="ticket", ref_id=ticket.pk, kept_at=None),
        act=Act.objects.filter(ref_kind="ticket", ref_id=ticket.pk).order_by("pk")[0],
        episode=episode,
        relationship=Relationship.objects.get(person_id=cast.marta.person_id),
        sequence_id=sequence.pk,
        calendar=calendar,
        survey_id=survey_id,
        sample_id=sample_id,
        invitation=invitation,
        answer_token=token,
        answer=answer,
        deed=publishing.publish_deed(said="The plotters jam.", did="We changed them.", actor=cast.dev, at=NOW),
        role=Role.objects.filter(person_id=cast.hugo.person_id)[0],
        account=_account(cast.marta),
        letter=Letter.objects.filter(ref_kind="ticket", ref_id=ticket.pk, kind="answer")[0],
        **_tokens(cast),
    )


def _targets(cast: Cast) -> Calendar:
    promises.set_service_level(first_answer_minutes=60, solve_minutes=960, actor=cast.ines, at=MONDAY)
    publishing.set_target(measure=Measure.PROMISES_KEPT, name="Promises kept", goal=0.9, actor=cast.dev, at=MONDAY)
    known = Calendar.objects.filter(organisation=cast.northwind).first()
    return known or promises.create_calendar(
        organisation_id=cast.northwind.pk, zone="Europe/Berlin", actor=cast.ines, at=MONDAY
    )


def _of(person: Actor, *, at: datetime, subject: str = "A matter of my own") -> Ticket:
    (found,) = receive(mail(person, subject, at=at, text=f"{subject}, please."), at=at)
    return Ticket.objects.get(pk=found.ticket_id)


def _solved(cast: Cast, *, at: datetime) -> Ticket:
    ticket = _of(cast.marta, at=at, subject=f"Something before {at:%A}")
    desk.answer(ticket_id=ticket.pk, text="It is done.", then="finish", actor=cast.hugo, at=at + ONE_HOUR)
    return ticket


def _conversation(cast: Cast, *, at: datetime) -> Ticket:
    """Marta writes with a picture, Hugo answers, notes, calls and promises; a stranger's mail to it is held."""
    picture = AttachmentIn("plotter.png", "image/png", PICTURE, sha256(PICTURE).hexdigest())
    first = mail(cast.marta, SUBJECT, at=at, text=WORDS, html=f"<p>{WORDS}</p>", attachments=(picture,))
    (found,) = receive(first, at=at)
    ticket = Ticket.objects.get(pk=found.ticket_id)
    named_ = {"ticket_id": ticket.pk, "actor": cast.hugo}
    desk.assign(assignee_id=cast.hugo.person_id, at=at + ONE_HOUR, **named_)
    desk.write_note(text=NOTE, at=at + ONE_HOUR, **named_)
    desk.log_contact(at=at + ONE_HOUR * 2, **CALLED, **named_)
    until = NOW + ONE_DAY
    desk.answer(text="The part is ordered.", promise_until=until, at=at + ONE_HOUR * 3, **named_)
    desk.set_service(service_id=cast.mail.pk, at=at + ONE_HOUR * 3, **named_)
    forged = mail(cast.marta, f"Re: {SUBJECT}", at=at + ONE_DAY, ids=(first.mail.message_id,), proof="fail")
    receive(forged, at=at + ONE_DAY)
    return ticket


def _asked(cast: Cast) -> tuple[int, int, Invitation, str, Answer]:
    """Everybody who uses Mail is asked; Marta answers with her name."""
    Person.objects.update(known_since=LONG_AGO)
    Use.objects.update(since=LONG_AGO)
    survey = surveys.start_default_survey(owner_id=cast.dev.person_id, actor=cast.dev, at=MONDAY)
    drawn = surveys.draw_sample(survey_id=survey.pk, month=OCTOBER, size=10, seed=3, actor=cast.dev, at=MONDAY)
    sample_id = drawn.sample_id or 0
    surveys.send_sample(sample_id=sample_id, actor=cast.dev, at=MONDAY)
    surveys.send_due(actor=system(), at=NOW)
    invitation = Invitation.objects.get(person_id=cast.marta.person_id)
    letter = Letter.objects.filter(kind="invitation", ref_id=invitation.pk)[0]
    token = letter.data["link"].rsplit("/", 1)[1]
    answer = surveys.answer(token=token, score=9, words="They know the lighthouse.", at=NOW)
    return survey.pk, sample_id, invitation, token, answer


def _account(actor: Actor) -> Account:
    """The account somebody of the cast signs in with."""
    row = named.person(actor)
    account, _ = Account.objects.get_or_create(email=named.address(actor), defaults={"created_at": MONDAY})
    Person.objects.filter(pk=row.pk).update(account=account)
    return account


def account_of(actor: Actor) -> Account:
    """The same for other tests."""
    return _account(actor)


def _tokens(cast: Cast) -> dict[str, object]:
    """A token with every scope for everybody, and the row of Marta's."""
    given = {
        name: people.issue_token(name="A program", scopes=SCOPES, actor=actor, at=MONDAY)
        for name, actor in cast.everybody.items()
        if actor.is_person
    }
    return {"api_tokens": given, "api_token": ApiToken.objects.get(person_id=cast.marta.person_id)}
