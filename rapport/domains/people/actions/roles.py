"""Roles: who may do what; inviting those who serve."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from rapport.domains.people import rules
from rapport.domains.people.actions.letters import Mail, send_letter
from rapport.domains.people.actions.meeting import Newcomer, meet
from rapport.domains.people.events import RoleRevoked
from rapport.domains.people.models import Account, Address, Organisation, Person, Role, Team
from rapport.domains.people.types import STAFF_ROLES, OrganisationKind, RoleName
from rapport.foundation import audit, events, links
from rapport.foundation.actors import Actor, NotFound


class WrongRole(Exception):
    """The role cannot be held like this; the text says why."""


@transaction.atomic
def grant_role(
    *,
    person_id: int,
    role: RoleName,
    actor: Actor,
    at: datetime,
    team_id: int | None = None,
    organisation_id: int | None = None,
) -> Role:
    """Give a person a role: agents and leads in a team, client contacts for their organisation."""
    actor.require("roles.write")
    person = Person.objects.select_related("organisation").filter(pk=person_id, merged_into__isnull=True).first()
    if person is None:
        raise NotFound
    _check(person, role, team_id, organisation_id)
    row, made = Role.objects.get_or_create(  # type: ignore[misc]  # None is looked up as "is empty"
        person=person, role=role, team_id=team_id, organisation_id=organisation_id, defaults={"granted_at": at}
    )
    if made:
        audit.record("role.granted", actor=actor, subject_kind="person", subject_id=person.pk, at=at, fields=(role,))
    return row


@transaction.atomic
def revoke_role(*, role_id: int, actor: Actor, at: datetime) -> None:
    """Take a role away and end the person's sessions; the last administrator stays."""
    actor.require("roles.write")
    row = Role.objects.select_for_update(of=("self",)).select_related("person").filter(pk=role_id).first()
    if row is None:
        raise NotFound
    others = Role.objects.select_for_update().filter(role=RoleName.ADMINISTRATOR).exclude(pk=row.pk)
    if row.role == RoleName.ADMINISTRATOR and not others.exists():
        raise WrongRole("This is the last administrator. Give somebody else the role first.")
    row.delete()
    accounts = Account.objects.filter(pk__in=Person.objects.filter(pk=row.person.kept_id).values("account_id"))
    accounts.update(session_generation=F("session_generation") + 1)
    audit.record(
        "role.revoked", actor=actor, subject_kind="person", subject_id=row.person_id, at=at, fields=(row.role,)
    )
    gone = {"in_team": row.team_id, "for_organisation": row.organisation_id}
    events.publish(RoleRevoked(person_id=row.person_id, role=row.role, at=at, **gone))


@transaction.atomic
def invite_agent(
    *,
    email: str,
    name: str,
    team_ids: Collection[int],
    role: RoleName,
    actor: Actor,
    at: datetime,
) -> Person:
    """Make somebody of the provider's staff known with their role, and send them a one-time link."""
    actor.require("roles.write")
    if role not in STAFF_ROLES:
        raise WrongRole(f"{role} is not a role of staff.")
    person = _of_staff(rules.plain_address(email), name, actor, at)
    for team_id in sorted(team_ids) if role in rules.IN_A_TEAM else [None]:
        grant_role(person_id=person.pk, role=role, team_id=team_id, actor=actor, at=at)
    if not team_ids and role in rules.IN_A_TEAM:
        raise WrongRole(f"An {role} serves in a team. Choose at least one.".replace("_", " "))
    _send_invitation(person, rules.plain_address(email), actor, at)
    return person


def _check(person: Person, role: RoleName, team_id: int | None, organisation_id: int | None) -> None:
    if role in STAFF_ROLES and person.organisation.kind != OrganisationKind.PROVIDER:
        raise WrongRole("Only people of the provider serve. Invite this person with an address of the provider.")
    if (role in rules.IN_A_TEAM) != (team_id is not None):
        raise WrongRole("Agents and team leads serve in a team; other roles do not name one.")
    if team_id is not None and not Team.objects.filter(pk=team_id).exists():
        raise NotFound
    if (role == RoleName.CLIENT_CONTACT) != (organisation_id is not None):
        raise WrongRole("A client contact stands for an organisation; other roles do not name one.")
    if organisation_id is not None and not _may_be_granted(person, organisation_id):
        raise WrongRole("A client contact stands for the organisation they belong to, and never for a public.")


def _may_be_granted(person: Person, organisation_id: int) -> bool:
    return person.organisation_id == organisation_id and person.organisation.kind != OrganisationKind.PUBLIC


def _of_staff(address: str, name: str, actor: Actor, at: datetime) -> Person:
    provider = Organisation.objects.filter(kind=OrganisationKind.PROVIDER).first()
    if provider is None:
        raise NotFound
    known = Address.objects.filter(organisation=provider, address=address).select_related("person").first()
    if known is not None:
        return known.person.merged_into or known.person
    newcomer = Newcomer(provider.pk, address, rules.plain_name(name, address))
    return Person.objects.get(pk=meet(newcomers=[newcomer], actor=actor, at=at)[newcomer.place])


def _send_invitation(person: Person, address: str, actor: Actor, at: datetime) -> None:
    account, _ = Account.objects.get_or_create(email=address, defaults={"created_at": at})
    token = links.issue("invite", person_id=person.pk, account_id=account.pk, at=at)
    send_letter(
        mail=Mail("invite", person.name, address, person.language, person.organisation_id, {"token": token}),
        actor=actor,
        at=at,
    )
