"""What is known of a site is kept: its life, who decides, its line, and what is installed there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from rapport.domains.people.models import Installed, Person, Site, SiteDetails
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

LONGEST = {
    "closing": 500,
    "line_kind": 60,
    "line_speed": 60,
    "line_provider": 120,
    "line_call": 200,
    "line_words": 500,
}


class WrongSite(ValueError):
    """This cannot be said of the site; nothing was changed."""


@transaction.atomic
def describe_site(
    *,
    site_id: int,
    opens_on: date | None,
    closes_on: date | None,
    decides_id: int | None,
    words: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> SiteDetails:
    """Keep when it opens and closes, who decides, what happens at its closing, and how it is connected."""
    actor.require("people.write")
    site = _site(site_id)
    if opens_on and closes_on and closes_on < opens_on:
        raise WrongSite("A site cannot close before it opens. Nothing was changed.")
    there = Person.objects.filter(organisation=site.organisation_id, left_at=None)
    if decides_id and not there.filter(pk=decides_id).exists():
        raise WrongSite("Who decides must belong to the organisation of the site.")
    site.opens_on, site.closes_on = opens_on, closes_on
    site.save(update_fields=["opens_on", "closes_on"])
    said = {name: " ".join(words.get(name, "").split())[:most] for name, most in LONGEST.items()}
    row, _ = SiteDetails.objects.update_or_create(
        site=site, defaults={"decides_id": decides_id, "changed_at": at, **said}
    )
    audit.record("site.described", actor=actor, subject_kind="site", subject_id=site_id, at=at)
    return row


@transaction.atomic
def note_installed(
    *, site_id: int, kind: str, name: str, actor: Actor, at: datetime, serial: str = "", since: date | None = None
) -> Installed:
    """Something stands there from a day on, today unless another is said."""
    actor.require("tickets.answer")
    site = _site(site_id)
    if not kind.strip() or not name.strip():
        raise WrongSite("Say what it is and how it is called.")
    row = Installed.objects.create(
        site=site,
        kind=kind.strip()[:60],
        name=name.strip()[:120],
        serial=serial.strip()[:120],
        since=since or at.date(),
    )
    audit.record("site.installed", actor=actor, subject_kind="site", subject_id=site_id, at=at)
    return row


@transaction.atomic
def end_installed(*, installed_id: int, until: date, actor: Actor, at: datetime) -> Installed:
    """It does not stand there any more; that it did is kept."""
    actor.require("tickets.answer")
    row = Installed.objects.select_for_update().filter(pk=installed_id, until__isnull=True).first()
    if row is None:
        raise NotFound
    if until < row.since:
        raise WrongSite("It cannot end before it was installed. Nothing was changed.")
    row.until = until
    row.save(update_fields=["until"])
    audit.record("site.removed", actor=actor, subject_kind="site", subject_id=row.site_id, at=at)
    return row


def _site(site_id: int) -> Site:
    row = Site.objects.select_for_update().filter(pk=site_id).first()
    if row is None:
        raise NotFound
    return row
