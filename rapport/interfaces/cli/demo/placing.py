"""The places and people of the story, written through the actions of people and the rest; and who has which id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from rapport.domains.desk import actions as desk
from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.domains.people.types import OrganisationKind, RoleName, Sender, SiteKind
from rapport.domains.promises import actions as promises
from rapport.foundation.actors import Actor, system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import ZONE
from rapport.interfaces.cli.demo.script import Part, Story

OPENING_WEEK = [[["07:00", "18:00"]]] * 5 + [[], []]
DOMAINS = {n.BUILDER: "aldergate.example", n.HOUSING: "fenmoor.example", n.FOODS: "tolland.example"}
IN_TIME = 0.75
LEVELS = ((None, 60, 16 * 60), (1, 15, 4 * 60), (2, 30, 8 * 60))
"""Priority (none means any), minutes to a first word, minutes until it is done; in working time."""


@dataclass
class Cast:
    """Names of the story and the ids they have by now."""

    persons: dict[str, int] = field(default_factory=dict)
    organisations: dict[str, int] = field(default_factory=dict)
    sites: dict[str, int] = field(default_factory=dict)
    services: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    emails: dict[int, str] = field(default_factory=dict)
    organisation_of: dict[str, int] = field(default_factory=dict)

    def actor(self, email: str) -> Actor:
        """Somebody as the one who acts."""
        if email not in self.actors:
            self.actors[email] = people.actor_of(self.persons[email])
        return self.actors[email]


def place(story: Story, *, begun: datetime, at: datetime) -> Cast:
    """Provider, teams, services, calendar, mailboxes, clients, sites and everybody; returns who has which id."""
    cast = Cast()
    _provider(cast, begun)
    _clients(cast, story, begun)
    bring(story.parts, at=begun)
    senders = [Sender(part.email) for part in story.parts] + [Sender(n.PAUL)]
    found = people_actions.resolve_senders(senders=senders, actor=system(), at=at)
    cast.persons = {s.address: f.person_id for s, f in zip(senders, found, strict=True) if f.person_id is not None}
    cast.emails = {pk: email for email, pk in cast.persons.items()}
    cast.organisation_of = {part.email: cast.organisations.get(part.organisation, 0) for part in story.parts}
    return cast


def bring(parts: Iterable[Part], *, at: datetime) -> None:
    """Import people as a file would; those known already are moved to the site the line names."""
    said = people_actions.import_people(rows=[_row(part) for part in parts], actor=system(), at=at)
    if said.refused:
        raise ValueError(f"The story names people that cannot be: {said.refused[:3]}")


def _provider(cast: Cast, begun: datetime) -> None:
    made = people_actions.set_up_provider(
        name=n.PROVIDER,
        zone=ZONE,
        language="en",
        administrator_email=n.PAUL,
        administrator_name=n.ADMINISTRATOR.name,
        actor=system(),
        at=begun,
    )
    promises.create_calendar(
        organisation_id=made.provider.pk,
        zone=ZONE,
        name="Weekdays from seven to six",
        week=OPENING_WEEK,
        country="DE",
        actor=system(),
        at=begun,
    )
    for team in n.DESK:
        cast.teams[team] = people_actions.create_team(name=team, actor=system(), at=begun).pk
    staff = people_actions.import_people(rows=[_row(part) for part in n.STAFF], actor=system(), at=begun)
    if staff.refused:
        raise ValueError(f"The story names staff that cannot be: {staff.refused[:3]}")
    owner = people.people_with_role(system(), [RoleName.SERVICE_OWNER])[0].id
    for name, team in n.TEAM_OF.items():
        made_service = people_actions.create_service(
            name=name,
            team_id=cast.teams[team],
            description=n.WHAT_IT_IS[name],
            owner_id=owner,
            actor=system(),
            at=begun,
        )
        cast.services[name] = made_service.pk
    _doors(cast, begun)


def _doors(cast: Cast, begun: datetime) -> None:
    """Where people write to, and what we aim at."""
    for name, team in (("help", n.SITES_TEAM), ("office", n.OFFICES_TEAM), ("permits", n.ONLINE_TEAM)):
        address = f"{name}@{settings.MAIL_DOMAIN}"
        desk.add_mailbox(
            address=address, name=f"{n.PROVIDER}: {team}", team_id=cast.teams[team], actor=system(), at=begun
        )
    for priority, first, done in LEVELS:
        promises.set_service_level(
            priority=priority, first_answer_minutes=first, solve_minutes=done, share=IN_TIME, actor=system(), at=begun
        )


def _clients(cast: Cast, story: Story, begun: datetime) -> None:
    kinds = {n.BUILDER: OrganisationKind.CLIENT, n.HOUSING: OrganisationKind.CLIENT,
             n.FOODS: OrganisationKind.CLIENT, n.CITY: OrganisationKind.PUBLIC}  # fmt: skip
    for name, kind in kinds.items():
        row = people_actions.create_organisation(name=name, kind=kind, zone=ZONE, actor=system(), at=begun)
        cast.organisations[name] = row.pk
        if name in DOMAINS:
            people_actions.verify_domain(organisation_id=row.pk, domain=DOMAINS[name], actor=system(), at=begun)
    for one in story.places:
        site = people_actions.create_site(
            organisation_id=cast.organisations[one.organisation],
            name=one.name,
            kind=SiteKind(one.kind),
            opens_on=one.opens,
            closes_on=one.closes,
            actor=system(),
            at=begun,
        )
        cast.sites[one.name] = site.pk


def _row(part: Part) -> dict[str, str]:
    return {
        "email": part.email,
        "name": part.name,
        "organisation": part.organisation,
        "site": part.site,
        "services": ";".join(part.services),
        "language": part.language,
        "known_since": part.known_since.isoformat() if part.known_since.year > 1 else "",
        "role": part.role,
        "team": ";".join(part.teams),
    }
