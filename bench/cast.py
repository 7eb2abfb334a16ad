"""Who is there when something is measured: the provider, a team with its mailbox, an agent and their sessions."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from bench.workload import DESK
from rapport.domains.desk import actions as desk
from rapport.domains.desk.models import Mailbox
from rapport.domains.people import actions as people
from rapport.domains.people.models import Account, Person, Service, Team
from rapport.domains.people.types import RoleName
from rapport.foundation.actors import system
from rapport.interfaces.web.middleware import PERSON


@dataclass(frozen=True)
class Cast:
    """Ids of the rows everything else hangs on."""

    provider_id: int
    team_id: int
    service_id: int
    mailbox_id: int
    agent_id: int


def build() -> Cast:
    """Tables, provider, team, service, mailbox and an agent who also owns the service."""
    from rapport.interfaces.cli import tables

    tables.bring_up_to_date()
    at, actor = timezone.now(), system()
    made = people.set_up_provider(
        name="Bench Service",
        zone="Europe/Berlin",
        language="en",
        administrator_email="admin@bench.example",
        administrator_name="Ada Bench",
        actor=actor,
        at=at,
    )
    team = people.create_team(name="Service Desk", actor=actor, at=at)
    service = people.create_service(name="Workplace", team_id=team.pk, actor=actor, at=at)
    mailbox = desk.add_mailbox(address=DESK, name="Support", team_id=team.pk, actor=actor, at=at)
    newcomer = people.Newcomer(made.provider.pk, "hugo@bench.example", "Hugo Marek", proven_at=at)
    agent_id = people.meet(newcomers=[newcomer], actor=actor, at=at)[newcomer.place]
    people.grant_role(person_id=agent_id, role=RoleName.AGENT, team_id=team.pk, actor=actor, at=at)
    people.grant_role(person_id=agent_id, role=RoleName.SERVICE_OWNER, actor=actor, at=at)
    return Cast(made.provider.pk, team.pk, service.pk, mailbox.pk, agent_id)


def found() -> Cast:
    """The same in a place that was filled before."""
    team_id, provider_id = Team.objects.order_by("pk").values_list("pk", "organisation_id")[0]
    service_id = Service.objects.order_by("pk").values_list("pk", flat=True)[0]
    agent_id = Person.objects.get(name="Hugo Marek", organisation_id=provider_id).pk
    return Cast(provider_id, team_id, service_id, Mailbox.objects.get(address=DESK).pk, agent_id)


def session_of(person_id: int) -> str:
    """The cookie of somebody who is signed in."""
    person = Person.objects.get(pk=person_id)
    account, _ = Account.objects.get_or_create(
        email=f"person{person_id}@accounts.example", defaults={"created_at": timezone.now()}
    )
    Person.objects.filter(pk=person_id).update(account=account)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[PERSON] = person.pk
    session.save()
    return str(session.session_key)
