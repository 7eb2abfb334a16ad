"""Stages: where people stand, evidenced acts, the direct line, and everybody who is served."""

from __future__ import annotations

from typing import Any

from rapport.domains.insights import queries as insights
from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.types import NewEvidence
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, system
from rapport.measures.stages import Kind
from tests.outsiders import theirs
from tests.outsiders.cases import Case
from tests.world import World


def judged(w: World) -> None:
    """Everybody's stage until last month, as the worker would judge it."""
    run = actions.begin_stage_run(actor=system(), at=w.at)
    while run is not None:
        persons = people.everybody_served(system(), after=run.after)
        given: dict[str, Any] = {"persons": persons, "natures": {}, "actor": system(), "at": w.at}
        actions.judge_stages(run_id=run.pk, after=run.after, **given)
        run = actions.begin_stage_run(actor=system(), at=w.at)


def _evidence(w: World, who: Actor, on: int) -> object:
    told = NewEvidence(on, Kind.PILOT, w.at, "outsiders:1", words="Mine")
    return actions.record_evidence(evidence=[told], actor=who, at=w.at)


def _stage(w: World, who: Actor, on: int) -> object:
    judged(w)
    return queries.stage(who, on)


def _openings(w: World, who: Actor, on: int) -> object:
    judged(w)
    return queries.openings(who, [on])


def _marta(w: World) -> int:
    return w.marta


ACTIONS = {
    **theirs.LEDGER_ACTIONS,
    "begin_stage_run": Case(lambda w, who, _: actions.begin_stage_run(actor=who, at=w.at), insider="ines"),
    "record_evidence": Case(_evidence, on=_marta),
    "set_direct_line": Case(
        lambda w, who, on: actions.set_direct_line(team_id=on, on=False, actor=who, at=w.at),
        on=lambda w: w.cast.service_desk.pk,
        insider="ines",
    ),
}
OWN = {
    "say_who_sent_me": lambda w, who, _: actions.say_who_sent_me(said="Somebody Else", actor=who, at=w.at),
    "tell_idea": lambda w, who, _: actions.tell_idea(words="A chute.", source_key="mine", actor=who, at=w.at),
}
INNER = {"judge_stages": "called by a reaction that acts as the system"}

QUERIES = {
    **theirs.LEDGER_QUERIES,
    "direct_lines": Case(lambda w, who, _: [queries.direct_lines(who)], insider="ines"),
    "gone_quiet": Case(lambda w, who, _: [queries.gone_quiet(who)]),
    "judged_until": Case(lambda w, who, _: [queries.judged_until(who)]),
    "known_agent": Case(
        lambda w, who, on: [queries.known_agent(who, on, at=w.at)],
        on=_marta,
        insider="marta",
    ),
    "named_agents": Case(
        lambda w, who, on: queries.named_agents(who, [(1, on, 1)], at=w.at) or who.reach.whole,
        on=_marta,
        insider="system",
    ),
    "openings": Case(_openings, on=_marta, insider="marta"),
    "stage": Case(_stage, on=_marta, insider="noor"),
    "stage_counts": Case(lambda w, who, _: [queries.stage_counts(who)], insider="system"),
}
OPEN = {
    "may_say_who_sent": "tells the one who asks about themself and nobody else",
    "opened_by": "the table of what each stage opens names nobody",
}
INSIGHTS = {"stage_table": Case(lambda w, who, _: [insights.stage_table(who)], insider="noor")}
PEOPLE = {
    "everybody_served": Case(lambda w, who, _: people.everybody_served(who), insider="system"),
    "served_count": Case(lambda w, who, _: people.served_count(who), insider="system"),
    "first_uses": Case(lambda w, who, _: people.first_uses(who, people.everybody_served(system())), insider="system"),
}
