"""Fill an empty place with a desk of a chosen size, in bulk, so that pages can be measured over it.

Some thousand tickets are written through the models and then copied (`growing.py`) up to the size asked for.
The shape is that of the shared `workload.py corpus`: three messages to a ticket, five tickets to a person, "printer" in
every tenth ticket, "zyzzyvascope" in ten of all, a tenth of the tickets open and these among the newest fifth.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.lined_up import Desk, lined_up
from bench.place import OUT, ROOT, SQLITE
from bench.words import COMMON, RARE, SUBJECTS, Text

PER_TICKET, PER_PERSON = 3, 5
RARE_TICKETS = 10
ANSWERS_A_MONTH, MONTHS = 300, 13
AT_ONCE = 1000
MADE = 5000  # tickets that are written one by one; the rest are copies of them
YEARS = timedelta(days=730)
STEP = timedelta(minutes=47)


def measure(database: str, *, tickets: int) -> dict[str, Any]:
    """Fill the place, from the copy kept in bench/out where there is one, and say what is to be asked of it."""
    there(database, tickets)
    from bench import questions

    return questions.ask()


def there(database: str, tickets: int) -> None:
    """Fill the place; SQLite from the copy kept in bench/out where there is one."""
    if database == SQLITE:
        _kept(tickets)
    else:
        fill(tickets)


def fill(tickets: int) -> None:
    """Everything, into an empty place."""
    from django.utils import timezone

    from bench import cast, growing

    _quickly()
    made = cast.build()
    first_made = min(tickets, MADE)
    desk = lined_up(made, first_made // PER_PERSON, timezone.now().replace(microsecond=0))
    chance, text = random.Random(11), Text(11)
    rare = set(chance.sample(range(1, first_made + 1), RARE_TICKETS))
    pool = [text.sentence() for _ in range(20_000)]
    drawn = {"desk": desk, "chance": chance, "text": text, "pool": pool, "rare": rare}
    for first in range(1, first_made + 1, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, first_made + 1))
        _batch(desk, [_Line(n, of=first_made, **drawn) for n in numbers])
    _relate(desk)
    growing.grow(tickets // first_made, first_person=desk.people[0][0])
    _finish(desk)


class _Line:
    """One ticket as it will be written: all chance is taken here, in one order."""

    def __init__(
        self, number: int, *, of: int, desk: Desk, chance: random.Random, text: Text, pool: list[str], rare: set[int]
    ) -> None:
        self.number = number
        self.opened = desk.now - YEARS / of * (of - number) - timedelta(hours=3)
        is_open = number > of * 0.8 and chance.random() < 0.5
        self.state = "open" if is_open else "waiting" if chance.random() < 0.05 else "closed"
        self.person, self.organisation, self.site = chance.choice(desk.people)
        self.team = chance.choice(desk.teams)
        self.service = chance.choice(desk.services)
        self.priority = chance.choice((1, 2, 3, 3, 3, 4))
        self.assignee = desk.cast.agent_id if chance.random() < 0.02 else None
        word = chance.choice(text.words_known[50:])
        self.subject = chance.choice(SUBJECTS).format(n=chance.randint(2, 90), w=word).replace(COMMON, "queue")
        took = timedelta(hours=chance.randint(3, 200))
        self.solved = min(self.opened + took, desk.now) if self.state == "closed" else None
        self.said = [chance.sample(pool, chance.randint(4, 7)) for _ in range(PER_TICKET)]
        if chance.random() < 0.10:
            self.said[0].insert(1, f"The {COMMON} on floor {chance.randint(1, 20)} is offline.")
        if number in rare:
            self.said[0].insert(1, f"Model {RARE} again.")

    @property
    def last(self) -> datetime:
        """When the last message was said."""
        return self.opened + STEP * (PER_TICKET - 1)

    def messages(self) -> Iterator[tuple[int, str, datetime, str]]:
        """Place, side, moment and text: they, we, they."""
        for place, said in enumerate(self.said):
            yield place, "ours" if place == 1 else "theirs", self.opened + STEP * place, " ".join(said)


def _batch(desk: Desk, lines: Sequence[_Line]) -> None:
    """Some tickets with everything that hangs on them, in one transaction."""
    from django.db import transaction

    from rapport.domains.desk.models import KnownId, Message, Participant, Ticket, finding

    with transaction.atomic():
        tickets = Ticket.objects.bulk_create([_ticket(desk, line) for line in lines])
        Participant.objects.bulk_create(Participant(ticket=t, person_id=t.requester_id) for t in tickets)
        pairs = list(zip(lines, tickets, strict=True))
        messages = Message.objects.bulk_create([m for line, t in pairs for m in _messages(desk, line, t)])
        KnownId.objects.bulk_create(
            KnownId(ticket_id=m.ticket_id, hash=m.mail_key[:32]) for m in messages if m.mail_key
        )
        finding.index([(m.ticket, m, n % PER_TICKET == 0) for n, m in enumerate(messages)])
        _remember(desk, pairs)
        _expect(pairs)


def _ticket(desk: Desk, line: _Line) -> Any:
    from rapport.domains.desk.models import Ticket

    return Ticket(
        organisation_id=line.organisation,
        requester_id=line.person,
        team_id=line.team,
        service_id=line.service,
        site_id=line.site,
        mailbox_id=desk.cast.mailbox_id,
        number=line.number,
        key=f"R-{line.number}",
        subject=line.subject,
        state=line.state,
        priority=line.priority,
        assignee_id=line.assignee,
        channel="mail",
        opened_at=line.opened,
        last_message_at=line.last,
        last_side="theirs",
        answered_at=line.opened + STEP,
        acknowledged_at=line.opened,
        solved_at=line.solved,
        closed_at=line.solved,
        thread_topic=line.subject,
    )


def _messages(desk: Desk, line: _Line, ticket: Any) -> Iterator[Any]:
    from rapport.domains.desk.models import Message

    for place, side, moment, text in line.messages():
        own = f"{line.number}.{place}@corp.example.test" if side == "theirs" else ""
        yield Message(
            ticket=ticket,
            author_id=line.person if side == "theirs" else desk.cast.agent_id,
            side=side,
            channel="mail",
            text=text,
            said_at=moment,
            recorded_at=moment,
            mail_id=own,
            mail_key=hashlib.sha256(own.encode()).hexdigest() if own else "",
            mail_subject=line.subject,
        )


def _remember(desk: Desk, pairs: Sequence[tuple[_Line, Any]]) -> None:
    """An episode for each ticket and an act for each message."""
    from rapport.domains.ledger.models import Act, Episode

    episodes = Episode.objects.bulk_create(
        Episode(
            **_place(line),
            ref_kind="ticket",
            ref_id=ticket.pk,
            title=line.subject,
            started_at=line.opened,
            last_act_at=line.last,
            completed_at=max(line.solved, line.last) if line.solved else None,
            theirs=PER_TICKET - 1,
            ours=1,
        )
        for line, ticket in pairs
    )
    Act.objects.bulk_create(
        Act(
            **_place(line),
            episode=episode,
            author_id=desk.cast.agent_id if side == "ours" else None,
            at=moment,
            recorded_at=moment,
            channel="mail",
            direction=side,
            kind="message" if side == "theirs" else "answer",
            ref_kind="ticket",
            ref_id=ticket.pk,
            source_key=f"bench:{line.number}:{place}",
            title=line.subject,
        )
        for (line, ticket), episode in zip(pairs, episodes, strict=True)
        for place, side, moment, _ in line.messages()
    )


def _place(line: _Line) -> dict[str, int]:
    return {
        "organisation_id": line.organisation,
        "person_id": line.person,
        "team_id": line.team,
        "service_id": line.service,
        "site_id": line.site,
    }


def _expect(pairs: Sequence[tuple[_Line, Any]]) -> None:
    """Two clocks and an estimate for each ticket, and a promise for every tenth."""
    from rapport.domains.promises.models import Clock, Estimate, Promise

    Clock.objects.bulk_create(
        Clock(
            ref_kind="ticket",
            ref_id=ticket.pk,
            kind=kind,
            organisation_id=line.organisation,
            team_id=line.team,
            service_id=line.service,
            priority=line.priority,
            started_at=line.opened,
            target_minutes=960,
            due_at=line.opened + timedelta(days=2),
            met_at=met,
            minutes=int((met - line.opened).total_seconds() // 180) if met else None,
        )
        for line, ticket in pairs
        for kind, met in (("first_answer", line.opened + STEP), ("solve", line.solved))
    )
    Estimate.objects.bulk_create(
        Estimate(
            ref_kind="ticket",
            ref_id=ticket.pk,
            person_id=line.person,
            basis="history",
            n=240,
            q=0.8,
            period_from=line.opened - timedelta(days=180),
            period_to=line.opened,
            minutes=900,
            due_at=line.opened + timedelta(days=2),
            made_at=line.opened,
            wording_kind="history",
        )
        for line, ticket in pairs
    )
    Promise.objects.bulk_create(_promise(line, ticket) for line, ticket in pairs if line.number % 10 == 0)


def _promise(line: _Line, ticket: Any) -> Any:
    from rapport.domains.promises.models import Promise

    due = line.opened + timedelta(days=3)
    return Promise(
        person_id=line.person,
        organisation_id=line.organisation,
        team_id=line.team,
        ref_kind="ticket",
        ref_id=ticket.pk,
        text="We look at it again.",
        made_at=line.opened + STEP,
        due_at=due,
        first_due_at=due,
        kept_at=line.solved,
    )


def _relate(desk: Desk) -> None:
    from rapport.domains.ledger.models import Relationship

    since = desk.now - YEARS / 2
    Relationship.objects.bulk_create(
        (
            Relationship(person_id=row[0], team_id=desk.cast.team_id, owner_id=desk.cast.agent_id, since=since)
            for row in desk.people
        ),
        batch_size=AT_ONCE,
    )


def _finish(desk: Desk) -> None:
    """The ticket counter, a release to look at, and what autovacuum would have done meanwhile."""
    from django.db import connection
    from django.db.models import Max

    from rapport.domains.desk.models import Ticket
    from rapport.domains.people.models import Organisation

    last = Ticket.objects.aggregate(last=Max("number"))["last"]
    Organisation.objects.filter(pk=desk.cast.provider_id).update(next_ticket_number=last + 1)
    _release(desk)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _release(desk: Desk) -> None:
    """Thirteen months of drawn answers from every client, counted and released once."""
    from rapport.domains.insights import actions as insights
    from rapport.domains.people.models import Service, Site
    from rapport.domains.surveys import actions as surveys
    from rapport.domains.surveys.models import Survey
    from rapport.domains.surveys.types import NewAnswer
    from rapport.foundation import jobs
    from rapport.foundation.actors import system

    chance = random.Random(5)
    sites = list(Site.objects.values_list("name", flat=True))
    services = list(Service.objects.values_list("name", flat=True))
    rows = [
        NewAnswer(
            score=chance.choice((3, 5, 6, 7, 8, 8, 9, 9, 10, 10)),
            answered_on=(desk.now - timedelta(days=30 * month + chance.randint(0, 27))).date(),
            source_key=f"{month}-{n}",
            site=chance.choice(sites),
            service=chance.choice(services),
        )
        for month in range(MONTHS)
        for n in range(ANSWERS_A_MONTH)
    ]
    actor = system()
    surveys.import_answers(rows, drawn=True, anonymous=False, actor=actor, at=desk.now)
    jobs.run_all(at=desk.now)
    while insights.fold_counts(actor=actor, at=desk.now):
        pass
    insights.make_release(survey_id=Survey.objects.get().pk, actor=actor, at=desk.now)


def _quickly() -> None:
    """A place that is being made may be lost."""
    from django.db import connection

    with connection.cursor() as cursor:
        on_sqlite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA synchronous=OFF" if on_sqlite else "SET synchronous_commit TO off")


def _kept(tickets: int) -> None:
    """The same SQLite file as the last time, as long as neither this file nor a migration has changed."""
    from django.conf import settings
    from django.db import connections

    kept = OUT / f"desk-{tickets}-{_fingerprint()}.sqlite3"
    there = Path(settings.DATABASES["default"]["NAME"])
    if kept.exists():
        from rapport.interfaces.cli import tables

        shutil.copyfile(kept, there)
        tables.bring_up_to_date()
        return
    fill(tickets)
    connections.close_all()
    OUT.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(there)) as one:  # none may be open below: reading the file would drop its locks
        one.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for old in OUT.glob(f"desk-{tickets}-*.sqlite3"):
        old.unlink()
    shutil.copyfile(there, kept)


def _fingerprint() -> str:
    files = sorted([*ROOT.glob("bench/[glw]*.py"), *ROOT.glob("rapport/**/migrations/0*.py")])
    return hashlib.sha256(b"".join(one.read_bytes() for one in files)).hexdigest()[:10]
