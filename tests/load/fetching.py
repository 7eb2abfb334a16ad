"""What is asked of a mailbox that is fetched again and again: run inside a place of its own, prints JSON."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from bench.workload import mails
from tests.load.dovecot import PASSWORD, USER, Dovecot

FETCH = [sys.executable, "-m", "rapport.interfaces.cli.main", "fetch", "--once"]


def measure(database: str, *, port: int, maildir: str) -> dict[str, Any]:
    """Fetch twice, with new mail in between, then once more after the mailbox was renumbered; count what is there."""
    from pathlib import Path

    server, written = Dovecot(port, Path(maildir)), mails(12)
    _connect(port)
    _fetch()  # the first look connects the mailbox
    counts = {}
    for mail in written[:6]:
        server.deliver(mail.raw, str(mail.number))
    counts["first"] = _fetch()
    counts["again"] = _fetch()
    for mail in written[6:]:
        server.deliver(mail.raw, str(mail.number))
    counts["more"] = _fetch()
    server.renumber()
    counts["renumbered"] = _fetch()
    counts["renumbered again"] = _fetch()
    return counts | {"mails": len(written), "new": sum(not m.is_reply for m in written)}


def _connect(port: int) -> None:
    from django.utils import timezone

    from bench import cast
    from rapport.domains.desk import actions as desk
    from rapport.foundation.actors import system

    made = cast.build()
    account = {"imap_host": "127.0.0.1", "imap_port": port, "imap_user": USER, "imap_password": PASSWORD}
    desk.change_mailbox(mailbox_id=made.mailbox_id, actor=system(), at=timezone.now(), **account)


def _fetch() -> dict[str, int]:
    """One look by the command, all reading done, and what there is now."""
    from rapport.domains.desk.models import Mailbox, Message, Ticket
    from rapport.foundation import jobs
    from rapport.foundation.models import RawMail

    done = subprocess.run(FETCH, check=False)
    if done.returncode != 0:
        raise RuntimeError(Mailbox.objects.get().fault)
    jobs.run_all("mail")
    return {
        "deliveries": RawMail.objects.count(),
        "tickets": Ticket.objects.count(),
        "messages": Message.objects.filter(side="theirs").count(),
        "repeated": RawMail.objects.filter(state=RawMail.IGNORED).count(),
    }
