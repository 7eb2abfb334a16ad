"""Programs that are told: made, changed, paused and ended by an administrator; each secret is told once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from rapport.domains.notices.actions.waiting_calls import _call_now
from rapport.domains.notices.models import Endpoint, HookCall
from rapport.domains.notices.queries.hooks import look_again
from rapport.domains.notices.types import OFFERED, CallState
from rapport.foundation import audit, outward, secrets, signed_calls
from rapport.foundation.actors import Actor, NotFound

BOTH_FOR = timedelta(days=1)
MOST_OPEN = 20
REF = "webhook"


class WrongEndpoint(ValueError):
    """The webhook cannot be like that; the text says why. Nothing was changed."""


def open_endpoint(
    *, name: str, url: str, events: Collection[str], actor: Actor, at: datetime, there: bool = True
) -> tuple[int, str]:
    """Tell another program what happens here; the webhook's id and its secret, told this once.

    A program that is not `there` yet is looked for at its first call.
    """
    actor.require("settings.write")
    _check(url, events, look=there)
    with transaction.atomic():
        if Endpoint.objects.filter(ended_at__isnull=True).count() >= MOST_OPEN:
            raise WrongEndpoint(f"There are {MOST_OPEN} webhooks. End one that is not used any more.")
        secret = signed_calls.new_secret()
        made = Endpoint.objects.create(
            name=name.strip()[:80], url=url, events=_sorted(events), sealed=secrets.seal(secret), made_at=at
        )
        _note("webhook.opened", made, actor, at)
    look_again(actor)
    return made.pk, secret


def change_endpoint(
    *, endpoint_id: int, name: str, url: str, events: Collection[str], actor: Actor, at: datetime
) -> None:
    """Another name, address or choice of events; the secret stays. At a new address what waits is tried at once."""
    actor.require("settings.write")
    _check(url, events)
    with transaction.atomic():
        found = _to_change(endpoint_id, actor)
        moved = found.url != url
        found.name, found.url, found.events = name.strip()[:80], url, _sorted(events)
        found.save(update_fields=["name", "url", "events"])
        if moved:
            _begin_anew(found, at)
        _note("webhook.changed", found, actor, at, fields=("name", "url", "events"))


@transaction.atomic
def renew_endpoint_secret(*, endpoint_id: int, actor: Actor, at: datetime) -> str:
    """A new secret, told this once; for a day calls are signed with the one before, too."""
    found = _to_change(endpoint_id, actor)
    secret = signed_calls.new_secret()
    found.sealed_before, found.before_until = found.sealed, at + BOTH_FOR
    found.sealed = secrets.seal(secret)
    found.save(update_fields=["sealed", "sealed_before", "before_until"])
    _note("webhook.secret_renewed", found, actor, at)
    return secret


@transaction.atomic
def pause_endpoint(*, endpoint_id: int, actor: Actor, at: datetime) -> None:
    """Tell it nothing until it is resumed; what waits is told then, what happens meanwhile is not."""
    _set(endpoint_id, "webhook.paused", actor, at, paused_at=at)


@transaction.atomic
def resume_endpoint(*, endpoint_id: int, actor: Actor, at: datetime) -> None:
    """Tell it again, also after it was stopped because it did not answer; what waited until then goes first."""
    found = _set(endpoint_id, "webhook.resumed", actor, at, paused_at=None, stopped_at=None)
    _begin_anew(found, at)


@transaction.atomic
def end_endpoint(*, endpoint_id: int, actor: Actor, at: datetime) -> None:
    """Tell it nothing any more; what waits is given up, and its secret is forgotten."""
    _set(endpoint_id, "webhook.ended", actor, at, ended_at=at, sealed="", sealed_before="", before_until=None)
    waiting = HookCall.objects.filter(endpoint_id=endpoint_id, state=CallState.WAITING)
    waiting.update(state=CallState.GIVEN_UP, next_at=None, fault="The webhook was ended.")


def _set(endpoint_id: int, verb: str, actor: Actor, at: datetime, **changed: Any) -> Endpoint:
    found = _to_change(endpoint_id, actor)
    for name, value in changed.items():
        setattr(found, name, value)
    found.save(update_fields=list(changed))
    _note(verb, found, actor, at)
    return found


def _begin_anew(found: Endpoint, at: datetime) -> None:
    """What was wrong may be no more, so nobody holds it against the program."""
    found.failing_since, found.fault, found.took_ms = None, "", 0
    found.save(update_fields=["failing_since", "fault", "took_ms"])
    _call_now(found, at)


def _check(url: str, events: Collection[str], *, look: bool = True) -> None:
    """Outside any transaction: the name is resolved. Each call checks again and calls the address it checked."""
    if not events or set(events) - set(OFFERED):
        raise WrongEndpoint("Choose at least one of the events offered.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise WrongEndpoint("This is no address. It begins with https:// and a name.") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.fragment:
        raise WrongEndpoint("The address begins with https:// and has no user name and no #.")
    if not look:
        return
    try:
        outward.check(parts.hostname, port or (443 if parts.scheme == "https" else 80))
    except outward.Refused as error:
        raise WrongEndpoint(str(error)) from None


def _sorted(events: Collection[str]) -> list[str]:
    return [str(one) for one in OFFERED if one in events]


def _to_change(endpoint_id: int, actor: Actor) -> Endpoint:
    actor.require("settings.write")
    found = Endpoint.objects.select_for_update().filter(pk=endpoint_id, ended_at__isnull=True).first()
    if found is None:
        raise NotFound(REF)
    return found


def _note(verb: str, found: Endpoint, actor: Actor, at: datetime, fields: tuple[str, ...] = ()) -> None:
    audit.record(verb, actor=actor, subject_kind=REF, subject_id=found.pk, at=at, fields=fields)
