"""Promises of theirs, ideas and thanks: what Marta told us she would do, and what she thought of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger import queries as ledger_queries
from rapport.domains.ledger.models import Evidence
from rapport.domains.ledger.types import Channel, NewAct, NewEvidence
from rapport.domains.promises import actions, queries
from rapport.domains.promises.models import TheirPromise
from rapport.foundation.actors import Actor, system
from rapport.measures.stages import Kind
from tests.outsiders.cases import Case
from tests.outsiders.opened import Page, _says
from tests.world import World


def _note(w: World, who: Actor, key: str) -> TheirPromise:
    return actions.note_their_promise(
        person_id=w.marta,
        text="I send the log.",
        due_on=w.at.date() + timedelta(days=3),
        team_id=w.cast.service_desk.pk,
        ref=("ticket", w.ticket.pk),
        source_key=key,
        actor=who,
        at=w.at,
    )


def _noted(w: World) -> int:
    return _note(w, w.cast.hugo, "outsiders:1").pk


def _settled(w: World) -> None:
    actions.settle_their_promise(promise_id=_noted(w), said="kept", actor=w.cast.marta, at=w.at)


def _idea(w: World) -> int:
    told = NewEvidence(w.marta, Kind.IDEA, w.at, "outsiders:idea", words="A chute for the rubble")
    ledger.record_evidence(evidence=[told], actor=system(), at=w.at)
    return Evidence.objects.get(person_id=w.marta, source_key="outsiders:idea").pk


def _addressed(w: World, who: Actor, on: int) -> object:
    act = NewAct(on, w.cast.aldergate.pk, w.at, Channel.THANKS, "theirs", "thanks", "outsiders:thanks")
    return ledger.address_act(act=act, to=[w.cast.hugo.person_id or 0], actor=who, at=w.at)


def _of(w: World, who: Actor, on: int) -> object:
    _noted(w)
    return queries.promises_of(who, on, at=w.at)


def _of_group(w: World, who: Actor, on: int) -> object:
    _noted(w)
    return queries.promises_of_group(who, on, at=w.at)


def _kept(w: World, who: Actor, on: int) -> object:
    _settled(w)
    until = w.at.date() + timedelta(days=9)
    return queries.their_kept_rate(who, organisation_id=on, since=w.at.date(), until=until).n


def _ideas(w: World, who: Actor, on: int) -> object:
    _idea(w)
    return ledger_queries.ideas_of(who, on)


def _among(w: World, who: Actor, on: int) -> object:
    _idea(w)
    found = ledger_queries.ideas_among(who, organisation_id=on, since=w.at - timedelta(days=1))
    return found if any(found) else []


def _delivered(w: World, who: Actor, on: int) -> object:
    since = w.at - timedelta(days=1)
    return [ledger_queries.ideas_delivered(who, organisation_id=on, since=since, until=w.at)]


def _marta(w: World) -> int:
    return w.marta


def _aldergate(w: World) -> int:
    return w.cast.aldergate.pk


PROMISE_ACTIONS = {
    "note_their_promise": Case(lambda w, who, _: _note(w, who, "outsiders:2"), on=_marta),
    "settle_their_promise": Case(
        lambda w, who, on: actions.settle_their_promise(promise_id=on, said="kept", actor=who, at=w.at), on=_noted
    ),
}
PROMISE_QUERIES = {
    "promises_of": Case(_of, on=_marta),
    "promises_of_group": Case(_of_group, on=_aldergate),
    "their_promise": Case(lambda w, who, on: queries.their_promise(who, on, at=w.at), on=_noted),
    "their_kept_rate": Case(_kept, on=_aldergate),
}
LEDGER_ACTIONS = {
    "act_earlier_ideas": Case(
        lambda w, who, _: ledger.act_earlier_ideas(after_id=0, actor=who, at=w.at), insider="system"
    ),
    "address_act": Case(_addressed, on=_marta, insider="marta"),
    "deliver_idea": Case(
        lambda w, who, on: ledger.deliver_idea(idea_id=on, actor=who, at=w.at), on=_idea, insider="noor"
    ),
}
LEDGER_QUERIES = {
    "ideas_of": Case(_ideas, on=_marta),
    "ideas_among": Case(_among, on=_aldergate),
    "teams_met": Case(lambda w, who, _: ledger_queries.teams_met(who), insider="marta"),
    "ideas_delivered": Case(_delivered, on=_aldergate),
}


def _promise_id(w: World) -> dict[str, Any]:
    return {"promise_id": _noted(w)}


def _said(w: World) -> Mapping[str, Any]:
    return {"text": "I send the log.", "due_on": (w.at.date() + timedelta(days=3)).isoformat()}


def _listed(w: World) -> dict[str, Any]:
    _noted(w)
    return {"person_id": w.marta}


OPERATIONS: Mapping[str, dict[str, Any]] = {
    "GET /api/v1/people/{person_id}/their-promises": {"on": _listed},
    "POST /api/v1/tickets/{ticket_id}/their-promises": {
        "on": lambda w: {"ticket_id": w.ticket.pk},
        "sent": lambda w, on: _said(w),
    },
    "POST /api/v1/people/{person_id}/their-promises": {
        "on": lambda w: {"person_id": w.marta},
        "sent": lambda w, on: _said(w),
    },
    "POST /api/v1/their-promises/{promise_id}": {"on": _promise_id, "sent": lambda w, on: {"said": "kept"}},
}


PAGES: Mapping[str, Page] = {
    "workspace:they_said": Page(lambda w: {"person_id": w.marta}, "hugo", _said),
    "workspace:they_said_on_ticket": Page(lambda w: {"ticket_id": w.ticket.pk}, "hugo", _said),
    "workspace:settle_theirs": Page(_promise_id, "hugo", _says(said="kept")),
    "workspace:idea_delivered": Page(lambda w: {"idea_id": _idea(w)}, "noor", _says()),
    "portal:settle_told_us": Page(_promise_id, "marta", _says(said="kept")),
}
