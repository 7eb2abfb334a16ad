"""The pages of visits, at the desk and for the one who is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.outsiders import sites, visits
from tests.outsiders.opened import Page
from tests.world import World


def _says(**said: Any) -> Callable[[World], Mapping[str, Any]]:
    return lambda w: said


def _ticket(w: World) -> dict[str, Any]:
    return {"ticket_id": w.ticket.pk}


def _visit(w: World) -> dict[str, Any]:
    return {"visit_id": visits.visit_of_marta(w)}


def _own_visit(w: World) -> dict[str, Any]:
    return {"public_key": visits.key_of_marta(w)}


def _begun_visit(w: World) -> dict[str, Any]:
    return {"visit_id": visits.visit_of_marta(w, begun=True)}


_A_VISIT = _says(day=visits.SECOND_DAY, begins="09:00", ends="11:00", what="Mine.", kit="", technician="")


def _site(w: World) -> dict[str, Any]:
    return {"site_id": w.cast.head_office.pk}


def _installed(w: World) -> dict[str, Any]:
    return _site(w) | {"installed_id": sites.installed_of_marta(w)}


def _contact(w: World) -> dict[str, Any]:
    return _site(w) | {"contact_id": sites.contact_of_marta(w)}


def _with_door(w: World) -> dict[str, Any]:
    return {"site_id": sites.site_with_door(w)}


VISITS: Mapping[str, Page] = {
    "workspace:site_about": Page(_site, "ines"),
    "workspace:site_about POST": Page(_site, "ines", _says(opens_on="2026-01-01", line_kind="Fibre")),
    "workspace:site_installed": Page(_site, "hugo", _says(kind="Plotter", name="Mine")),
    "workspace:site_installed_end": Page(_installed, "hugo", _says()),
    "workspace:site_contact": Page(_site, "hugo", lambda w: {"person": w.marta, "role": "Mine"}),
    "workspace:site_contact_remove": Page(_contact, "hugo", _says()),
    "workspace:site_door": Page(_site, "ines", _says()),
    "workspace:site_poster": Page(_with_door, "hugo"),
    "workspace:visits": Page(),
    "workspace:visit": Page(_visit),
    "workspace:visit POST": Page(_visit, "hugo", _A_VISIT),
    "workspace:visit_outcome": Page(_begun_visit, "hugo", _says(outcome="done", words="Mine.")),
    "workspace:visit_cancel": Page(_visit, "hugo", _says(why="Mine.")),
    "workspace:visit_for_ticket": Page(_ticket),
    "workspace:visit_for_ticket POST": Page(_ticket, "hugo", _A_VISIT),
    "workspace:visit_for_site": Page(lambda w: {"site_id": w.cast.head_office.pk}),
    "workspace:visit_for_site POST": Page(lambda w: {"site_id": w.cast.head_office.pk}, "hugo", visits.for_marta),
    "portal:visit": Page(_own_visit, "marta"),
    "portal:visit POST": Page(_own_visit, "marta", visits.free_time),
    "portal:visit_ask": Page(_own_visit, "marta", _says(words="Mine.")),
}
