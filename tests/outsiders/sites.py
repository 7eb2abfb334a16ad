"""What is known of Marta's site: who says it, and who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.domains.people import actions, queries
from rapport.domains.people.models import Installed, SiteContact, SiteDetails
from rapport.foundation.actors import Actor
from tests.outsiders.cases import Case
from tests.world import World


def site_of_marta(w: World) -> int:
    """Her office, with somebody who decides and a plotter."""
    if not SiteDetails.objects.filter(site=w.cast.head_office).exists():
        _described(w, w.cast.ines, w.cast.head_office.pk)
    installed_of_marta(w)
    return w.cast.head_office.pk


def installed_of_marta(w: World) -> int:
    """The plotter of her office."""
    known = Installed.objects.filter(site=w.cast.head_office, until=None).first()
    return (known or _noted(w, w.cast.hugo, w.cast.head_office.pk)).pk


def _described(w: World, who: Actor, on: int) -> SiteDetails:
    days: dict[str, Any] = {"opens_on": None, "closes_on": None, "decides_id": w.marta}
    return actions.describe_site(site_id=on, words={"line_kind": "Fibre"}, actor=who, at=w.at, **days)


def _noted(w: World, who: Actor, on: int) -> Installed:
    return actions.note_installed(site_id=on, kind="Plotter", name="Plotter in the attic", actor=who, at=w.at)


def site_with_door(w: World) -> int:
    """Her office, with a poster on its wall."""
    actions.open_site_door(site_id=w.cast.head_office.pk, actor=w.cast.ines, at=w.at)
    return w.cast.head_office.pk


def contact_of_marta(w: World) -> int:
    """She is the one to ask there."""
    return _asked(w, w.cast.hugo, w.cast.head_office.pk).pk


def site_with_contact(w: World) -> int:
    """Her office, where she is the one to ask."""
    contact_of_marta(w)
    return w.cast.head_office.pk


def _asked(w: World, who: Actor, on: int) -> SiteContact:
    return actions.name_site_contact(site_id=on, person_id=w.marta, role="Plotter", actor=who, at=w.at)


ACTIONS: Mapping[str, Case] = {
    "describe_site": Case(_described, on=lambda w: w.cast.head_office.pk, insider="ines"),
    "open_site_door": Case(
        lambda w, who, on: actions.open_site_door(site_id=on, actor=who, at=w.at),
        on=lambda w: w.cast.head_office.pk,
        insider="ines",
    ),
    "close_site_door": Case(
        lambda w, who, on: [actions.close_site_door(site_id=on, actor=who, at=w.at)], on=site_with_door, insider="ines"
    ),
    "name_site_contact": Case(_asked, on=lambda w: w.cast.head_office.pk),
    "remove_site_contact": Case(
        lambda w, who, on: actions.remove_site_contact(contact_id=on, actor=who, at=w.at), on=contact_of_marta
    ),
    "note_installed": Case(_noted, on=lambda w: w.cast.head_office.pk),
    "end_installed": Case(
        lambda w, who, on: actions.end_installed(installed_id=on, until=w.at.date(), actor=who, at=w.at),
        on=installed_of_marta,
    ),
}
QUERIES: Mapping[str, Case] = {
    "site_details": Case(lambda w, who, on: queries.site_details(who, on), on=site_of_marta),
    "site_contacts": Case(lambda w, who, on: queries.site_contacts(who, on), on=site_with_contact),
    "installed_names": Case(lambda w, who, on: queries.installed_names(who, on), on=site_of_marta),
    "site_door": Case(lambda w, who, on: queries.site_door(who, on), on=site_with_door),
    "installed_at": Case(lambda w, who, on: queries.installed_at(who, on), on=site_of_marta),
    "standing_of_site": Case(
        lambda w, who, on: queries.standing_of_site(who, on, today=w.at.date()), on=lambda w: w.cast.head_office.pk
    ),
}
