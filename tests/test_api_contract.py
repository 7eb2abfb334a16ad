"""Every operation of the API, called with whatever its schema allows and forbids, keeps to what the schema promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from rapport.config.wsgi import application
from rapport.domains.knowledge import actions as knowledge
from rapport.domains.knowledge.types import Readers, Trouble
from rapport.domains.recovery import actions as recoveries
from rapport.interfaces.api.v1 import api
from tests.cast import ONE_DAY, ONE_HOUR
from tests.outsiders import articles, insights, outreach, recovery, visits, workspace
from tests.outsiders import knowledge as terms
from tests.outsiders.api import OPERATIONS
from tests.test_outsiders import tried
from tests.world import NO_KEY, NOT_THERE, World

SEED = 20261102
PROMISED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = {GenerationMode.POSITIVE: 10, GenerationMode.NEGATIVE: 3}


def known(world: World) -> Mapping[str, list[Any]]:
    """What parameters and fields of these names may say so that something comes of it.

    Without it nearly every call would end with 404.
    """
    insights.released(world)
    recovery_id = recovery.recovery_of_marta(world)
    recoveries.log_contact(recovery_id=recovery_id, reached=True, words="", actor=world.cast.dev, at=world.at)
    soon = [world.at + n * ONE_DAY for n in (1, 2)]
    people = [world.cast.hugo.person_id, world.marta]
    return {
        "ticket_id": [workspace.with_field(world), world.done.pk],
        "other_id": [workspace.linked_of_marta(world)],
        "into_id": [world.ticket.pk],
        "merge_id": [workspace.merged_of_marta(world)],
        "message_id": list(world.ticket.messages.filter(side="ours").values_list("pk", flat=True)),
        "seen_message_id": [world.ticket.messages.order_by("-said_at").values_list("pk", flat=True)[0]],
        "attachment_id": [world.attachment.pk],
        "macro_id": [workspace.macro_of_hugo(world)],
        "view_id": [workspace.view_of_hugo(world)],
        "reminder_id": [workspace.reminder_of_hugo(world)],
        "held_id": [world.held.pk],
        "visit_id": [visits.visit_of_marta(world, begun=True)],
        "recovery_id": [recovery_id],
        "plan_id": [outreach.plan_of_marta(world)],
        "survey_id": [world.survey_id],
        "organisation_id": [world.cast.aldergate.pk],
        "site_id": [world.cast.head_office.pk],
        "service_id": [world.cast.mail.pk, world.cast.printing.pk],
        "term_id": [terms.proposed_by_marta(world)],
        "team_id": [world.cast.service_desk.pk],
        "on": [moment.date().isoformat() for moment in soon],
        "promise_until": [moment.isoformat() for moment in soon],
        "starts_at": [soon[0].isoformat()],
        "ends_at": [(soon[0] + ONE_HOUR).isoformat()],
        "to_id": [world.cast.ines.person_id],
        "ticket_ids": [[world.ticket.pk], [world.ticket.pk, world.done.pk]],
        "version": [0],
        "audience": ["everybody", "staff"],
        **dict.fromkeys(("person_id", "requester_id", "assignee_id", "owner_id", "technician_id"), people),
    }


def said_with(schema: Any, there: Mapping[str, list[Any]], keys: Mapping[str, list[str]]) -> Any:
    """The description with what there is in place of every possible number; in addresses also with what is not."""
    schema = deepcopy(schema)
    for path, methods in schema["paths"].items():
        here = {"key": next((found for name, found in keys.items() if name in path), [])}
        for one in (one for operation in methods.values() for one in operation.get("parameters", [])):
            values = [*there.get(one["name"], here.get(one["name"], []))]
            if values:
                one["schema"] = {"enum": [*values, NO_KEY if one["name"] == "key" else NOT_THERE]}
    for shape in schema["components"]["schemas"].values():
        if shape.get("additionalProperties") is False:  # what is sent, not what is answered
            for name in shape.get("properties", {}).keys() & there.keys():
                shape["properties"][name] = {"enum": there[name]}
    return schema


def fixed(world: World) -> str:
    """The key of a known problem that is fixed."""
    said = {"trouble": Trouble("The printer prints blue", ""), "readers": Readers("everybody")}
    made = knowledge.open_problem(team_id=world.cast.service_desk.pk, actor=world.cast.hugo, at=world.at, **said)
    knowledge.fix_problem(problem_id=made.pk, words="Blue again.", actor=world.cast.hugo, at=world.at)
    return made.key


def operations(world: World) -> Iterator[Any]:
    """Every operation, with values of this world."""
    keys = {"/articles/": [articles.article(world).key], "/problems/": [articles.problem(world).key, fixed(world)]}
    said = said_with(api.get_openapi_schema(path_prefix="/api/v1/"), known(world), keys)
    schema = schemathesis.openapi.from_dict(said)
    schema.app = application
    for found in schema.get_all_operations():
        yield found.ok()


def faults_of(world: World, operation: Any, mode: GenerationMode, seen: set[str]) -> Iterator[str]:
    """What one operation did that its description does not say; it is `seen` once something came of a call."""
    insider = OPERATIONS[operation.label].insider

    @seed(SEED)
    @settings(max_examples=EXAMPLES[mode], deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode), who=st.sampled_from((insider, insider, "ines", "ruth")))
    def call(case: Any, who: str) -> None:
        with tried():
            headers = {"Authorization": f"Bearer {world.api_tokens[who]}"}
            if case.call_and_validate(headers=headers, checks=PROMISED).status_code < 300:
                seen.add(operation.label)

    try:
        call()
    except (Exception, BaseExceptionGroup) as error:
        yield f"{operation.label} ({mode}): {error}"


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """A request does not close the connection of the test it runs in, as with Django's own test client."""
    signals = (request_started, request_finished)
    for one in signals:
        one.disconnect(close_old_connections)
    yield
    for one in signals:
        one.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.usefixtures("_one_connection")
def test_every_operation_does_what_its_schema_promises(world: World) -> None:
    seen: set[str] = set()
    found = [
        fault
        for operation in operations(world)
        for mode in EXAMPLES
        for fault in faults_of(world, operation, mode, seen)
    ]
    assert found == [], "\n\n".join(found)
    assert len(seen) > 0.9 * len(OPERATIONS), sorted(OPERATIONS.keys() - seen)
