"""Ledger: acts, episodes, sequences, relationships and the three questions."""

from __future__ import annotations

from datetime import timedelta

from rapport.domains.ledger import actions
from rapport.domains.promises.models.hours import office_hours
from tests.outsiders import stages, workspace
from tests.outsiders.cases import Case, Table
from tests.outsiders.ledger_made import (
    LINK,
    TAPS,
    WRITTEN,
    act_of,
    decision_of,
    episode_of,
    made_feed,
    not_right,
    of_feed,
    on_joined,
    opened_by,
    taken,
)
from tests.outsiders.ledger_reads import QUERIES

__all__ = ["ACTIONS", "QUERIES"]


ACTIONS = Table(
    tried={
        **workspace.LEDGER,
        **stages.ACTIONS,
        "agree": on_joined("agree", agreed="More of it."),
        "lead_on": on_joined("lead_on", following_id=None),
        "put_away": on_joined("put_away"),
        "say_worth": on_joined("say_worth", insider="marta", score=6),
        "write_words": on_joined("write_words", insider="marta", keep="All of it.", change="", shown=False),
        "name_sequence": Case(
            lambda w, who, on: actions.name_sequence(sequence_id=on, name="Mine", actor=who, at=w.at),
            on=lambda w: w.sequence_id,
            insider="noor",
        ),
        "leave_sequence": Case(
            lambda w, who, on: [actions.leave_sequence(sequence_id=on, episode_ids=[], actor=who, at=w.at)],
            on=lambda w: w.sequence_id,
            insider="noor",
        ),
        "open_feed": Case(lambda w, who, _: opened_by(w, who), insider="ines"),
        "renew_secret": of_feed("renew_secret"),
        "set_readings": Case(lambda w, who, _: actions.set_readings(on=True, actor=who, at=w.at), insider="ines"),
        "take_rows": Case(taken, on=made_feed, insider="ines"),
        "end_feed": of_feed("end_feed"),
        "answer_reflection": Case(
            lambda w, who, on: actions.answer_reflection(episode_id=on, side="theirs", actor=who, at=w.at, **TAPS),
            on=episode_of,
            insider="marta",
        ),
        "skip_reflection": Case(
            lambda w, who, on: actions.skip_reflection(episode_id=on, side="ours", actor=who, at=w.at), on=episode_of
        ),
        "adjust_gap": Case(
            lambda w, who, _: actions.adjust_gap(channel="chat", gap=timedelta(hours=1), actor=who, at=w.at),
            insider="ines",
        ),
        "begin_resegmentation": Case(
            lambda w, who, _: actions.begin_resegmentation(actor=who, at=w.at), insider="ines"
        ),
        "decide": Case(
            lambda w, who, on: actions.decide(kind="move", episode_id=on, act_id=act_of(w), actor=who, at=w.at),
            on=episode_of,
        ),
        "name_episode": Case(
            lambda w, who, on: actions.name_episode(episode_id=on, words="Mine", actor=who, at=w.at), on=episode_of
        ),
        "take_back": Case(lambda w, who, on: actions.take_back(decision_id=on, actor=who, at=w.at), on=decision_of),
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
            on=episode_of,
            insider="noor",
        ),
        "ask_correction": Case(
            lambda w, who, on: actions.ask_correction(about="act", act_id=on, words="Not so.", actor=who, at=w.at),
            on=lambda w: w.act.pk,
            insider="marta",
        ),
        "accept_correction": Case(
            lambda w, who, on: actions.accept_correction(correction_id=on, title="So", actor=who, at=w.at),
            on=not_right,
        ),
        "decline_correction": Case(
            lambda w, who, on: actions.decline_correction(correction_id=on, answer="It is so.", actor=who, at=w.at),
            on=not_right,
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
        "set_group_step": Case(
            lambda w, who, on: actions.set_group_step(
                organisation_id=on,
                team_id=w.cast.service_desk.pk,
                owner_id=None,
                next_step="Call",
                next_step_on=None,
                actor=who,
                at=w.at,
            ),
            on=lambda w: w.cast.aldergate.pk,
        ),
        "recount_contacts": Case(
            lambda w, who, _: [actions.recount_contacts(working=office_hours("UTC"), actor=who, at=w.at)],
            insider="ines",
        ),
        "count_contacts": Case(
            lambda w, who, _: [actions.count_contacts(working=office_hours("UTC"), actor=who, at=w.at)], insider="ines"
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
    own={**stages.OWN, "note_reading": lambda w, who, _: actions.note_reading(page="results", actor=who, at=w.at)},
    open={"answer_by_link": LINK, "say_worth_by_link": LINK},
    inner={
        **stages.INNER,
        "continue_resegmentation": "run by a job that acts as the system",
        "finish_resegmentation": "run by a job that acts as the system",
        "read_gaps": "run by the clock as the system; refuses whoever may not write gaps",
        "amend_acts": "called by take_rows, which has refused before",
        "end_sequences_due": "run by a job that acts as the system",
        "forget_deliveries": "run by a job that acts as the system",
        "release_reflections": "run by a job that acts as the system",
        "prepare_look_back": "run by a reaction that acts as the system",
        "link_to_questions": "called by the desk's answer, which has refused before",
        "follow_merge": "run by a job after people were merged or parted, as the system",
        "forget_titles": "called by the steps of an erasure, as the system",
        "gather_sequences": "run by a job that acts as the system",
        "note_parts": WRITTEN,
        "record_acts": WRITTEN,
        "take_sequence": "called by imports and by take_rows as the system; refuses whoever may not write people",
        "join_by_key": "called by take_rows, which has refused before",
        "say_anew": "run by a reaction that acts as the system, when an answer by name was given or changed",
        "record_traces": WRITTEN,
        "resegment": "run by a job that acts as the system, and by wish, which has refused before",
    },
)
