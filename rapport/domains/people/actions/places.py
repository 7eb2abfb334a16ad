"""Organisations with their domains and sites; teams, services, and who uses them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import Q

from rapport.domains.people import queries, rules
from rapport.domains.people.models import (
    Address,
    MailDomain,
    Organisation,
    Person,
    Role,
    Service,
    Site,
    Team,
    Use,
    finding,
)
from rapport.domains.people.types import OrganisationKind, SiteKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.text import shown

Row = TypeVar("Row", bound=models.Model)


class TakenName(Exception):
    """There is one of that name already; nothing was changed."""


class NoName(TakenName):
    """Nothing of the name can be seen; nothing was made."""


class HasRoles(Exception):
    """A person with roles is not moved: the roles belong to the organisation they are in."""


class WrongDomain(Exception):
    """The domain cannot belong to an organisation; the text says why."""


@transaction.atomic
def create_organisation(
    *,
    name: str,
    actor: Actor,
    at: datetime,
    kind: OrganisationKind = OrganisationKind.CLIENT,
    zone: str = "Europe/Berlin",
    language: str = "",
) -> Organisation:
    """A client or a public to serve, in the provider's language unless another is named."""
    actor.require("settings.write")
    if kind == OrganisationKind.PROVIDER or Organisation.objects.filter(name=name.strip()).exists():
        raise TakenName(name)
    serving = None if language else queries.provider()
    spoken = language or (serving.language if serving else "en")
    row = Organisation(kind=kind, name=name.strip()[:200], zone=rules.known_zone(zone), language=spoken, created_at=at)
    return _made(row, "organisation", actor, at)


@transaction.atomic
def verify_domain(*, organisation_id: int, domain: str, actor: Actor, at: datetime) -> MailDomain:
    """Unknown senders of this domain belong to the organisation from now on; staff vouch for it."""
    actor.require("settings.write")
    plain = domain.strip().lower().lstrip("@")
    if not rules.can_belong_to_organisation(plain) or "." not in plain:
        raise WrongDomain(f"{plain} is not the domain of one organisation, so it is not used.")
    if MailDomain.objects.filter(domain=plain, verified_at__isnull=False).exclude(organisation_id=organisation_id):
        raise WrongDomain(f"{plain} belongs to another organisation already.")
    row, _ = MailDomain.objects.update_or_create(
        organisation_id=organisation_id, domain=plain, defaults={"verified_at": at}
    )
    audit.record("domain.verified", actor=actor, subject_kind="organisation", subject_id=organisation_id, at=at)
    return row


@transaction.atomic
def end_mail_domain(*, domain_id: int, organisation_id: int, actor: Actor, at: datetime) -> str:
    """Nobody new belongs to the organisation by this domain any more; those who do, stay. The domain itself."""
    actor.require("settings.write")
    row = MailDomain.objects.select_for_update().filter(pk=domain_id, organisation_id=organisation_id).first()
    if row is None:
        raise NotFound
    row.delete()
    audit.record("domain.ended", actor=actor, subject_kind="organisation", subject_id=organisation_id, at=at)
    return row.domain


@transaction.atomic
def create_site(
    *,
    organisation_id: int,
    name: str,
    actor: Actor,
    at: datetime,
    kind: SiteKind = SiteKind.OFFICE,
    opens_on: date | None = None,
    closes_on: date | None = None,
    zone: str = "",
) -> Site:
    """A place where people work."""
    actor.require("people.write")
    row = Site(
        organisation_id=organisation_id,
        name=name.strip()[:200],
        kind=kind,
        opens_on=opens_on,
        closes_on=closes_on,
        zone=rules.known_zone(zone) if zone else "",
    )
    return _made(row, "site", actor, at)


@transaction.atomic
def create_team(*, name: str, actor: Actor, at: datetime) -> Team:
    """A team of the provider."""
    actor.require("settings.write")
    return _made(Team(organisation=_provider(), name=name.strip()[:200]), "team", actor, at)


@transaction.atomic
def create_service(
    *, name: str, team_id: int, actor: Actor, at: datetime, description: str = "", owner_id: int | None = None
) -> Service:
    """A service of the provider, supported by one team."""
    actor.require("settings.write")
    row = Service(
        organisation=_provider(),
        name=name.strip()[:200],
        team_id=team_id,
        description=description.strip(),
        owner_id=owner_id,
    )
    return _made(row, "service", actor, at)


@transaction.atomic
def record_use(
    *,
    service_id: int,
    since: date,
    actor: Actor,
    at: datetime,
    person_ids: Collection[int] = (),
    site_ids: Collection[int] = (),
) -> None:
    """These persons and sites use the service from now on; those who do already stay as they are."""
    actor.require("people.write")
    rows = [Use(person_id=i, service_id=service_id, since=since) for i in person_ids]
    rows += [Use(site_id=i, service_id=service_id, since=since) for i in site_ids]
    Use.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    audit.record("use.recorded", actor=actor, subject_kind="service", subject_id=service_id, at=at)


@transaction.atomic
def end_use(*, service_id: int, until: date, person_ids: Collection[int], actor: Actor, at: datetime) -> int:
    """These persons do not use the service any more; how many did."""
    actor.require("people.write")
    rows = Use.objects.filter(service_id=service_id, person_id__in=list(person_ids), until__isnull=True)
    ended = rows.filter(since__lte=until).update(until=until)
    audit.record("use.ended", actor=actor, subject_kind="service", subject_id=service_id, at=at)
    return ended


@transaction.atomic
def move_person(*, person_id: int, organisation_id: int, actor: Actor, at: datetime) -> Person:
    """Put a person into the organisation they belong to: a decision of staff, mostly about strangers."""
    actor.require("people.write")
    row = Person.objects.select_for_update().filter(pk=person_id).first()
    if row is None or not Organisation.objects.filter(pk=organisation_id).exists():
        raise NotFound
    if row.merged_into_id is not None or row.left_at is not None:
        raise NotFound
    if Role.objects.filter(person=row).exists():
        raise HasRoles(f"{row.name} holds a role where they are. Take it away first, then move them.")
    rows = Person.objects.filter(Q(pk=person_id) | Q(merged_into=person_id))  # merged ones go where they go
    try:
        with transaction.atomic():
            Address.objects.filter(person__in=rows).update(organisation_id=organisation_id)
    except IntegrityError:
        raise TakenName(f"An address of {row.name} is known there already. Merge the two persons instead.") from None
    row.organisation_id, row.site = organisation_id, None
    rows.update(organisation=organisation_id, site=None)
    finding.index([row.pk], at=at)
    audit.record("person.moved", actor=actor, subject_kind="person", subject_id=row.pk, at=at, fields=("organisation",))
    return row


def _provider() -> Organisation:
    row = Organisation.objects.filter(kind=OrganisationKind.PROVIDER).first()
    if row is None:
        raise NotFound
    return row


def _made(row: Row, kind: str, actor: Actor, at: datetime) -> Row:
    if not shown(str(row)).strip():
        raise NoName("Nobody could see this name. Write it with letters or digits; nothing was made.")
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise TakenName(f"There is a {kind} of that name already. Choose another name.") from None
    audit.record(f"{kind}.created", actor=actor, subject_kind=kind, subject_id=row.pk, at=at)
    return row
