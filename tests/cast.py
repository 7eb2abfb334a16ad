"""The people of all tests: they have names, places and roles, and four of them are outsiders to each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from rapport.domains.people import actions, queries
from rapport.domains.people.models import Organisation, Person, Service, Site, Team
from rapport.domains.people.types import OrganisationKind, RoleName
from rapport.foundation.actors import NOBODY, Actor, system
from tests.remembered import remembered

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ONE_MINUTE = timedelta(minutes=1)
ONE_HOUR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cast:
    """Rows in capital organisations, and everybody as the actor they are."""

    northwind: Organisation
    aldergate: Organisation
    fenmoor: Organisation
    merrow: Organisation
    service_desk: Team
    field_team: Team
    mail: Service
    printing: Service
    head_office: Site
    hugo: Actor
    sanna: Actor
    noor: Actor
    dev: Actor
    ines: Actor
    ruth: Actor
    marta: Actor
    ivo: Actor
    lena: Actor
    tomas: Actor
    nobody: Actor = NOBODY

    @property
    def outsiders(self) -> dict[str, Actor]:
        """Those who must not see what is Marta's: tried everywhere."""
        return {
            "another organisation": self.lena,
            "a colleague": self.ivo,
            "a citizen": self.tomas,
            "signed out": self.nobody,
        }

    @property
    def everybody(self) -> dict[str, Actor]:
        """Each person by their first name, and nobody."""
        names = ("hugo", "sanna", "noor", "dev", "ines", "ruth", "marta", "ivo", "lena", "tomas", "nobody")
        return {name: getattr(self, name) for name in names}


def long_ago() -> datetime:
    """Four hundred days before today: the same for every test of a day, so that it is acted out once."""
    return timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=400)


@remembered
def build(*, at: datetime = MONDAY) -> Cast:
    """Northwind serves Aldergate, Fenmoor and the City of Merrow; made by the actions the product uses."""
    northwind = actions.set_up_provider(
        name="Northwind Service",
        zone="Europe/Berlin",
        language="en",
        administrator_email="ines.roth@northwind.example",
        administrator_name="Ines Roth",
        actor=system(),
        at=at,
    ).provider
    desk = actions.create_team(name="Service Desk", actor=system(), at=at)
    field = actions.create_team(name="Field Team", actor=system(), at=at)
    aldergate = _client("Aldergate Electric", at)
    fenmoor = _client("Fenmoor Housing", at)
    merrow = _client("City of Merrow citizens", at, kind=OrganisationKind.PUBLIC)
    actions.verify_domain(organisation_id=aldergate.pk, domain="aldergate.example", actor=system(), at=at)
    actions.verify_domain(organisation_id=fenmoor.pk, domain="fenmoor.example", actor=system(), at=at)
    persons = _persons(northwind, aldergate, fenmoor, merrow, at)
    _roles(persons, aldergate, desk, field, at)
    mail = actions.create_service(
        name="Mail", team_id=desk.pk, owner_id=persons["dev"].pk, description="Mail and calendar", actor=system(), at=at
    )
    printing = actions.create_service(
        name="Printing", team_id=field.pk, description="Printers on every floor", actor=system(), at=at
    )
    head_office = actions.create_site(organisation_id=aldergate.pk, name="Head office", actor=system(), at=at)
    served = [persons[name].pk for name in ("marta", "ivo", "lena")]
    actions.record_use(service_id=mail.pk, person_ids=served, since=at.date(), actor=system(), at=at)
    actions.record_use(service_id=printing.pk, site_ids=[head_office.pk], since=at.date(), actor=system(), at=at)
    Person.objects.filter(pk__in=[persons["marta"].pk, persons["ivo"].pk]).update(site=head_office)
    return Cast(
        northwind=northwind,
        aldergate=aldergate,
        fenmoor=fenmoor,
        merrow=merrow,
        service_desk=desk,
        field_team=field,
        mail=mail,
        printing=printing,
        head_office=head_office,
        ines=queries.actor_of(Person.objects.get(name="Ines Roth").pk),
        **{name: queries.actor_of(row.pk) for name, row in persons.items()},
    )


def person(actor: Actor) -> Person:
    """The row behind an actor."""
    return Person.objects.select_related("organisation", "site").get(pk=actor.person_id)


def address(actor: Actor) -> str:
    """The mail address of somebody of the cast."""
    found = person(actor).addresses.order_by("id").first()
    assert found is not None
    return found.address


def _client(name: str, at: datetime, *, kind: OrganisationKind = OrganisationKind.CLIENT) -> Organisation:
    return actions.create_organisation(name=name, kind=kind, actor=system(), at=at)


def _persons(
    northwind: Organisation, aldergate: Organisation, fenmoor: Organisation, merrow: Organisation, at: datetime
) -> dict[str, Person]:
    who = [
        ("Hugo Marek", northwind, "northwind.example"),
        ("Sanna Virta", northwind, "northwind.example"),
        ("Noor Haddad", northwind, "northwind.example"),
        ("Dev Anand", northwind, "northwind.example"),
        ("Ruth Adeyemi", aldergate, "aldergate.example"),
        ("Marta Kolb", aldergate, "aldergate.example"),
        ("Ivo Brandt", aldergate, "aldergate.example"),
        ("Lena Fors", fenmoor, "fenmoor.example"),
        ("Tomas Wier", merrow, "merrow-mail.example"),
    ]
    newcomers = [
        actions.Newcomer(home.pk, f"{name.lower().replace(' ', '.')}@{domain}", name, proven_at=at)
        for name, home, domain in who
    ]
    met = actions.meet(newcomers=newcomers, actor=system(), at=at)
    rows = Person.objects.in_bulk(met.values())
    return {n.name.split()[0].lower(): rows[met[n.place]] for n in newcomers}


def _roles(persons: dict[str, Person], aldergate: Organisation, desk: Team, field: Team, at: datetime) -> None:
    given = [
        ("hugo", RoleName.AGENT, desk, None),
        ("sanna", RoleName.AGENT, field, None),
        ("noor", RoleName.TEAM_LEAD, desk, None),
        ("dev", RoleName.SERVICE_OWNER, None, None),
        ("ruth", RoleName.CLIENT_CONTACT, None, aldergate),
    ]
    for name, role, team, organisation in given:
        actions.grant_role(
            person_id=persons[name].pk,
            role=role,
            team_id=team.pk if team else None,
            organisation_id=organisation.pk if organisation else None,
            actor=system(),
            at=at,
        )
