"""One episode with its acts, what was decided about it, and what another decision would do."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.domains.ledger.models import Act, Decision, Episode, Wish
from rapport.domains.ledger.models.histories import planning, whole
from rapport.domains.ledger.models.histories.endings import gaps_for
from rapport.domains.ledger.models.histories.planning import Choice, Plan
from rapport.domains.ledger.queries.timelines import MOST, acts_shown
from rapport.domains.ledger.rules import Group
from rapport.domains.ledger.types import DecisionSeen, EpisodePart, Outcome, TimelineEpisode
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound

LATEST = 50


def episode(viewer: Actor, *, person_id: int, episode_id: int) -> TimelineEpisode:
    """One episode of a person with those of its acts that are within reach, oldest first, at most 400."""
    people.person(viewer, person_id)
    rows = people.same_human(viewer, person_id)
    found = Episode.objects.in_reach_of(viewer).filter(pk=episode_id, person__in=rows).first()
    if found is None:
        raise NotFound("episode")
    acts = Act.objects.in_reach_of(viewer).filter(episode=found.pk).order_by("-at", "-id")[:MOST]
    return found.seen(acts_shown(viewer, list(acts)[::-1]), gaps=gaps_for([found]))


def decision_outcome(
    viewer: Actor, *, kind: str, episode_id: int, act_id: int | None = None, other_id: int | None = None
) -> Outcome:
    """What `decide` would do with the same choice; refuses what that refuses, and changes nothing."""
    viewer.require("tickets.answer")
    plan = planning.plan(viewer, Choice(kind, episode_id, act_id, other_id))
    concerned = {act for group in (*plan.before, *plan.after) for act in group}
    seen = set(Act.objects.in_reach_of(viewer).filter(pk__in=concerned).values_list("id", flat=True))
    names = dict(Wish.objects.filter(one__in=concerned, kind="name").values_list("one", "words"))
    return Outcome(
        before=tuple(_part(plan, group, seen, names) for group in plan.before),
        after=tuple(_part(plan, group, seen, names) for group in plan.after),
    )


def _part(plan: Plan, group: Group, seen: set[int], names: dict[int, str]) -> EpisodePart:
    rows = [plan.rows[act] for act in group]
    given = [names[act] for act in group if act in names]
    within = [row for row in rows if row["id"] in seen]
    _, title = whole.about(within, whole.refs_everywhere(plan.rows.values()), whole.ref_of(rows[0]))
    return EpisodePart(
        title=given[0] if given else title,
        started_at=rows[0]["at"],
        last_act_at=rows[-1]["at"],
        acts=len(group),
        hidden=sum(act not in seen for act in group),
        completed=any(row["completes"] for row in rows),
    )


def decisions_on(viewer: Actor, *, episode_id: int) -> list[DecisionSeen]:
    """The decisions that concern acts of one episode, newest first: what, by whom, when."""
    if not Episode.objects.in_reach_of(viewer).filter(pk=episode_id).exists():
        raise NotFound("episode")
    acts = list(Act.objects.filter(episode=episode_id).values_list("id", flat=True))
    decided = {*_deciding("one", acts), *_deciding("other", acts)}
    found = list(Decision.objects.filter(pk__in=decided).order_by("-made_at", "-id")[:LATEST])
    names = people.names(viewer, {one.made_by_id for one in found if one.made_by_id is not None})
    words = dict(Wish.objects.filter(decision__in=found).exclude(words="").values_list("decision_id", "words"))
    return [
        DecisionSeen(
            id=one.pk,
            kind=one.kind,
            made_at=one.made_at,
            made_by=names[one.made_by_id].name if one.made_by_id in names else "",
            words=words.get(one.pk, ""),
        )
        for one in found
    ]


def _deciding(side: str, acts: Sequence[int]) -> list[int]:
    wishes = Wish.objects.filter(**{f"{side}__in": acts}, decision__isnull=False)
    return [pk for pk in wishes.values_list("decision_id", flat=True) if pk is not None]
