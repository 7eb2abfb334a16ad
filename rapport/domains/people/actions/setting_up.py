"""Setting up: the provider, the place for strangers, and the first administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from rapport.domains.people import rules
from rapport.domains.people.actions.meeting import Newcomer, meet
from rapport.domains.people.models import Account, Organisation, Person, Role
from rapport.domains.people.types import NOT_YET_KNOWN, OrganisationKind, RoleName
from rapport.foundation import audit, links
from rapport.foundation.actors import Actor

FIRST_RUN = "first run"


class AlreadySetUp(Exception):
    """There is a provider; nothing was changed. Sign in as an administrator to change it."""


@dataclass(frozen=True)
class SetUp:
    """What the first run made."""

    provider: Organisation
    administrator_id: int


@transaction.atomic
def set_up_provider(
    *,
    name: str,
    zone: str,
    language: str,
    administrator_email: str,
    administrator_name: str,
    actor: Actor,
    at: datetime,
) -> SetUp:
    """Make the provider and its first administrator, once."""
    actor.require("settings.write")
    address = rules.plain_address(administrator_email)
    provider = _provider(name.strip()[:200], rules.known_zone(zone), language, at)
    place = {"kind": OrganisationKind.PUBLIC, "name": NOT_YET_KNOWN, "created_at": at, "zone": zone}
    Organisation.objects.get_or_create(built_in=True, defaults=place | {"language": language})
    written = rules.plain_name(administrator_name, address)
    newcomer = Newcomer(provider.pk, address, written, proven_at=at)
    person_id = meet(newcomers=[newcomer], actor=actor, at=at)[newcomer.place]
    Role.objects.create(person_id=person_id, role=RoleName.ADMINISTRATOR, granted_at=at)
    audit.record("provider.set_up", actor=actor, subject_kind="organisation", subject_id=provider.pk, at=at)
    return SetUp(provider, person_id)


@transaction.atomic
def first_run_link(*, actor: Actor, at: datetime) -> str:
    """The token of the link that opens the first run; only the command line may ask for it."""
    actor.require("settings.write")
    if Organisation.objects.filter(kind=OrganisationKind.PROVIDER).exists():
        raise AlreadySetUp
    return links.issue("invite", ref=FIRST_RUN, at=at)


@dataclass(frozen=True)
class FirstRun:
    """Who is signed in after the first run."""

    account: Account
    administrator_id: int


@transaction.atomic
def first_run(
    *,
    token: str,
    name: str,
    zone: str,
    language: str,
    administrator_email: str,
    administrator_name: str,
    actor: Actor,
    at: datetime,
) -> FirstRun:
    """Use the first run's link up: make the provider, its administrator, and the account they sign in with."""
    link = links.use(token, "invite", at)
    if link.ref != FIRST_RUN:
        raise links.WrongLink("This link was made for something else. Nothing was changed.")
    made = set_up_provider(
        name=name,
        zone=zone,
        language=language,
        administrator_email=administrator_email,
        administrator_name=administrator_name,
        actor=actor,
        at=at,
    )
    address = rules.plain_address(administrator_email)
    account, _ = Account.objects.get_or_create(email=address, defaults={"created_at": at})
    Person.objects.filter(pk=made.administrator_id).update(account=account)
    return FirstRun(account, made.administrator_id)


def _provider(name: str, zone: str, language: str, at: datetime) -> Organisation:
    try:
        with transaction.atomic():
            return Organisation.objects.create(
                kind=OrganisationKind.PROVIDER, name=name, zone=zone, language=language, created_at=at
            )
    except IntegrityError:
        raise AlreadySetUp from None
