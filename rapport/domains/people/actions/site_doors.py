"""A site gets a public page for its poster, and loses it again."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from rapport.domains.people.models import SiteDoor
from rapport.domains.people.queries.places import site
from rapport.foundation import audit
from rapport.foundation.actors import Actor

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread from a poster
KEY = 16  # 79 bits: nobody finds one by trying


@transaction.atomic
def open_site_door(*, site_id: int, actor: Actor, at: datetime) -> str:
    """Give the site a page that everybody with its address may open; asked again, it has the address it had."""
    actor.require("people.write")
    found = site(actor, site_id)
    fresh = {"key": "".join(secrets.choice(ALPHABET) for _ in range(KEY)), "opened_at": at}
    row, new = SiteDoor.objects.get_or_create(site=found, defaults=fresh)
    if new:
        audit.record("site.door_opened", actor=actor, subject_kind="site", subject_id=site_id, at=at)
    return row.key


@transaction.atomic
def close_site_door(*, site_id: int, actor: Actor, at: datetime) -> None:
    """Posters that hang lead nowhere any more; opened again, the address is another one."""
    actor.require("people.write")
    found = site(actor, site_id)
    if SiteDoor.objects.filter(site=found).delete()[0]:
        audit.record("site.door_closed", actor=actor, subject_kind="site", subject_id=site_id, at=at)
