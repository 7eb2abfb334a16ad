"""Mailboxes: adding and changing them, and what the last look into them found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from rapport.domains.desk.models import Mailbox
from rapport.foundation import audit, secrets
from rapport.foundation.actors import Actor, NotFound

CHANGEABLE = frozenset(
    {"name", "key", "team_id", "service_id", "client_id", "imap_host", "imap_port", "imap_user", "imap_password"}
    | {"sender_name", "signature", "language"}
)


class WrongMailbox(ValueError):
    """The mailbox cannot be kept like this; nothing was changed."""


@transaction.atomic
def add_mailbox(
    *, address: str, name: str, team_id: int, actor: Actor, at: datetime, key: str = "R", **settings: Any
) -> Mailbox:
    """Add an address that people write to; with imap_host it is fetched from there."""
    actor.require("settings.write")
    plain = address.strip().lower()
    if "@" not in plain:
        raise WrongMailbox(f"{address!r} is not a mail address.")
    mailbox = Mailbox(address=plain, name=name.strip() or plain, team_id=team_id, key=_key(key))
    _set(mailbox, settings)
    try:
        with transaction.atomic():
            mailbox.save()
    except IntegrityError:
        raise WrongMailbox(f"There is a mailbox {plain} already.") from None
    audit.record("mailbox.added", actor=actor, subject_kind="mailbox", subject_id=mailbox.pk, at=at)
    return mailbox


@transaction.atomic
def change_mailbox(*, mailbox_id: int, actor: Actor, at: datetime, **settings: Any) -> Mailbox:
    """Change how a mailbox is called, read or routed; another account begins anew."""
    actor.require("settings.write")
    mailbox = Mailbox.objects.select_for_update().filter(pk=mailbox_id).first()
    if mailbox is None:
        raise NotFound
    if any(name in settings and settings[name] != getattr(mailbox, name) for name in ("imap_host", "imap_user")):
        mailbox.uidvalidity, mailbox.last_uid, mailbox.connected_at, mailbox.fault = None, 0, None, ""
    _set(mailbox, settings)
    mailbox.save()
    fields = tuple(sorted(settings))
    audit.record("mailbox.changed", actor=actor, subject_kind="mailbox", subject_id=mailbox_id, at=at, fields=fields)
    return mailbox


@transaction.atomic
def pause_mailbox(*, mailbox_id: int, actor: Actor, at: datetime) -> None:
    """Fetch nothing until it is resumed; what comes meanwhile waits on its server."""
    _to_change(mailbox_id, actor).update(paused_at=at)
    audit.record("mailbox.paused", actor=actor, subject_kind="mailbox", subject_id=mailbox_id, at=at)


@transaction.atomic
def resume_mailbox(*, mailbox_id: int, actor: Actor, at: datetime) -> None:
    """Fetch again, from where it was left."""
    _to_change(mailbox_id, actor).update(paused_at=None, fault="")
    audit.record("mailbox.resumed", actor=actor, subject_kind="mailbox", subject_id=mailbox_id, at=at)


@transaction.atomic
def remove_mailbox(*, mailbox_id: int, actor: Actor, at: datetime) -> None:
    """Take no more mail for this address; what was taken stays and is answered from another one of its team."""
    found = _to_change(mailbox_id, actor)
    if not Mailbox.objects.exclude(pk=mailbox_id).exists():
        raise WrongMailbox("This is the only mailbox. Add another one first, so that people can still be answered.")
    audit.record("mailbox.removed", actor=actor, subject_kind="mailbox", subject_id=mailbox_id, at=at)
    found.delete()


def _to_change(mailbox_id: int, actor: Actor) -> QuerySet[Mailbox]:
    actor.require("settings.write")
    found = Mailbox.objects.filter(pk=mailbox_id)
    if not found.exists():
        raise NotFound
    return found


def note_fetch(
    *,
    mailbox_id: int,
    actor: Actor,
    at: datetime,
    uidvalidity: int | None = None,
    last_uid: int | None = None,
    fault: str = "",
) -> None:
    """Note how far a mailbox was read, or what was wrong; the first good look connects it."""
    actor.require("settings.write")
    row = Mailbox.objects.filter(pk=mailbox_id)
    changed: dict[str, Any] = {"last_checked_at": at, "fault": fault[:500]}
    if uidvalidity is not None:
        changed["uidvalidity"] = uidvalidity
    if last_uid is not None:
        changed["last_uid"] = last_uid
    if row.update(**changed) == 0:
        raise NotFound
    if not fault:
        row.filter(connected_at__isnull=True).update(connected_at=at)


def _set(mailbox: Mailbox, settings: dict[str, Any]) -> None:
    if unknown := settings.keys() - CHANGEABLE:
        raise WrongMailbox(f"A mailbox has no {', '.join(sorted(unknown))}.")
    password = settings.pop("imap_password", None)
    for name, value in settings.items():
        setattr(mailbox, name, _key(value) if name == "key" else value)
    if password:
        mailbox.imap_password_sealed = secrets.seal(password)


def _key(key: str) -> str:
    plain = key.strip().upper()
    if not (plain.isalnum() and plain.isascii() and 1 <= len(plain) <= 8):
        raise WrongMailbox("The key of a mailbox is one to eight letters or digits, such as R.")
    return plain
