"""Whom to ask at a site is said, said anew, and taken back."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from rapport.domains.people.actions.site_details import WrongSite
from rapport.domains.people.models import Person, SiteContact
from rapport.domains.people.queries.places import site
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

PHONE = re.compile(r"[+0-9][0-9 ()/.\-]{2,38}", re.ASCII)
MOST = 30


@transaction.atomic
def name_site_contact(
    *, site_id: int, person_id: int, role: str, phone: str = "", actor: Actor, at: datetime
) -> SiteContact:
    """Somebody of the site's organisation to turn to there; named again, role and phone are said anew."""
    actor.require("tickets.answer")
    found, said, number = site(actor, site_id), " ".join(role.split())[:80], " ".join(phone.split())
    if not said:
        raise WrongSite("Say what they do there, such as foreman. Nothing was changed.")
    if number and not PHONE.fullmatch(number):
        raise WrongSite("This is no phone number: digits, spaces, and a + before them. Nothing was changed.")
    there = Person.objects.filter(organisation=found.organisation_id, merged_into__isnull=True, left_at=None)
    if not there.filter(pk=person_id).exists():
        raise WrongSite("Whom to ask must belong to the organisation of the site. Nothing was changed.")
    rows = SiteContact.objects.filter(site=found)
    if rows.exclude(person_id=person_id).count() >= MOST:
        raise WrongSite(f"There are {MOST} already. Take one away whom nobody asks.")
    row, _ = rows.update_or_create(
        site=found, person_id=person_id, defaults={"role": said, "phone": number, "said_at": at}
    )
    audit.record("site.contact_named", actor=actor, subject_kind="site", subject_id=site_id, at=at)
    return row


@transaction.atomic
def remove_site_contact(*, contact_id: int, actor: Actor, at: datetime) -> int:
    """Nobody is to be asked there any more by this line; the id of its site."""
    actor.require("tickets.answer")
    row = SiteContact.objects.select_for_update().filter(pk=contact_id).first()
    if row is None:
        raise NotFound
    audit.record("site.contact_removed", actor=actor, subject_kind="site", subject_id=row.site_id, at=at)
    row.delete()
    return row.site_id
