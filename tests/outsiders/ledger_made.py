"""What the lines of the ledger need to be there: acts, decisions, joined episodes, feeds."""

from __future__ import annotations

from typing import Any

from rapport.domains.ledger import actions
from rapport.domains.ledger.models import Act, Feed, LookBack
from rapport.foundation.actors import Actor, system
from tests.outsiders.cases import Case
from tests.world import World

WRITTEN = "called by the actions of the desk and of surveys, which have refused before"
LINK = "whoever holds the link may answer by it; the story of the three questions tests a wrong one"
TAPS = {"know_each_other": True, "they_know_us": None, "understood": True}


def episode_of(w: World) -> int:
    return w.episode.pk


def ref_of(w: World) -> int:
    return w.done.pk


def act_of(w: World) -> int:
    """The first act of Marta's episode."""
    return Act.objects.filter(episode=w.episode.pk).order_by("at", "id").values_list("id", flat=True).first() or 0


def decision_of(w: World) -> int:
    """Hugo has given Marta's episode a name."""
    return actions.name_episode(episode_id=w.episode.pk, words="The form", actor=w.cast.hugo, at=w.at).pk


def not_right(w: World) -> int:
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


def on_joined(name: str, *, insider: str = "noor", **said: Any) -> Case:
    """An action on the sequence Marta's matter stands in."""
    action = getattr(actions, name)
    return Case(
        lambda w, who, on: action(sequence_id=on, actor=who, at=w.at, **said) or "done", on=joined, insider=insider
    )


def of_feed(name: str) -> Case:
    """An action on a feed, which only an administrator may see at all."""
    action = getattr(actions, name)
    return Case(lambda w, who, on: action(feed_id=on, actor=who, at=w.at) or "done", on=made_feed, insider="ines")


def opened_by(w: World, who: Actor) -> object:
    return actions.open_feed(
        name="Jira", source="jira", organisation_id=w.cast.aldergate.pk, team_id=1, actor=who, at=w.at
    )


def taken(w: World, who: Actor, on: int) -> object:
    return actions.take_rows(feed_id=on, call_id="1", rows=[], refs={}, actor=who, at=w.at)
