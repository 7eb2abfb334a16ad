"""Mails a second: from the first SMTP byte until everything of the last message is committed."""

from __future__ import annotations

import os
import smtplib
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from bench.figures import busy_seconds, keep, load, percentile
from bench.place import POSTGRESQL, Processes, processes, wait_for_port, wait_until
from bench.timed_worker import durations
from bench.web import Visitor
from bench.workload import DESK, Mail, mails, shuffled

if TYPE_CHECKING:
    from bench.cast import Cast

CONNECTIONS = 4
PATIENCE = 180.0
WRITE_PAUSE = 0.1
SETTLED = 3.0


def measure(database: str, *, count: int = 500, workers: int | None = None, tickets: int = 0) -> dict[str, Any]:
    """Send the mails, wait until the last is committed, and judge every one of them; to a desk of that many tickets."""
    place = _desk(database, tickets)
    before = _written()
    number = workers or (2 if database == POSTGRESQL else 1)
    written = mails(count)
    with processes() as started:
        _open(started, number)
        with _Writer(place.agent_id, place.mailbox_id) as writer:
            busy = busy_seconds(started)
            began = time.monotonic()
            _send(shuffled(written))
            sent = time.monotonic() - began
            _until_committed(count)
            took = time.monotonic() - began
            spent = {name: round(after - busy[name], 2) for name, after in busy_seconds(started).items()}
        wait_until(_letters_gone, seconds=60, what="the last letter")
        after = time.monotonic() - began
    held = durations()
    result = {
        "database": database,
        "workers": number,
        "mails": count,
        "seconds": round(took, 2),
        "seconds_to_take": round(sent, 2),
        "seconds_to_send_letters": round(after, 2),
        "mails_per_second": round(count / took, 1),
        "web_writes": len(writer.samples),
        "web_write_p50": percentile(writer.samples, 0.5) if writer.samples else None,
        "web_write_p95": percentile(writer.samples, 0.95) if writer.samples else None,
        "write_transactions": len(held),
        "write_transaction_p50": percentile([clock for clock, _ in held], 0.5),
        "write_transaction_p95": percentile([clock for clock, _ in held], 0.95),
        "write_transaction_processor_p95": percentile([processor for _, processor in held], 0.95),
        "processor_seconds": spent,
        "load": load(),
        "tickets_before": tickets,
        **judge(written),
    }
    result |= {name: number - before[name] for name, number in _written().items()}
    keep(
        f"mails-{database}-{tickets}" if tickets else f"mails-{database}",
        result | {"web_write_samples": writer.samples, "write_transaction_samples": held},
    )
    return result


def _desk(database: str, tickets: int) -> Cast:
    from bench import cast, loader

    if not tickets:
        return cast.build()
    loader.there(database, tickets)
    _onto_the_disk(database)
    return cast.found()


def _onto_the_disk(database: str) -> None:
    """What was filled is there before anything else waits for the disk."""
    from django.db import connection

    if database == POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
    os.sync()


def _written() -> dict[str, int]:
    """How much there is of what each mail must leave behind."""
    from rapport.domains.ledger.models import Act
    from rapport.domains.promises.models import Estimate
    from rapport.foundation.models import Letter, SearchEntry

    return {
        "acts": Act.objects.filter(source_key__startswith="mail:").count(),
        "estimates": Estimate.objects.count(),
        "acknowledgements": Letter.objects.filter(kind="acknowledgement").count(),
        "search_entries": SearchEntry.objects.filter(kind__in=["ticket", "message"]).count(),
    }


def judge(written: Sequence[Mail]) -> dict[str, Any]:
    """How many became what, and whether each reply is in its parent's ticket; tickets hold everything they must."""
    from django.db.models import Count

    from rapport.domains.desk.models import Message
    from rapport.foundation.models import Job, RawMail

    tickets = dict(Message.objects.filter(raw_mail_id__isnull=False).values_list("mail_id", "ticket_id"))
    place = {one.strip("<>"): ticket for one, ticket in tickets.items()}
    lost = [m.number for m in written if place.get(m.message_id.strip("<>")) is None]
    by_talk: dict[str, set[int | None]] = {}
    for mail in written:
        by_talk.setdefault(mail.root, set()).add(place.get(mail.message_id.strip("<>")))
    outcomes = dict(RawMail.objects.values_list("state").annotate(n=Count("id")).order_by())
    return {
        "tickets": outcomes.get("ticket", 0),
        "replies": outcomes.get("reply", 0),
        "others": {state: n for state, n in outcomes.items() if state not in {"ticket", "reply"}},
        "expected": dict(Counter("reply" if m.is_reply else "ticket" for m in written)),
        "lost": lost,
        "split": sum(len(found) != 1 for found in by_talk.values()),
        "mixed": len(by_talk) - len({next(iter(found)) for found in by_talk.values()}),
        "dead_jobs": Job.objects.filter(state=Job.DEAD).count(),
    }


def _open(started: Processes, workers: int) -> None:
    """Listener, workers and web, all of them ready."""
    from rapport.foundation.models import Heartbeat

    started.start("listen")
    for _ in range(workers):
        started.start_python("-m", "bench.timed_worker")
    started.web()
    wait_for_port(int(os.environ["RAPPORT_SMTP_PORT"]))
    wait_until(lambda: Heartbeat.objects.count() >= workers, seconds=30, what="the workers' heartbeat")
    time.sleep(SETTLED)  # the clock has said what is due
    wait_until(_nothing_to_do, seconds=PATIENCE, what="the end of what was due when the workers started")


def _nothing_to_do() -> bool:
    """Whether the workers have done what was due while there were none: they are measured in the middle of a day."""
    from rapport.foundation.models import Job

    return not Job.objects.filter(state__in=(Job.WAITING, Job.RUNNING)).exists()


def _send(written: Sequence[Mail]) -> None:
    """Over some connections at once; each takes the next message when its last was taken."""
    waiting, lock, errors = iter(written), threading.Lock(), []

    def deliver() -> None:
        try:
            with smtplib.SMTP("127.0.0.1", int(os.environ["RAPPORT_SMTP_PORT"]), timeout=60) as smtp:
                while True:
                    with lock:
                        mail = next(waiting, None)
                    if mail is None:
                        return
                    smtp.sendmail(mail.sender, [DESK], mail.raw)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=deliver) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def _until_committed(count: int) -> None:
    from rapport.foundation.models import RawMail

    done = RawMail.objects.exclude(state=RawMail.TAKEN)
    wait_until(lambda: done.count() >= count, seconds=PATIENCE, what=f"the last of {count} mails", every=0.02)


def _letters_gone() -> bool:
    from rapport.foundation.models import Letter

    return not Letter.objects.filter(state=Letter.WAITING).exists()


class _Writer:
    """An agent who writes notes all the while; the server says how long each took."""

    def __init__(self, agent_id: int, mailbox_id: int) -> None:
        self.samples: list[float] = []
        self._agent_id, self._mailbox_id = agent_id, mailbox_id
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)

    def __enter__(self) -> _Writer:
        from bench import cast

        self._ticket_id = _a_ticket(self._agent_id)
        self._visitor = Visitor(int(os.environ["RAPPORT_PORT"]), cast.session_of(self._agent_id))
        self._note()  # the first request loads the pages
        self.samples.clear()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        with suppress(OSError):
            self._visitor.close()

    def _write(self) -> None:
        while not self._stop.wait(WRITE_PAUSE):
            self._note()

    def _note(self) -> None:
        answer = self._visitor.post(f"/desk/tickets/{self._ticket_id}/note/", text="Looked into it.")
        if answer.status != 302:
            raise ValueError(f"the note was answered with {answer.status}")
        self.samples.append(answer.milliseconds)


def _a_ticket(agent_id: int) -> int:
    from django.utils import timezone

    from rapport.domains.desk import actions as desk
    from rapport.domains.people import queries as people

    actor = people.actor_of(agent_id)
    opened = desk.open_ticket(actor=actor, at=timezone.now(), text="A note is written here.", subject="Notes")
    return int(opened.pk)
