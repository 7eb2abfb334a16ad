"""Three hundred answers, ten kills and every fault a smarthost has; then what the receiver holds is counted."""

from __future__ import annotations

import contextlib
import random
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.faults.receiver import Receiver, repeats
from bench.figures import keep, load
from bench.place import NotInTime, Processes, processes, wait_until
from bench.workload import DESK, Mail, mails

REFUSED = 10
SHARE_OF_FAULTS = 0.25
KILL_EVERY = (2.0, 5.0)
AWAY_SECONDS = 2.0
QUIET_SECONDS = 120.0


@dataclass(frozen=True)
class Plan:
    """How much of everything, drawn from one seed."""

    tickets: int
    kills: int
    seed: int


def measure(database: str, *, tickets: int = 300, kills: int = 10, seed: int = 11) -> dict[str, Any]:
    """Open tickets, answer all while things break, wait for quiet, and count."""
    from bench import cast

    plan = Plan(tickets, kills, seed)
    place = cast.build()
    by_sender = {mail.sender: mail for mail in mails(tickets * 3) if not mail.is_reply}
    written = list(by_sender.values())[: tickets + REFUSED]
    _open_tickets(written, place.mailbox_id)
    refused = {mail.sender for mail in written[tickets:]}
    refused_tickets, answered = _tickets_by_address(refused)
    with Receiver(seed, SHARE_OF_FAULTS, refused) as receiver:
        with processes(RAPPORT_SMARTHOST=f"127.0.0.1:{receiver.port}") as started:
            _break_things(plan, started, receiver, [*answered, *refused_tickets], place.agent_id)
            quiet_after = _until_quiet()
        result = _judged(plan, receiver, refused_tickets, place.agent_id)
    result |= {"database": database, "quiet_after_seconds": quiet_after, "load": load()}
    keep(f"faults-{database}", result | {"receiver": [asdict(entry) for entry in receiver.log]})
    return result


def _open_tickets(written: Sequence[Mail], mailbox_id: int) -> None:
    """Mail that was there before the mailbox was connected opens tickets without an acknowledgement."""
    from rapport.foundation import jobs
    from rapport.interfaces.mail import taking

    named = [
        taking.Arrival(m.raw, m.sender, (DESK,), f"bench:{m.number}", mailbox_id, before_connected=True)
        for m in written
    ]
    taking.take(named, at=timezone.now())
    jobs.run_all("mail")
    connection.close()


def _tickets_by_address(refused: set[str]) -> tuple[list[int], list[int]]:
    """Tickets of those whose address will be refused, and the others; somebody who wrote twice counts twice."""
    from rapport.domains.desk.models import Ticket

    rows = Ticket.objects.order_by("pk").values_list("pk", "requester__addresses__address")
    bad = [pk for pk, address in rows if address in refused]
    return bad, [pk for pk, address in rows if address not in refused]


def _break_things(plan: Plan, started: Processes, receiver: Receiver, ticket_ids: Sequence[int], agent_id: int) -> None:
    """Answer while the worker is killed again and again and the receiver goes away now and then."""
    chance = random.Random(plan.seed)
    with _answering(ticket_ids, agent_id, seed=plan.seed) as writer:
        worker = started.start("worker")
        for number in range(plan.kills):
            _until_met(receiver, sum(receiver.met.values()) + 1)
            time.sleep(chance.uniform(*KILL_EVERY) / 5)
            if number % 3 == 2:
                receiver.away(AWAY_SECONDS)
            worker = _killed(started, worker)
        writer.join()
        _until_met(receiver, plan.tickets // 2)  # faults go on until half the letters have met the receiver
    receiver.share = 0.0


def _killed(started: Processes, worker: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
    """`kill -9`, and a new worker."""
    worker.kill()
    worker.wait()
    started.running.remove(worker)
    return started.start("worker")


def _until_met(receiver: Receiver, messages: int) -> None:
    """A kill says most while letters leave; when none leave for long it comes anyhow."""
    with contextlib.suppress(NotInTime):
        wait_until(lambda: sum(receiver.met.values()) >= messages, seconds=30, what="a letter")


@contextlib.contextmanager
def _answering(ticket_ids: Sequence[int], agent_id: int, *, seed: int) -> Iterator[threading.Thread]:
    """An agent answers one ticket after the other, in a thread."""
    from rapport.domains.desk import actions as desk
    from rapport.domains.people import queries as people

    errors: list[Exception] = []
    order = list(ticket_ids)
    random.Random(seed).shuffle(order)

    def answer_all() -> None:
        try:
            actor = people.actor_of(agent_id)
            for ticket_id in order:
                desk.answer(ticket_id=ticket_id, text="It is on its way.", actor=actor, at=timezone.now())
                time.sleep(0.05)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=answer_all, daemon=True)
    thread.start()
    yield thread
    if errors:
        raise errors[0]


def _until_quiet() -> float:
    """Outbox and running jobs are empty; how long after the last fault."""
    from rapport.foundation.models import Job, Letter

    def quiet() -> bool:
        busy = Job.objects.filter(name="post.send").exists() or Job.objects.filter(state=Job.RUNNING).exists()
        return not busy and not Letter.objects.filter(state=Letter.WAITING).exists()

    return round(wait_until(quiet, seconds=QUIET_SECONDS, what="an empty outbox", every=0.2), 1)


def _judged(plan: Plan, receiver: Receiver, refused_tickets: Sequence[int], agent_id: int) -> dict[str, Any]:
    from rapport.domains.desk.models import Message
    from rapport.domains.ledger.models import Act
    from rapport.foundation.models import Job, Letter

    to_staff = set(Letter.objects.filter(kind="notices").values_list("message_id", flat=True))  # that one came back
    taken = [entry for entry in receiver.answered() if entry.message_id not in to_staff]
    by_id: dict[str, set[str]] = {}
    for entry in receiver.log:
        by_id.setdefault(entry.message_id, set()).add(entry.sha256)
    refs = Act.objects.filter(ref_kind="ticket").count()
    return {
        "tickets": plan.tickets,
        "kills": plan.kills,
        "seed": plan.seed,
        "modes": dict(receiver.met),
        "distinct": len({entry.message_id for entry in taken}),
        "repeats": repeats(taken),
        "differing": sum(len(hashes) > 1 for hashes in by_id.values()),
        "refused": Letter.objects.filter(state=Letter.REFUSED).count(),
        "refused_shown": sum(_shows_refusal(ticket_id, agent_id) for ticket_id in refused_tickets),
        "waiting_letters": Letter.objects.filter(state=Letter.WAITING).count(),
        "running_jobs": Job.objects.filter(state=Job.RUNNING).count(),
        "dead_jobs": Job.objects.filter(state=Job.DEAD).count(),
        "acts": refs,
        "messages": Message.objects.filter(side__in=["theirs", "ours"]).count(),
    }


def _shows_refusal(ticket_id: int, agent_id: int) -> bool:
    """The agent sees on the ticket itself that the letter was refused, and in whose words."""
    from rapport.domains.desk import queries as desk
    from rapport.domains.people import queries as people

    page = desk.ticket(people.actor_of(agent_id), ticket_id)
    return any(card.delivery == "refused" and "550" in card.delivery_reason for card in page.messages)
