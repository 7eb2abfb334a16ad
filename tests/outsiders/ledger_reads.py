"""Queries of the ledger, and what each shows of Marta's."""

from __future__ import annotations

from datetime import timedelta

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Feed, FeedMatter
from rapport.domains.ledger.types import Group
from rapport.foundation.actors import Actor
from tests.outsiders import contact, stages
from tests.outsiders.cases import Case, Table
from tests.outsiders.ledger_made import (
    LINK,
    TAPS,
    act_of,
    decision_of,
    episode_of,
    joined,
    made_feed,
    not_right,
    ref_of,
)
from tests.outsiders.outlook import OUTLOOK
from tests.world import World


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


def _decisions(w: World, who: Actor, on: int) -> object:
    """Hugo has given Marta's episode a name; those who reach it see by whom."""
    decision_of(w)
    return queries.decisions_on(who, episode_id=on)


def _resegmentation(w: World, who: Actor, on: object) -> object:
    """Ines has changed a gap; how far it has come."""
    actions.begin_resegmentation(actor=w.cast.ines, at=w.at)
    return queries.resegmentation(who)


def _her_corrections(w: World, who: Actor, on: int) -> object:
    not_right(w)
    return queries.corrections(who, on)


def _worth_to(w: World, who: Actor, on: int) -> object:
    joined(w)
    actions.say_worth(sequence_id=w.sequence_id, score=6, actor=w.cast.marta, at=w.at)
    return queries.worth_to(who, on)


def _matters(w: World, who: Actor, on: int) -> object:
    if Feed.objects.filter(pk=on).exists():
        FeedMatter.objects.get_or_create(feed_id=on, reference="1")
    return queries.matters_of_source(who, "zammad", ["1"], organisation_id=w.cast.aldergate.pk)


QUERIES = Table(
    tried={
        **stages.QUERIES,
        "act_facts": Case(lambda w, who, on: queries.act_facts(who, [on]), on=lambda w: w.act.pk),
        "contact_counts": Case(
            lambda w, who, on: queries.contact_counts(who, [on], since=w.at - timedelta(days=30)), on=lambda w: w.marta
        ),
        "last_matters": Case(
            lambda w, who, on: queries.last_matters(who, [on], before=w.at), on=lambda w: w.marta, insider="system"
        ),
        "acts": Case(lambda w, who, on: queries.acts(who, person_id=on).rows, on=lambda w: w.marta),
        "corrections": Case(_her_corrections, on=lambda w: w.marta),
        "matter": Case(lambda w, who, on: queries.matter(who, on), on=episode_of),
        "effort": Case(contact.effort, on=lambda w: w.marta),
        "episode_of": Case(lambda w, who, on: queries.episode_of(who, ("ticket", on)), on=ref_of),
        "reference_to_join": Case(
            lambda w, who, on: [queries.reference_to_join(who, on, at=w.at + timedelta(days=1))],
            on=lambda w: w.episode.pk,
            insider="system",
        ),
        "episodes_listed": Case(
            lambda w, who, on: queries.episodes_listed(who, person_id=on, at=w.at).rows, on=lambda w: w.marta
        ),
        "episodes": Case(lambda w, who, on: queries.episodes(who, person_id=on).rows, on=lambda w: w.marta),
        "decision_outcome": Case(
            lambda w, who, on: queries.decision_outcome(who, kind="move", episode_id=on, act_id=act_of(w)),
            on=episode_of,
        ),
        "decisions_on": Case(_decisions, on=episode_of),
        "episode": Case(lambda w, who, on: queries.episode(who, person_id=w.marta, episode_id=on), on=episode_of),
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
        "matters_of_source": Case(_matters, on=made_feed, insider="ines"),
        "refused_rows": Case(lambda w, who, on: [queries.refused_rows(who, on)], on=made_feed, insider="ines"),
        "look_back": Case(lambda w, who, on: queries.look_back(who, on), on=joined, insider="marta"),
        "look_backs_waiting": Case(_waiting, insider="ines"),
        "own_sequences": Case(_own_sequences, insider="marta"),
        "own_taps": Case(lambda w, who, _: queries.own_taps(who, at=w.at)),
        "reflections_between": Case(contact.between, insider="noor"),
        "sequences": Case(_sequences, insider="hugo"),
        "worth_to": Case(_worth_to, on=lambda w: w.marta, insider="hugo"),
        "worth_among": Case(
            lambda w, who, _: queries.worth_among(who, organisation_id=w.cast.aldergate.pk, since=w.at), insider=""
        ),
        "worth_of": Case(lambda w, who, on: queries.worth_of(who, [on]), on=joined, insider="hugo"),
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
        "open_reflection": Case(lambda w, who, on: queries.open_reflection(who, ("ticket", on)), on=ref_of),
        "recent_episodes": Case(lambda w, who, on: queries.recent_episodes(who, [on]), on=lambda w: w.marta),
        "reflections_on": Case(_reflections, on=episode_of),
        "reflections_to_ask": Case(lambda w, who, _: queries.reflections_to_ask(who, w.at)),
        "relationship": Case(lambda w, who, on: queries.relationship(who, on), on=lambda w: w.marta),
        "relationships": Case(lambda w, who, _: queries.relationships(who).rows),
        "relationships_of": Case(lambda w, who, on: queries.relationships_of(who, on), on=lambda w: w.marta),
        "timeline": Case(lambda w, who, on: queries.timeline(who, on).acts, on=lambda w: w.marta),
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
