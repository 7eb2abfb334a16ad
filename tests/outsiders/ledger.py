"""Ledger: acts, episodes, sequences, relationships and the three questions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Act, Feed, LookBack
from rapport.domains.ledger.types import Group
from rapport.domains.promises.models.hours import office_hours
from rapport.foundation.actors import Actor, system
from tests.outsiders import contact, stages
from tests.outsiders.cases import Case, Table
from tests.outsiders.outlook import OUTLOOK
from tests.world import World

WRITTEN = "called by the actions of the desk and of surveys, which have refused before"
LINK = "whoever holds the link may answer by it; the story of the three questions tests a wrong one"
TAPS = {"know_each_other": True, "they_know_us": None, "understood": True}


def _episode(w: World) -> int:
    return w.episode.pk


def _ref(w: World) -> int:
    return w.done.pk


def act_of(w: World) -> int:
    """The first act of Marta's episode."""
    return Act.objects.filter(episode=w.episode.pk).order_by("at", "id").values_list("id", flat=True).first() or 0


def decision_of(w: World) -> int:
    """Hugo has given Marta's episode a name."""
    return actions.name_episode(episode_id=w.episode.pk, words="The form", actor=w.cast.hugo, at=w.at).pk


def _not_right(w: World) -> int:
    """Marta says that an act of hers is not right."""
    return actions.ask_correction(about="act", act_id=w.act.pk, words="Not so.", actor=w.cast.marta, at=w.at).pk


def joined(w: World) -> int:
    """The sequence, with Marta's finished matter in it, ended and asked about; made once."""
    if LookBack.objects.filter(sequence_id=w.sequence_id, ready_at__isnull=False).exists():
        return w.sequence_id
    named = {"sequence_id": w.sequence_id, "at": w.at}
    actions.join_sequence(episode_ids=[w.episode.pk], actor=w.cast.noor, **named)
    actions.end_sequence(actor=w.cast.noor, **named)
    actions.prepare_look_back(sender=None, actor=system(), **named)
    return w.sequence_id


def made_feed(w: World) -> int:
    """A feed for Aldergate, made once."""
    known = Feed.objects.filter(source="zammad").first()
    return (
        known.pk
        if known
        else actions.open_feed(
            name="Zammad",
            source="zammad",
            organisation_id=w.cast.aldergate.pk,
            team_id=w.cast.service_desk.pk,
            actor=w.cast.ines,
            at=w.at,
        )[0]
    )


def key_of(sequence_id: int) -> str:
    """What stands in the address its people open."""
    return LookBack.objects.get(sequence_id=sequence_id).key


def _on_joined(name: str, *, insider: str = "noor", **said: Any) -> Case:
    """An action on the sequence Marta's matter stands in."""
    action = getattr(actions, name)
    return Case(
        lambda w, who, on: action(sequence_id=on, actor=who, at=w.at, **said) or "done", on=joined, insider=insider
    )


def _of_feed(name: str) -> Case:
    """An action on a feed, which only an administrator may see at all."""
    action = getattr(actions, name)
    return Case(lambda w, who, on: action(feed_id=on, actor=who, at=w.at) or "done", on=made_feed, insider="ines")


def _opened_by(w: World, who: Actor) -> object:
    return actions.open_feed(
        name="Jira", source="jira", organisation_id=w.cast.aldergate.pk, team_id=1, actor=who, at=w.at
    )


def _taken(w: World, who: Actor, on: int) -> object:
    return actions.take_rows(feed_id=on, call_id="1", rows=[], refs={}, actor=who, at=w.at)


ACTIONS = Table(
    tried={
        **stages.ACTIONS,
        "agree": _on_joined("agree", agreed="More of it."),
        "lead_on": _on_joined("lead_on", following_id=None),
        "put_away": _on_joined("put_away"),
        "say_worth": _on_joined("say_worth", insider="marta", score=6),
        "write_words": _on_joined("write_words", insider="marta", keep="All of it.", change="", shown=False),
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
        "open_feed": Case(lambda w, who, _: _opened_by(w, who), insider="ines"),
        "renew_secret": _of_feed("renew_secret"),
        "set_readings": Case(lambda w, who, _: actions.set_readings(on=True, actor=who, at=w.at), insider="ines"),
        "take_rows": Case(_taken, on=made_feed, insider="ines"),
        "end_feed": _of_feed("end_feed"),
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
        "adjust_gap": Case(
            lambda w, who, _: actions.adjust_gap(channel="chat", gap=timedelta(hours=1), actor=who, at=w.at),
            insider="ines",
        ),
        "begin_resegmentation": Case(
            lambda w, who, _: actions.begin_resegmentation(actor=who, at=w.at), insider="ines"
        ),
        "decide": Case(
            lambda w, who, on: actions.decide(kind="move", episode_id=on, act_id=act_of(w), actor=who, at=w.at),
            on=_episode,
        ),
        "name_episode": Case(
            lambda w, who, on: actions.name_episode(episode_id=on, words="Mine", actor=who, at=w.at), on=_episode
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
            on=_episode,
            insider="noor",
        ),
        "ask_correction": Case(
            lambda w, who, on: actions.ask_correction(about="act", act_id=on, words="Not so.", actor=who, at=w.at),
            on=lambda w: w.act.pk,
            insider="marta",
        ),
        "accept_correction": Case(
            lambda w, who, on: actions.accept_correction(correction_id=on, title="So", actor=who, at=w.at),
            on=_not_right,
        ),
        "decline_correction": Case(
            lambda w, who, on: actions.decline_correction(correction_id=on, answer="It is so.", actor=who, at=w.at),
            on=_not_right,
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
        "recount_contacts": Case(lambda w, who, _: [actions.recount_contacts(actor=who, at=w.at)], insider="ines"),
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
        "record_traces": WRITTEN,
        "resegment": "run by a job that acts as the system, and by wish, which has refused before",
    },
)


def _own_sequences(w: World, who: Actor, _: object) -> object:
    joined(w)
    return queries.own_sequences(who)


def _waiting(w: World, who: Actor, _: object) -> object:
    joined(w)
    return queries.look_backs_waiting(who)


def _sequences(w: World, who: Actor, _: object) -> object:
    joined(w)
    return queries.sequences(who).rows


def _all_feeds(w: World, who: Actor, _: object) -> object:
    made_feed(w)
    return queries.feeds(who)


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


def _decisions(w: World, who: Actor, on: int) -> object:
    """Hugo has given Marta's episode a name; those who reach it see by whom."""
    decision_of(w)
    return queries.decisions_on(who, episode_id=on)


def _resegmentation(w: World, who: Actor, on: object) -> object:
    """Ines has changed a gap; how far it has come."""
    actions.begin_resegmentation(actor=w.cast.ines, at=w.at)
    return queries.resegmentation(who)


def _her_corrections(w: World, who: Actor, on: int) -> object:
    _not_right(w)
    return queries.corrections(who, on)


QUERIES = Table(
    tried={
        **stages.QUERIES,
        "act_counts": Case(
            lambda w, who, on: queries.act_counts(who, [on], since=w.at - timedelta(days=30)), on=lambda w: w.marta
        ),
        "contact_counts": Case(
            lambda w, who, on: queries.contact_counts(who, [on], since=w.at - timedelta(days=30)), on=lambda w: w.marta
        ),
        "last_matters": Case(
            lambda w, who, on: queries.last_matters(who, [on], before=w.at), on=lambda w: w.marta, insider="system"
        ),
        "acts": Case(lambda w, who, on: queries.acts(who, person_id=on).rows, on=lambda w: w.marta),
        "corrections": Case(_her_corrections, on=lambda w: w.marta),
        "matter": Case(lambda w, who, on: queries.matter(who, on), on=_episode),
        "effort": Case(contact.effort, on=lambda w: w.marta),
        "episode_of": Case(lambda w, who, on: queries.episode_of(who, ("ticket", on)), on=_ref),
        "episodes": Case(lambda w, who, on: queries.episodes(who, person_id=on).rows, on=lambda w: w.marta),
        "decision_outcome": Case(
            lambda w, who, on: queries.decision_outcome(who, kind="move", episode_id=on, act_id=act_of(w)), on=_episode
        ),
        "decisions_on": Case(_decisions, on=_episode),
        "episode": Case(lambda w, who, on: queries.episode(who, person_id=w.marta, episode_id=on), on=_episode),
        "gap_preview": Case(
            lambda w, who, _: queries.gap_preview(who, channel="phone", gap=timedelta(days=1)), insider="ines"
        ),
        "gap_seen": Case(lambda w, who, _: queries.gap_seen(who, "phone"), insider="ines"),
        "gaps_seen": Case(lambda w, who, _: [queries.gaps_seen(who)], insider="ines"),
        "resegmentation": Case(_resegmentation, insider="ines"),
        "episodes_to_join": Case(
            lambda w, who, on: queries.episodes_to_join(who, on).rows, on=lambda w: w.sequence_id, insider="noor"
        ),
        "feed": Case(lambda w, who, on: queries.feed(who, on), on=made_feed, insider="ines"),
        "feeds": Case(_all_feeds, insider="ines"),
        "refused_rows": Case(lambda w, who, on: [queries.refused_rows(who, on)], on=made_feed, insider="ines"),
        "look_back": Case(lambda w, who, on: queries.look_back(who, on), on=joined, insider="marta"),
        "look_backs_waiting": Case(_waiting, insider="ines"),
        "own_sequences": Case(_own_sequences, insider="marta"),
        "own_taps": Case(lambda w, who, _: queries.own_taps(who, at=w.at)),
        "reflections_between": Case(contact.between, insider="noor"),
        "sequences": Case(_sequences, insider="hugo"),
        "worth_of": Case(lambda w, who, on: queries.worth_of(who, [on]), on=joined, insider="hugo"),
        "gap_settings": Case(lambda w, who, _: [queries.gap_settings(who)], insider="ines"),
        "gaps_in_force": Case(lambda w, who, _: queries.gaps_in_force(who)),
        "group_contact": Case(
            lambda w, who, on: queries.group_contact(who, Group(on), contact.whole(w)).months, on=contact.of_aldergate
        ),
        "newest_of_group": Case(contact.newest, on=contact.of_aldergate),
        "people_met": Case(
            lambda w, who, on: contact.after_counting(w, lambda: queries.people_met(who, Group(on))),
            on=contact.of_aldergate,
        ),
        "pairs_met": Case(
            lambda w, who, on: contact.after_counting(w, lambda: queries.pairs_met(who, Group(on))),
            on=contact.of_aldergate,
        ),
        "group_relationships": Case(contact.with_a_step, on=contact.of_aldergate),
        "open_reflection": Case(lambda w, who, on: queries.open_reflection(who, ("ticket", on)), on=_ref),
        "recent_episodes": Case(lambda w, who, on: queries.recent_episodes(who, [on]), on=lambda w: w.marta),
        "reflections_on": Case(_reflections, on=_episode),
        "reflections_to_ask": Case(lambda w, who, _: queries.reflections_to_ask(who, w.at)),
        "relationship": Case(lambda w, who, on: queries.relationship(who, on), on=lambda w: w.marta),
        "relationships": Case(lambda w, who, _: queries.relationships(who).rows),
        "relationships_of": Case(lambda w, who, on: queries.relationships_of(who, on), on=lambda w: w.marta),
        "timeline": Case(lambda w, who, on: queries.timeline(who, on).acts, on=lambda w: w.marta),
        "understanding": Case(_understanding, on=_episode),
        **OUTLOOK,
        "who_knows_whom": Case(lambda w, who, on: queries.who_knows_whom(who, on), on=lambda w: w.marta),
    },
    own={
        "own_readings": lambda w, who, _: queries.own_readings(who),
        "readings_noted": lambda w, who, _: queries.readings_noted(who),
    },
    open={
        "readings_allowed": "whether this place asks at all is nobody's secret",
        "feed_that_signed": "only who has the secret of a feed can sign; the tests of the feed try wrong ones",
        "questions_by_link": LINK,
        "worth_by_link": LINK,
        **stages.OPEN,
    },
)
