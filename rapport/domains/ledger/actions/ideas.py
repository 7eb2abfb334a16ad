"""Ideas as acts: told by the person, delivered by us; each stands alone, so that it holds no matters together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.actions.recording import record_acts
from rapport.domains.ledger.models import Episode, Evidence
from rapport.domains.ledger.types import Channel, Direction, Exchange, NewAct
from rapport.foundation.actors import Actor, NotFound
from rapport.measures.stages import Kind

IDEAS = (Kind.IDEA, Kind.IDEA_DELIVERED)
AT_ONCE = 200


def act_ideas(rows: Iterable[Evidence], *, actor: Actor, at: datetime) -> None:
    """Record the ideas among this evidence; one told before is the same act."""
    ideas = [row for row in rows if row.kind in IDEAS]
    teams = _teams({row.person_id for row in ideas}) if ideas else {}
    record_acts([_act(row, teams.get(row.person_id)) for row in ideas], actor=actor, at=at)


@transaction.atomic
def act_earlier_ideas(*, after_id: int, actor: Actor, at: datetime) -> int | None:
    """Ideas written down before they were acts become acts; the last one read, None when that was all. The system's."""
    if not actor.reach.whole:
        raise NotFound("idea")
    rows = list(
        Evidence.objects.filter(kind__in=IDEAS, pk__gt=after_id).select_related("person").order_by("pk")[:AT_ONCE]
    )
    act_ideas(rows, actor=actor, at=at)
    return rows[-1].pk if len(rows) == AT_ONCE else None


def _act(row: Evidence, team_id: int | None) -> NewAct:
    told = row.kind == Kind.IDEA
    return NewAct(
        person_id=row.person_id,
        organisation_id=row.person.organisation_id,
        at=row.at,
        channel=Channel.IDEA,
        direction=Direction.THEIRS if told else Direction.OURS,
        kind=str(row.kind),
        source_key=f"idea:{row.pk}",
        author_id=row.person_id if told else row.recorded_by_id,
        team_id=team_id,
        ref=("idea", row.pk),
        completes=True,
        exchange=Exchange.INFORMATION,
        title=row.words,
    )


def _teams(person_ids: Collection[int]) -> dict[int, int]:
    """Nobody writes down to whom an idea was told: the team that dealt with its giver last."""
    newest = Episode.objects.filter(person_id__in=person_ids, team__isnull=False).order_by("started_at", "id")
    return {person: team for person, team in newest.values_list("person_id", "team_id") if team is not None}
