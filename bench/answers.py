"""Answers through the real page: how many a second on two cores, and that every one is counted exactly once.

Each link is answered once; one in ten is answered by two at once, one in ten is sent again word by word, and the web
server's workers are killed while it goes on: whoever got no answer sends theirs again, as a browser would.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlencode

from bench import crowd
from bench.figures import busy_of_postgresql, busy_seconds, load, percentile
from bench.place import POSTGRESQL, Processes
from bench.web import TOKEN

ANSWERS, SENDERS, TWICE = 6000, 8, 10
PATIENCE, TRIES = 30, 60


def measure(
    database: str, *, answers: int = ANSWERS, kills: int = 0, workers: int = 2, senders: int = SENDERS
) -> dict[str, Any]:
    """Ask so many people, let all of them answer, and compare the counters with what was said."""
    links = _asked(answers)
    data = Path(os.environ["RAPPORT_DATA"])
    processes = Processes(data)
    before = load()
    try:
        web = _web(processes, workers if database == POSTGRESQL else 1)
        said = _Said(links)
        began, busy = time.monotonic(), _busy(processes)
        threads = [threading.Thread(target=said.send) for _ in range(senders)]
        for thread in threads:
            thread.start()
        killed = sum(_kill(web, said, answers * (turn + 1) // (kills + 1)) for turn in range(kills))
        for thread in threads:
            thread.join()
        took = time.monotonic() - began
        spent = {name: round(s - busy.get(name, 0), 1) for name, s in _busy(processes).items()}
    finally:
        processes.stop()
    return {
        "database": database,
        "answers": answers,
        "sent": said.sent,
        "again": said.again,
        "killed": killed,
        "load": [before, load()],
        "seconds": round(took, 1),
        "answers_per_second": round(answers / took, 1),  # each once; what is sent twice or again comes on top
        "posts_per_second": round(said.sent / took, 1),
        "p95_ms": round(percentile(said.took, 0.95) * 1000),
        "processor_s": spent,
        **_counted(links),
    }


def _busy(processes: Processes) -> dict[str, float]:
    """Processor seconds so far of the web server, of whoever sends, and of PostgreSQL."""
    from django.db import connection

    found = busy_seconds(processes)
    if connection.vendor == POSTGRESQL:
        connection.ensure_connection()
        found["postgresql"] = busy_of_postgresql(connection.connection.info.backend_pid)
    return found


def _asked(answers: int) -> dict[str, int]:
    """A drawn and sent sample with a link for everybody; the token and the score its holder will give."""
    from django.utils import timezone

    from rapport.domains.surveys import actions
    from rapport.domains.surveys.models import Invitation
    from rapport.foundation import links
    from rapport.foundation.actors import system

    now, actor = timezone.now(), system()
    _people(answers)
    survey = actions.start_default_survey(owner_id=None, actor=actor, at=now)
    month = now.date().replace(day=1)
    made = actions.draw_sample(survey_id=survey.pk, month=month, size=answers, seed=3, actor=actor, at=now)
    actions.send_sample(sample_id=made.sample_id or 0, actor=actor, at=now)
    sent = list(Invitation.objects.order_by("pk").values_list("pk", "person_id"))
    refs = [(person, f"invitation:{pk}") for pk, person in sent]
    issued = links.issue_many("answer", refs=refs, expires_at=now + timedelta(days=30), at=now)
    return {token: place * 7 % 11 for place, token in enumerate(issued)}


def _people(count: int) -> None:
    from django.db import connection
    from django.utils import timezone

    if connection.vendor == "postgresql":
        crowd.build(count)
        return
    from bench import cast
    from rapport.domains.people.models import Address, Organisation, Person, Use

    made, now = cast.build(), timezone.now()
    home = Organisation.objects.create(kind="public", name="Bench citizens", created_at=now)
    since = now.date() - timedelta(days=400)
    rows = Person.objects.bulk_create(
        Person(organisation=home, name=f"Citizen {n}", key=f"c{n}", known_since=since, created_at=now)
        for n in range(count)
    )
    Address.objects.bulk_create(
        Address(person=row, organisation=home, address=f"{row.key}@citizens.example") for row in rows
    )
    Use.objects.bulk_create(Use(person=row, service_id=made.service_id, since=since) for row in rows)


def _web(processes: Processes, workers: int) -> subprocess.Popen[bytes]:
    from bench.place import wait_for_port

    port = os.environ["RAPPORT_PORT"]
    process = processes.start_python(
        *("-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning", "--host", "127.0.0.1"),
        *("--port", port, "--workers", str(workers), "--blocking-threads", "4", "--backlog", "1024"),
        *("--respawn-failed-workers", "--respawn-interval", "0.1", "rapport.config.wsgi:application"),
    )
    wait_for_port(int(port))
    return process


def _kill(web: subprocess.Popen[bytes], said: _Said, after: int) -> int:
    """When so many were taken, kill one worker of the web server as a full memory would."""
    until = time.monotonic() + 120
    while said.sent < after and time.monotonic() < until:
        time.sleep(0.01)
    children = Path(f"/proc/{web.pid}/task/{web.pid}/children").read_text().split()
    workers = [int(pid) for pid in children if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    if not workers:
        return 0
    os.kill(workers[0], signal.SIGKILL)
    return 1


class _Said:
    """Everybody who answers: takes a link from the queue, sends, and sends again what got no answer."""

    def __init__(self, links: dict[str, int]) -> None:
        self._queue: SimpleQueue[tuple[str, int]] = SimpleQueue()
        for place, (token, score) in enumerate(links.items()):
            self._queue.put((token, score))
            if place % TWICE < 2:  # two at once, or the same request again: next in the queue, so at the same moment
                self._queue.put((token, score))
        self.sent, self.again = 0, 0
        self.took: list[float] = []
        self._lock = threading.Lock()

    def send(self) -> None:
        """Until the queue is empty."""
        port = int(os.environ["RAPPORT_PORT"])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        with contextlib.suppress(Empty):
            while True:
                token, score = self._queue.get_nowait()
                began = time.monotonic()
                connection = self._sent(connection, port, token, score)
                with self._lock:
                    self.sent += 1
                    self.took.append(time.monotonic() - began)

    def _sent(self, connection: Any, port: int, token: str, score: int) -> Any:
        headers = {
            "Cookie": f"csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Origin": f"http://127.0.0.1:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        for _ in range(TRIES):
            try:
                connection.request("POST", f"/answer/{token}", body=urlencode({"score": score}), headers=headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status == 302:
                    return connection
            except (OSError, http.client.HTTPException):
                connection.close()
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            with self._lock:
                self.again += 1
            time.sleep(0.1)
        raise AssertionError(f"an answer was not taken in {TRIES} tries")


def _counted(links: dict[str, int]) -> dict[str, Any]:
    """Answers and counters against what was said: one each, with its score."""
    from django.db.models import Sum

    from rapport.domains.insights.models import AnswerCount, AnswerDelta
    from rapport.domains.surveys.models import Answer

    wanted = Counter(links.values())
    stored = Counter(Answer.objects.values_list("score", flat=True))
    sums: Counter[int] = Counter()
    for table in (AnswerCount, AnswerDelta):
        rows = table.objects.filter(view="whole", score__isnull=False).values_list("score")
        for score, n in rows.annotate(n=Sum("answered")).order_by():
            sums[score] += n
    return {"stored": sum(stored.values()), "lost": sum((wanted - stored).values()), "exact": wanted == stored == +sums}
