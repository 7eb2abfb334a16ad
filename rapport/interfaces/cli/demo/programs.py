"""Two programs that are told what happens: one takes every call, one is closed and is tried again for three days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from rapport.domains.notices import actions as notices
from rapport.domains.notices.types import HookEvent
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast

WALL = [HookEvent.TICKET_OPENED, HookEvent.TICKET_REPLIED, HookEvent.TICKET_ANSWERED, HookEvent.TICKET_SOLVED]
DOORS = [HookEvent.TICKET_OPENED, HookEvent.TICKET_SOLVED]


def listen(cast: Cast, *, at: datetime) -> None:
    """Before this morning's work, so that what happens in it is told; nobody is told where the demo has no receiver."""
    here = f"127.0.0.1:{settings.PORT}"
    if here not in settings.PRIVATE_TARGETS:
        return
    url, administrator = f"http://{here}{reverse('post:calls')}", cast.actor(n.PAUL)
    for name, address, events, since in (
        ("Wall display in the service room", url, WALL, timedelta(days=60)),
        ("Access log of the door system", f"{url}?closed", DOORS, timedelta(days=20)),
    ):
        notices.open_endpoint(name=name, url=address, events=events, actor=administrator, at=at - since)
