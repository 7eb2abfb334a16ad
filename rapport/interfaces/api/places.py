"""The REST API's organisations, sites in more words, services and teams."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from rapport.domains.people import queries
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, Id, Named, actor_of
from rapport.interfaces.api.schemas import Listed

READ = needs("people:read")
LINE = ("closing", "line_kind", "line_speed", "line_provider", "line_call", "line_words")
router = Router(tags=["people"])


class OrganisationOut(Schema):
    """A client, the provider, or a public whose members do not know of each other."""

    id: int
    kind: str
    name: str
    zone: str
    language: str


class SiteOut(Schema):
    """A place where people work; `zone` is its clock."""

    id: int
    name: str
    kind: str
    organisation_id: int
    opens_on: date | None
    closes_on: date | None
    zone: str


class InstalledOut(Schema):
    """Something that stands at a site, since and until a day."""

    id: int
    kind: str
    name: str
    serial: str
    since: date
    until: date | None


class SiteContactOut(Schema):
    """Somebody to turn to at a site."""

    id: int
    person_id: int
    name: str
    role: str
    phone: str


class SiteRead(SiteOut):
    """A site with who decides there, what happens at its closing, its line, and what stands there."""

    standing: str
    decides_id: int | None
    closing: str
    line_kind: str
    line_speed: str
    line_provider: str
    line_call: str
    line_words: str
    changed_at: datetime | None
    installed: list[InstalledOut]
    contacts: list[SiteContactOut]


class ServiceOut(Schema):
    """A service, who owns it, and the team that supports it."""

    id: int
    key: str
    name: str
    description: str
    owner_id: int | None
    team_id: int


class TeamOut(Schema):
    """A team that serves."""

    id: int
    name: str


@router.get("organisations", response={200: Listed[OrganisationOut], **FAULTS}, auth=READ)
def list_organisations(request: HttpRequest) -> Any:
    """Organisations within reach, by name, on one page."""
    return {"rows": [_organisation(row) for row in queries.organisations(actor_of(request))], "next": None}


@router.get("organisations/{organisation_id}", response={200: OrganisationOut, **FAULTS}, auth=READ)
def get_organisation(request: HttpRequest, organisation_id: int = Id) -> Any:
    """One organisation, to staff and to its contacts."""
    return _organisation(queries.organisation(actor_of(request), organisation_id))


@router.get("sites", response={200: Listed[SiteOut], **FAULTS}, auth=READ)
def list_sites(request: HttpRequest, organisation_id: int | None = Named) -> Any:
    """All sites within reach, by organisation and name, on one page."""
    rows = queries.sites(actor_of(request), organisation_id=organisation_id)
    return {"rows": [_site(row) for row in rows], "next": None}


@router.get("sites/{site_id}", response={200: SiteRead, **FAULTS}, auth=READ)
def get_site(request: HttpRequest, site_id: int = Id) -> Any:
    """One site, to staff and to the contacts of its organisation."""
    actor = actor_of(request)
    row, said = queries.site(actor, site_id), queries.site_details(actor, site_id)
    stands = queries.standing_of_site(actor, site_id, today=timezone.localdate())
    return _site(row) | {
        **{name: getattr(said, name, "") for name in LINE},
        "decides_id": said.decides_id if said else None,
        "changed_at": said.changed_at if said else None,
        "standing": stands,
        "contacts": queries.site_contacts(actor, site_id),
        "installed": [_plain(InstalledOut, one) for one in queries.installed_at(actor, site_id)],
    }


@router.get("services", response={200: Listed[ServiceOut], **FAULTS}, auth=READ)
def list_services(request: HttpRequest) -> Any:
    """Services within reach, by name, on one page."""
    return {"rows": [_plain(ServiceOut, row) for row in queries.services(actor_of(request))], "next": None}


@router.get("teams", response={200: Listed[TeamOut], **FAULTS}, auth=READ)
def list_teams(request: HttpRequest) -> Any:
    """Teams within reach, by name, on one page."""
    return {"rows": [_plain(TeamOut, row) for row in queries.teams(actor_of(request))], "next": None}


def _organisation(row: Any) -> dict[str, Any]:
    return _plain(OrganisationOut, row)


def _site(row: Any) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in SiteOut.model_fields if name not in {"id", "zone"}}
    return told | {"id": row.pk, "zone": row.zone or row.organisation.zone}


def _plain(shape: type[Schema], row: Any) -> dict[str, Any]:
    return {name: row.pk if name == "id" else getattr(row, name) for name in shape.model_fields}
