"""Work that waits: each queue on one line in plain words, what failed for good, and mail nobody could read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.desk import queries as desk
from rapport.domains.desk.queries import UNREAD_SHOWN, UnreadMail
from rapport.foundation import jobs
from rapport.foundation.models import Job
from rapport.interfaces.look.figures.silences import length
from rapport.interfaces.look.wording.words import count
from rapport.interfaces.web.access import staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace.administering.hours import administrator

DEAD_SHOWN = 100
QUEUE_NAMES = {
    "mail": "Mail that came in",
    "mail-slow": "Mail that takes long to read",
    "post": "Letters to send",
    "default": "What follows from what happened",
    "webhooks": "Calls to other programs",
    "webhooks-slow": "Calls to programs that are slow or fail",
    "heavy": "Figures and histories",
}


@dataclass(frozen=True)
class Queue:
    """One queue on the page; `oldest` is how long the first of those that wait has waited."""

    name: str
    waiting: int = 0
    running: int = 0
    later: int = 0
    oldest: timedelta | None = None

    @property
    def age(self) -> str:
        """5 minutes; nothing where nothing waits."""
        return "" if self.oldest is None else length(self.oldest)


def by_queue(standings: Iterable[jobs.QueueStanding], *, at: datetime) -> list[Queue]:
    """Fold what is counted by queue and state into one line for each, in the order work comes and goes."""
    found: dict[str, Queue] = {}
    for one in standings:
        row = found.get(one.queue, Queue(QUEUE_NAMES.get(one.queue, one.queue)))
        found[one.queue] = _with(row, one, at=at)
    known = list(QUEUE_NAMES)
    named = sorted(found, key=lambda queue: (known.index(queue) if queue in known else len(known), queue))
    return [found[queue] for queue in named if found[queue] != Queue(found[queue].name)]


def _with(row: Queue, one: jobs.QueueStanding, *, at: datetime) -> Queue:
    if one.state == Job.WAITING:
        return replace(row, waiting=one.count, oldest=max(at - one.oldest, timedelta(0)) if one.oldest else None)
    if one.state == Job.RUNNING:
        return replace(row, running=one.count)
    return replace(row, later=one.count) if one.state == Job.LATER else row


def opening(dead: Sequence[Job], unread: Sequence[UnreadMail]) -> tuple[str, str]:
    """What is wrong, and what follows from it; mail nobody could read is as much a failure as work that died.

    >>> opening([], [])
    ('', 'Nothing has failed for good, and every mail that came in was read.')
    """
    if not dead and not unread:
        return "", "Nothing has failed for good, and every mail that came in was read."
    failed = f"{_many(dead, DEAD_SHOWN, 'piece')} of work failed for good" if dead else "No work has failed for good"
    read = f"{_many(unread, UNREAD_SHOWN, 'mail')} could not be read" if unread else "every mail that came in was read"
    joined = "and" if dead and unread else "but"
    return f"{failed}, {joined} {read}.", "Nothing is lost: all that was kept can be tried again."


def _many(found: Sequence[object], shown: int, noun: str) -> str:
    """As many as are shown may be more than that."""
    return count(len(found), noun) if len(found) < shown else f"{shown} {noun}s or more"


@staff_required
def work(request: HttpRequest) -> HttpResponse:
    """Work that waits, work that failed for good, and mail nobody could read."""
    actor, now = administrator(request), timezone.now()
    job = id_in(request.POST.get("job"))
    if job is not None:
        return _again(request, job, at=now)
    dead, unread = jobs.dead_jobs(limit=DEAD_SHOWN), desk.quarantined_mail(actor)
    claim, follows = opening(dead, unread)
    words = {
        "claim": claim,
        "follows": follows,
        "queues": by_queue(jobs.standings(), at=now),
        "dead": [(one, jobs.said_of(one.name)) for one in dead],
        "unread": unread,
        "who": actor,
        "now": now,
    }
    return render(request, "workspace/settings/work.html", words)


def _again(request: HttpRequest, job: int, *, at: datetime) -> HttpResponse:
    try:
        jobs.revive(job, at=at)
        messages.success(request, "It is tried again. If that fails, it stands here again.")
    except jobs.NoDeadJob:
        messages.error(request, "Somebody was quicker: it is tried again already. Nothing was changed.")
    return redirect("workspace:settings_work")
