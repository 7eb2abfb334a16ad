"""Mail from files: each is taken as a delivery and worked on at once, without a worker and without any set-up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from rapport.domains.desk import actions as desk_actions
from rapport.domains.desk import queries as desk
from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.foundation import actors, jobs, postroom
from rapport.interfaces.mail import taking
from rapport.interfaces.mail.reading.children import Readers
from rapport.interfaces.mail.reading.types import ReadMail

EMPTY: dict[str, Any] = {
    "outcome": "",
    "reason": "",
    "ticket": None,
    "from": None,
    "subject": "",
    "text": "",
    "quoted": "",
    "html_safe": "",
    "attachments": [],
    "auto": False,
    "notes": [],
}


def take(files: Iterable[Path], *, unread: Callable[[Path, str], object]) -> Iterator[dict[str, Any]]:
    """A line per message in the given order; a file that cannot be opened is told to `unread` and stops nothing."""
    mailbox = _some_mailbox()
    with Readers(count=1) as readers:
        for path in files:
            try:
                raw = path.read_bytes()
            except OSError as error:
                unread(path, error.strerror or type(error).__name__)
                continue
            yield {"file": str(path)} | _take(raw, mailbox) | _content(raw, readers)


def _take(raw: bytes, mailbox: tuple[int, int | None]) -> dict[str, Any]:
    now = timezone.now()
    arrival = taking.Arrival(
        raw=raw,
        envelope_from="",
        envelope_to=(),
        source_key=f"file:{hashlib.sha256(raw).hexdigest()[:32]}:{now.timestamp()}",
        mailbox_id=mailbox[0],
        organisation_id=mailbox[1],
    )
    (raw_id,) = taking.take([arrival], at=now)
    jobs.run_all("mail")
    jobs.run_all("mail-slow")
    row = postroom.deliveries_of([raw_id])[raw_id]
    key = (
        desk.keys_of(actors.system(), [row.ref_id]).get(row.ref_id) if row.ref_id and row.ref_kind == "ticket" else None
    )
    return {"outcome": row.state, "reason": row.reason, "ticket": key}


def _content(raw: bytes, readers: Readers) -> dict[str, Any]:
    ((_, found),) = list(readers.read_many([("file", raw, None)]))
    if not isinstance(found, ReadMail):
        return {name: EMPTY[name] for name in EMPTY if name not in {"outcome", "reason", "ticket"}}
    return {
        "from": found.sender.address if found.sender else None,
        "subject": found.subject,
        "text": found.text,
        "quoted": found.quoted,
        "html_safe": found.html_safe,
        "attachments": [
            {"name": a.name, "type": a.content_type, "size": a.size, "sha256": a.sha256} for a in found.attachments
        ],
        "auto": bool(found.auto),
        "notes": list(found.notes),
    }


def _some_mailbox() -> tuple[int, int | None]:
    """The first mailbox; on an empty place a provisional provider, team and mailbox are made."""
    system, now = actors.system(), timezone.now()
    rows = desk.mailbox_addresses(system)
    if rows:
        _, mailbox_id, organisation_id = rows[0]
        return mailbox_id, organisation_id
    if not people.has_provider():
        people_actions.set_up_provider(
            name="Provisional desk",
            zone="Europe/Berlin",
            language="en",
            administrator_email=f"administrator@{settings.MAIL_DOMAIN}",
            administrator_name="Administrator",
            actor=system,
            at=now,
        )
    teams = people.teams(system)
    team = teams[0] if teams else people_actions.create_team(name="Service desk", actor=system, at=now)
    address = f"desk@{settings.MAIL_DOMAIN}"
    box = desk_actions.add_mailbox(address=address, name="Service desk", team_id=team.pk, actor=system, at=now)
    return box.pk, None
