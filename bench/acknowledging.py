"""How long until the acknowledgement is with the smarthost, also while another message uses its whole time limit."""

from __future__ import annotations

import os
import smtplib
import time
from typing import Any

from bench.faults.receiver import Receiver
from bench.figures import keep, load, percentile
from bench.place import processes, wait_for_port, wait_until
from bench.workload import DESK

PAUSE = 0.1


def measure(database: str, *, count: int = 50) -> dict[str, Any]:
    """Send messages one by one, first on a quiet desk, then beside one that burns its reader's time."""
    from bench import cast

    cast.build()
    with Receiver(seed=1) as receiver, processes(RAPPORT_SMARTHOST=f"127.0.0.1:{receiver.port}") as started:
        started.start("listen")
        started.start_python("-m", "bench.poisoned_worker")
        wait_for_port(int(os.environ["RAPPORT_SMTP_PORT"]))
        _seconds(receiver, ["warm"])  # the worker and its readers are there
        quiet = _seconds(receiver, [f"quiet{n}" for n in range(count)])
        _send("poison", "burn")
        beside = _seconds(receiver, [f"beside{n}" for n in range(count)])
        burnt = wait_until(_poison_quarantined, seconds=60, what="the end of the burning message", every=0.2)
    result = {
        "database": database,
        "count": count,
        "p95_seconds": round(percentile(quiet, 0.95), 2),
        "most_seconds": round(max(quiet), 2),
        "beside_poison_p95_seconds": round(percentile(beside, 0.95), 2),
        "beside_poison_most_seconds": round(max(beside), 2),
        "poison_ended_after": round(burnt, 1),
        "load": load(),
    }
    keep(f"acknowledging-{database}", result | {"quiet": quiet, "beside": beside})
    return result


def _seconds(receiver: Receiver, names: list[str]) -> list[float]:
    """From the first byte of each message until the smarthost has its acknowledgement."""
    sent = {}
    for name in names:
        sent[f"<{name}@people.example>"] = time.time()
        _send(name, f"Printer {name} is out of paper")
        time.sleep(PAUSE)

    def come() -> dict[str, float]:
        return {e.in_reply_to: e.at for e in receiver.answered() if e.automatic and e.in_reply_to in sent}

    wait_until(lambda: len(come()) == len(sent), seconds=60, what=f"{len(sent)} acknowledgements")
    return [at - sent[name] for name, at in come().items()]


def _send(name: str, subject: str) -> None:
    raw = (
        f"From: {name} <{name}@people.example>\r\nTo: {DESK}\r\nSubject: {subject}\r\n"
        f"Message-ID: <{name}@people.example>\r\n\r\nPlease look at it.\r\n"
    )
    with smtplib.SMTP("127.0.0.1", int(os.environ["RAPPORT_SMTP_PORT"]), timeout=60) as smtp:
        smtp.sendmail(f"{name}@people.example", [DESK], raw.encode())


def _poison_quarantined() -> bool:
    from rapport.foundation.models import RawMail

    return RawMail.objects.filter(state=RawMail.QUARANTINED).exists()
