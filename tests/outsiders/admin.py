"""What administrators look after: roles, hours and targets, what is published, mail that could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.domains.people import queries as people
from rapport.domains.people.models import Role
from rapport.domains.people.types import RoleName
from tests.outsiders.cases import Case
from tests.outsiders.opened import Page, _says
from tests.world import World


def _client_contact(w: World) -> int:
    return Role.objects.get(role=RoleName.CLIENT_CONTACT).pk


def _role(w: World) -> dict[str, Any]:
    return {"role_id": _client_contact(w)}


PEOPLE = {
    "role_held": Case(lambda w, who, on: [people.role_held(who, on)], on=_client_contact, insider="ines"),
    "roles_held": Case(
        lambda w, who, on: people.roles_held(who, on), on=lambda w: w.cast.ruth.person_id, insider="ines"
    ),
}

PAGES: Mapping[str, Page] = {
    "workspace:roles": Page(lambda w: {"person_id": w.marta}, "ines"),
    "workspace:end_role": Page(_role, "ines"),
    "workspace:end_role POST": Page(_role, "ines", _says()),
}
