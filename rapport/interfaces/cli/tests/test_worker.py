"""The worker and the supervisor: one at a time on SQLite, the batch in hand is finished, what dies is started again."""

from __future__ import annotations

import fcntl
import socket
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from rapport.foundation import jobs
from rapport.foundation.jobs import registry
from rapport.foundation.models import Heartbeat, Job
from rapport.interfaces.cli import supervisor, worker
from rapport.interfaces.cli.refusals import Refused


@pytest.mark.django_db(transaction=True)
def test_the_job_in_hand_is_finished_before_the_worker_leaves() -> None:
    begun, go_on, stop = threading.Event(), threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        assert go_on.wait(10)

    registry.add(registry.Kind(name="test.slow", work=slow))
    jobs.enqueue("test.slow")
    thread = threading.Thread(target=worker.work, args=(["default"],), kwargs={"stop": stop})
    thread.start()
    assert begun.wait(10)
    stop.set()
    go_on.set()
    thread.join(10)
    registry._kinds.pop("test.slow")
    assert not Job.objects.filter(name="test.slow").exists()
    assert not Heartbeat.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_on_sqlite_a_second_worker_is_kept_out_with_a_sentence(settings: Any, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("several workers may serve one PostgreSQL")
    settings.DATA = tmp_path
    with (tmp_path / "worker.lock").open("a+") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        with pytest.raises(Refused, match="SQLite serves only one"), worker._alone_where_needed():
            pass
        with pytest.raises(Refused, match=f"runs already for {tmp_path}"):
            worker.refuse_second(patience=0)
        threading.Timer(0.2, fcntl.flock, (first, fcntl.LOCK_UN)).start()
        worker.refuse_second()  # the other one was just ending


def test_an_unknown_queue_is_refused() -> None:
    with pytest.raises(Refused, match="There are: mail"):
        worker.work(["post", "nowhere"], stop=threading.Event())


def test_a_busy_port_is_named_before_anything_starts(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings.HOST, settings.PORT = "127.0.0.1", other.getsockname()[1]
        with pytest.raises(Refused, match="RAPPORT_PORT"):
            supervisor.refuse_busy_ports()


def test_what_dies_is_started_again_and_everything_stops_together(tmp_path: Path) -> None:
    mark = tmp_path / "starts"
    dies = supervisor.Child("dies", [sys.executable, "-c", f"open({str(mark)!r}, 'a').write('x')"])
    lives = supervisor.Child("lives", [sys.executable, "-c", "import time; time.sleep(60)"])
    looks = iter(range(200))

    def twice_started_or_long_enough() -> bool:
        return (mark.exists() and len(mark.read_text()) >= 2) or next(looks, None) is None

    pause = threading.Event()
    supervisor.supervise([dies, lives], stopped=twice_started_or_long_enough, wait=lambda _: pause.wait(0.05))
    assert len(mark.read_text()) >= 2
    assert lives.process is not None
    assert lives.process.poll() is not None
    assert dies.pause > supervisor.FIRST_PAUSE


def test_addresses_are_told_once_pages_and_mail_are_answered(settings: Any) -> None:
    told: list[str] = []
    settings.HOST = settings.SMTP_HOST = "127.0.0.1"
    with socket.create_server(("127.0.0.1", 0)) as pages, socket.socket() as mail:
        mail.bind(("127.0.0.1", 0))  # taken, and nobody answers yet
        settings.PORT, settings.SMTP_PORT = pages.getsockname()[1], mail.getsockname()[1]
        looks: list[list[str]] = []

        def looked(_: float) -> None:
            looks.append(list(told))
            if len(looks) == 2:
                mail.listen()

        supervisor.supervise([], stopped=lambda: len(looks) == 5, wait=looked, welcome=lambda: told.append("links"))
    assert looks == [[], [], ["links"], ["links"], ["links"]]
