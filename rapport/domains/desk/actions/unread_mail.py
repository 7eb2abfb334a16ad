"""Mail that nobody could read: read it again after an update, or take its bytes to look at them elsewhere."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.foundation import audit, postroom
from rapport.foundation.actors import Actor, NotFound

STATE = "quarantined"
KIND = "raw_mail"


@transaction.atomic
def read_mail_again(*, raw_mail_id: int, actor: Actor, at: datetime) -> None:
    """Queue the reading of a mail in quarantine once more; what cannot be read comes back with its reason."""
    _in_quarantine(raw_mail_id, actor)
    postroom.read_again([raw_mail_id], at=at)
    audit.record("raw_mail.read_again", actor=actor, subject_kind=KIND, subject_id=raw_mail_id, at=at)


@transaction.atomic
def take_raw_mail(*, raw_mail_id: int, actor: Actor, at: datetime) -> bytes:
    """The bytes of a mail in quarantine as they came; who took them stands in the audit log."""
    _in_quarantine(raw_mail_id, actor)
    audit.record("raw_mail.taken", actor=actor, subject_kind=KIND, subject_id=raw_mail_id, at=at)
    return postroom.raw_of([raw_mail_id])[raw_mail_id]


def _in_quarantine(raw_mail_id: int, actor: Actor) -> None:
    actor.require("settings.write")
    found = postroom.deliveries_of([raw_mail_id]).get(raw_mail_id)
    if found is None or found.state != STATE or raw_mail_id not in postroom.beginnings_of([raw_mail_id]):
        raise NotFound
