"""One's own chat tool: somebody who serves says where they are told there, tries it, and takes it away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from rapport.domains.notices.actions.channels import _check, _send
from rapport.domains.notices.models import NoticeChoice, OwnChat
from rapport.domains.notices.types import Way
from rapport.foundation import audit, secrets
from rapport.foundation.actors import Actor, NotAllowed, NotFound

TEST = "This is a test from your desk. Your own notices arrive here."


@transaction.atomic
def keep_own_chat(*, tool: str, address: str, actor: Actor, at: datetime) -> None:
    """Be told there from now on, of what one chooses; the address is sealed and never shown again."""
    person_id = _own(actor)
    _check(tool, address)
    host = urlsplit(address).hostname or ""
    said = {"tool": tool, "host": host, "sealed": secrets.seal(address), "made_at": at, "last_at": None, "fault": ""}
    made, _ = OwnChat.objects.update_or_create(person_id=person_id, defaults=said)
    audit.record("own_chat.kept", actor=actor, subject_kind="own_chat", subject_id=made.pk, at=at)


@transaction.atomic
def end_own_chat(*, actor: Actor, at: datetime) -> None:
    """Be told nothing there any more; the address is forgotten, and what went there comes in the usual way."""
    found = _found(actor)
    NoticeChoice.objects.filter(person_id=found.person_id, way=Way.CHAT).delete()
    audit.record("own_chat.ended", actor=actor, subject_kind="own_chat", subject_id=found.pk, at=at)
    found.delete()


def try_own_chat(*, actor: Actor, at: datetime) -> None:
    """Send oneself one line that says that it is a test; raises ToolRefused with what was wrong, in words."""
    _send(_found(actor), TEST, at)


def post_to_own_chat(*, person_id: int, lines: Sequence[str], actor: Actor, at: datetime) -> None:
    """Say what changed, a line for each matter; who took their chat away meanwhile is told nothing there."""
    actor.require("settings.write")
    found = OwnChat.objects.filter(person_id=person_id).first()
    if found is not None and lines:
        _send(found, "\n".join(lines), at)


def _found(actor: Actor) -> OwnChat:
    found = OwnChat.objects.filter(person_id=_own(actor)).first()
    if found is None:
        raise NotFound("own chat")
    return found


def _own(actor: Actor) -> int:
    if not actor.staff or actor.person_id is None:
        raise NotAllowed("notices")
    return actor.person_id
