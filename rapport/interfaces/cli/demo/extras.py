"""What makes the place look lived in: profiles, relationships, taps after episodes, targets, deeds and fresh mail."""

# ruff: noqa: E501 - what people say stays on one line each

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from random import Random
from typing import Any

from django.conf import settings

from rapport.domains.desk import queries as desk
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger import queries as ledger_queries
from rapport.domains.people import actions as people
from rapport.domains.publishing import actions as publishing
from rapport.domains.publishing.types import Measure
from rapport.foundation import jobs
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import working_day
from rapport.interfaces.cli.demo.placing import Cast
from rapport.interfaces.cli.demo.script import Script
from rapport.interfaces.mail import taking

PROFILES = {
    n.MARTA: {"channel": "phone", "hours": "06:30 to 09:00, weekdays", "detail": "short",
              "support_note": "Short. Phone before nine. Tell me the day, not the reason. If it is about the crew, ask the crew."},
    n.TOMAS: {"channel": "phone", "hours": "after lunch", "support_note": "By phone. One person, please, who stays with it."},
    n.RUTH: {"channel": "mail", "detail": "background", "support_note": "I pass it on to 160 people, so tell me the reason, too."},
}  # fmt: skip
OWNERS = {
    n.MARTA: (n.SANNA, "Call about the move-out", 5),
    n.IVO: (n.HUGO, "Call without a fault: nine weeks since the last time", 2),
    n.TOMAS: (n.NOOR, "Call after lunch, with the name of the one who stays with it", 0),
    n.RUTH: (n.DEV, "Ask which rooms move next", 9),
}
TARGETS = (
    (Measure.RECOMMEND, "Would recommend us", 10.0),
    (Measure.PROMISES_KEPT, "Promises kept", 0.95),
    (Measure.ESTIMATES_KEPT, "Done when we said", 0.80),
    (Measure.RESPONSE_RATE, "Answer when asked", 0.40),
)
DEEDS = (
    (150, "Test the signal before the trailer comes.",
     "Done at every new site; nine so far. Set-up calls in the first week fell from 31 to 12.", "Asked by 7 people on 5 sites",
     n.LINES, n.BUILDER),
    (96, "Tell us before the printers go.",
     "No change without a message two weeks ahead and three people who tried it first.", "Asked by 12 people at Head office",
     "", n.BUILDER),
    (61, "Page 4 of the permit form.",
     "It says now which field is missing instead of staying grey, and takes photos up to 30 megabytes.", "Written by 19 citizens",
     n.PERMITS, ""),
    (34, "Four people, four times the same story.",
     "Not solved. From next month one person stays with a fault until it is gone; we try it on three sites first.",
     "Ticked by 9 of 30 unhappy people", n.TABLETS, ""),
    (20, "Let us choose our own tablets.",
     "No. We cannot keep four kinds of spare parts in the vans. We will carry two sizes of cover instead.", "Asked by 3 people", n.TABLETS, ""),
)  # fmt: skip
TAPS_SINCE, TAPS = timedelta(days=120), 160
FRESH = (
    (n.IVO, "Ivo Brandt", "A film of the hoist", "Here is what the line does when the hoist runs: four bars, none, four bars.\n\nIvo\n"),
    (n.MARTA, "Marta Kolb", "Boxes for the move-out", "Good morning,\n\ncan we keep two of the boxes until the 18th? The last crew "
     "writes its day sheets on them.\n\nMarta\n\nSent from my iPhone\n\nOn Fri, Northwind Service <help@northwind.example> wrote:\n"
     "> The boxes at Harbour Road go back this month.\n> Say if you need them longer.\n"),
)  # fmt: skip
STRANGER = "ivo.brandt.private@letterbox.example"


def know_people(cast: Cast, *, at: datetime) -> None:
    """How some like to work, who never wants to be asked, and who looks after which relationship."""
    for email, changes in PROFILES.items():
        people.update_profile(person_id=cast.persons[email], changes=changes, actor=cast.actor(email), at=at)
    actor = cast.actor(n.NOOR)
    for email, (owner, step, days) in OWNERS.items():
        seen = ledger_queries.relationship(actor, cast.persons[email])
        if seen is None:
            continue
        between: dict[str, Any] = {"person_id": seen.person_id, "team_id": seen.team_id}
        ledger.set_owner(**between, owner_id=cast.persons[owner], actor=actor, at=at)
        on = working_day(at.date() + timedelta(days=days))
        ledger.set_next_step(**between, next_step=step, next_step_on=on, actor=actor, at=at)


def gather(cast: Cast, *, at: datetime) -> None:
    """The sequences of those the story names; the worker makes everybody else's."""
    for email in (*OWNERS, n.LENA):
        ledger.gather_sequences(person_id=cast.persons[email], actor=system(), at=at)


def tap(scripts: list[Script], episodes: Mapping[str, int], cast: Cast, *, at: datetime) -> int:
    """The three questions after an episode, answered by both sides here and there; how many taps there were."""
    lot = Random("taps")
    ended = [s for s in scripts if s.solved_at is not None and s.solved_at > at - TAPS_SINCE and s.key in episodes]
    chosen = [s for s in ended if s.asker == n.MARTA]
    chosen += lot.sample(ended, min(TAPS, len(ended)))
    chosen += [s for s in scripts if s.asker == n.MARTA and s.solved_at is not None and s not in chosen]
    for script in dict.fromkeys(chosen):
        later = (script.solved_at or at) + timedelta(hours=lot.uniform(0.1, 30))
        for side, who in (("theirs", script.asker), ("ours", script.assignee)):
            if side == "ours" or script.asker == n.MARTA or lot.random() < 0.6:
                _answer(episodes[script.key], side=side, cast=cast, who=who, lot=lot, at=min(later, at))
    return len(chosen)


def _answer(episode_id: int, *, side: str, cast: Cast, who: str, lot: Random, at: datetime) -> None:
    ledger.answer_reflection(
        episode_id=episode_id,
        side=side,
        know_each_other=_yes(lot, 0.75),
        they_know_us=_yes(lot, 0.7),
        understood=_yes(lot, 0.85),
        actor=cast.actor(who),
        at=at,
    )


def _yes(lot: Random, share: float) -> bool | None:
    return None if lot.random() < 0.1 else lot.random() < share


def publish(cast: Cast, *, begun: date, at: datetime) -> None:
    """Targets since the beginning, and what was done after people spoke."""
    since = datetime(begun.year, begun.month, begun.day, 8, tzinfo=at.tzinfo)
    for measure, name, goal in TARGETS:
        publishing.set_target(measure=measure, name=name, goal=goal, actor=system(), at=since)
    for days, said, did, asked_by, service, client in DEEDS:
        about = {"service_id": cast.services.get(service), "organisation_id": cast.organisations.get(client)}
        then = at - timedelta(days=days)
        publishing.publish_deed(said=said, did=did, asked_by=asked_by, **about, actor=system(), at=then)


def let_mail_come(crane_ticket_id: int, *, at: datetime) -> None:
    """Two letters of this morning, which are acknowledged, and one that waits for a decision."""
    key = desk.keys_of(system(), [crane_ticket_id])[crane_ticket_id]
    letters = [_letter(*fresh, at=at) for fresh in FRESH]
    held = f"Re: [#{key}] The crane tablet went black again"
    letters.append(
        _letter(STRANGER, "Ivo B.", held, "Writing from my own phone: the crane tablet is still black.\n", at=at)
    )
    taking.take(letters, at=at)
    jobs.run_all("mail")


def _letter(address: str, name: str, subject: str, text: str, *, at: datetime) -> taking.Arrival:
    mail = EmailMessage()
    to = f"help@{settings.MAIL_DOMAIN}"
    mail["From"], mail["To"], mail["Subject"] = f"{name} <{address}>", to, subject
    mail["Date"] = at
    mail["Message-ID"] = f"<{abs(hash_of(subject))}@{address.partition('@')[2]}>"
    mail.set_content(text)
    raw = mail.as_bytes()
    return taking.Arrival(raw=raw, envelope_from=address, envelope_to=(to,), source_key=f"demo:{subject}")


def hash_of(text: str) -> int:
    """A number that is the same for the same words, on every machine."""
    return int.from_bytes(text.encode()[:12], "big")
