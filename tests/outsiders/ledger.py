"""Ledger: acts, episodes, sequences, relationships and the three questions."""

from __future__ import annotations

from datetime import timedelta

from rapport.domains.ledger import actions, queries
from rapport.foundation.actors import Actor
from tests.outsiders.cases import Case, Table
from tests.world import World

WRITTEN = "called by the actions of the desk and of surveys, which have refused before"
LINK = "whoever holds the link may answer by it; the story of the three questions tests a wrong one"
TAPS = {"know_each_other": True, "they_know_us": None, "understood": True}


def _episode(w: World) -> int:
    return w.episode.pk


def _ref(w: World) -> int:
    return w.done.pk


ACTIONS = Table(
    tried={
        "answer_reflection": Case(
            lambda w, who, on: actions.answer_reflection(episode_id=on, side="theirs", actor=who, at=w.at, **TAPS),
            on=_episode,
            insider="marta",
        ),
        "skip_reflection": Case(
            lambda w, who, on: actions.skip_reflection(episode_id=on, side="ours", actor=who, at=w.at), on=_episode
        ),
        "ask_reflection": Case(
            lambda w, who, on: actions.ask_reflection(
                episode_id=on, side="theirs", person_id=w.marta, actor=who, at=w.at
            ),
            on=_episode,
        ),
        "begin_sequence": Case(
            lambda w, who, _: actions.begin_sequence(
                organisation_id=w.cast.aldergate.pk,
                kind="project",
                name="Mine",
                started_at=w.at,
                actor=who,
                at=w.at,
            ),
            insider="noor",
        ),
        "end_sequence": Case(
            lambda w, who, on: actions.end_sequence(sequence_id=on, actor=who, at=w.at),
            on=lambda w: w.sequence_id,
            insider="noor",
        ),
        "join_sequence": Case(
            lambda w, who, on: actions.join_sequence(sequence_id=w.sequence_id, episode_ids=[on], actor=who, at=w.at),
            on=_episode,
            insider="noor",
        ),
        "correct_act": Case(
            lambda w, who, on: actions.correct_act(act_id=on, title="Mine", actor=who, at=w.at),
            on=lambda w: w.act.pk,
            insider="marta",
        ),
        "wish": Case(
            lambda w, who, on: actions.wish(kind="name", one=on, words="Mine", actor=who, at=w.at),
            on=lambda w: w.act.pk,
            insider="marta",
        ),
        "forget_words": Case(
            lambda w, who, on: actions.forget_words(person_id=on, actor=who, at=w.at),
            on=lambda w: w.marta,
            insider="ines",
        ),
        "set_gap": Case(
            lambda w, who, _: actions.set_gap(channel="chat", gap=timedelta(hours=1), actor=who, at=w.at),
            insider="ines",
        ),
        "set_next_step": Case(
            lambda w, who, on: actions.set_next_step(
                person_id=on,
                team_id=w.cast.service_desk.pk,
                next_step="Call",
                next_step_on=None,
                actor=who,
                at=w.at,
            ),
            on=lambda w: w.marta,
        ),
        "set_owner": Case(
            lambda w, who, on: actions.set_owner(
                person_id=on,
                team_id=w.cast.service_desk.pk,
                owner_id=w.cast.hugo.person_id,
                actor=who,
                at=w.at,
            ),
            on=lambda w: w.marta,
        ),
    },
    open={"answer_by_link": LINK},
    inner={
        "link_to_questions": "called by the desk's answer, which has refused before",
        "follow_merge": "run by a job after people were merged or parted, as the system",
        "forget_titles": "called by the steps of an erasure, as the system",
        "gather_sequences": "run by a job that acts as the system",
        "note_parts": WRITTEN,
        "record_acts": WRITTEN,
        "record_traces": WRITTEN,
        "resegment": "run by a job that acts as the system, and by wish, which has refused before",
    },
)


def _reflections(w: World, who: Actor, on: int) -> object:
    """Hugo has said for our side what he thinks of Marta's episode."""
    actions.answer_reflection(episode_id=w.episode.pk, side="ours", actor=w.cast.hugo, at=w.at, **TAPS)
    return queries.reflections_on(who, [on])


def _understanding(w: World, who: Actor, on: int) -> object:
    """Marta has answered; how many did is told to those who reach her episode."""
    asked = queries.open_reflection(w.cast.marta, ("ticket", w.done.pk))
    if asked is not None:
        actions.answer_reflection(episode_id=asked.episode_id, side="theirs", actor=w.cast.marta, at=w.at, **TAPS)
    return queries.understanding(who, [on])


QUERIES = Table(
    tried={
        "act_counts": Case(
            lambda w, who, on: queries.act_counts(who, [on], since=w.at - timedelta(days=30)), on=lambda w: w.marta
        ),
        "contact_counts": Case(
            lambda w, who, on: queries.contact_counts(who, [on], since=w.at - timedelta(days=30)), on=lambda w: w.marta
        ),
        "acts": Case(lambda w, who, on: queries.acts(who, person_id=on).rows, on=lambda w: w.marta),
        "episode_of": Case(lambda w, who, on: queries.episode_of(who, ("ticket", on)), on=_ref),
        "episodes": Case(lambda w, who, on: queries.episodes(who, person_id=on).rows, on=lambda w: w.marta),
        "gap_settings": Case(lambda w, who, _: [queries.gap_settings(who)], insider="ines"),
        "gaps_in_force": Case(lambda w, who, _: queries.gaps_in_force(who)),
        "open_reflection": Case(lambda w, who, on: queries.open_reflection(who, ("ticket", on)), on=_ref),
        "recent_episodes": Case(lambda w, who, on: queries.recent_episodes(who, [on]), on=lambda w: w.marta),
        "reflections_on": Case(_reflections, on=_episode),
        "reflections_to_ask": Case(lambda w, who, _: queries.reflections_to_ask(who, w.at)),
        "relationship": Case(lambda w, who, on: queries.relationship(who, on), on=lambda w: w.marta),
        "relationships": Case(lambda w, who, _: queries.relationships(who).rows),
        "relationships_of": Case(lambda w, who, on: queries.relationships_of(who, on), on=lambda w: w.marta),
        "timeline": Case(lambda w, who, on: queries.timeline(who, on).acts, on=lambda w: w.marta),
        "understanding": Case(_understanding, on=_episode),
        "who_knows_whom": Case(lambda w, who, on: queries.who_knows_whom(who, on), on=lambda w: w.marta),
    },
    open={"questions_by_link": LINK},
)
