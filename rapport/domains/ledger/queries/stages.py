"""Where people stand, why they moved, who has gone quiet, and how many moved in a quarter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from rapport.domains.ledger.models import (
    Episode,
    Evidence,
    Referral,
    Relationship,
    StageCount,
    StageHeld,
    StageMove,
    StageRun,
)
from rapport.domains.ledger.types import EvidenceSeen, MoveSeen, QuietSeen, StageSeen
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotAllowed, NotFound
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared
from rapport.measures.stages import Stage

NEWCOMER_FOR = timedelta(days=180)
MOST = 50  # moves and evidenced acts shown


def stage(viewer: Actor, person_id: int) -> StageSeen | None:
    """Where one person stands, with reasons and history, for staff; None before the first run after they came.

    What rests on answers by name is for those who may read them; everybody else sees stages up to follower.
    """
    if not viewer.staff or not viewer.reach.may("people.read"):
        raise NotFound("person")
    rows = people.same_human(viewer, person_id)
    found = _HELD(viewer, person=person_id)
    if not found:
        return None
    held = found[0]
    open_ = _reads_answers(viewer, person_id)
    moves = [_move(row) for row in _MOVES(viewer, person=person_id)]
    return StageSeen(
        person_id=person_id,
        stage=_shown(held.stage, open_=open_),
        until=held.until,
        quiet_since=held.quiet_since,
        active=held.active,
        advocacy=held.advocacy,
        co_produced=held.co_produced,
        attitude=held.attitude if open_ else None,
        answers=tuple(held.answers) if open_ else (),
        n_answers=held.n_answers if open_ else 0,
        moves=tuple(move for move in moves if open_ or max(move.before, move.after) <= Stage.FOLLOWER),
        evidence=tuple(_evidence(viewer, rows)),
    )


def _reads_answers(viewer: Actor, person_id: int) -> bool:
    """Answers by name are for those who lead a team that has dealt with the person; agents see groups only."""
    if viewer.reach.whole or not viewer.reach.may("loyalty.read"):
        return viewer.reach.whole
    return Episode.objects.filter(person_id=person_id, team_id__in=viewer.reach.team_ids).exists()


def _shown(found: int, *, open_: bool) -> Stage:
    return Stage(found if open_ else min(found, Stage.FOLLOWER))


def _move(row: StageMove) -> MoveSeen:
    return MoveSeen(row.month, Stage(row.before), Stage(row.after), tuple(row.reasons))


def _evidence(viewer: Actor, person_ids: Iterable[int]) -> list[EvidenceSeen]:
    rows = newest_evidence(viewer, person_ids)
    names = people.names(viewer, {row.recorded_by_id for row in rows if row.recorded_by_id})
    return [
        EvidenceSeen(row.kind, row.at, row.words, names[by].name if (by := row.recorded_by_id or 0) in names else "")
        for row in rows
    ]


def newest_evidence(viewer: Actor, person_ids: Iterable[int]) -> list[Evidence]:
    """The newest evidenced acts of some rows of one human; whoever asks has looked who may see them."""
    return _EVIDENCE(viewer, persons=list(person_ids))


_HELD = Prepared(lambda _viewer, *, person: StageHeld.objects.filter(person_id__in=person), "person")
_MOVES = Prepared(
    lambda _viewer, *, person: StageMove.objects.filter(person_id__in=person).order_by("-month")[:MOST], "person"
)
_EVIDENCE = Prepared(
    lambda _viewer, *, persons: Evidence.objects.filter(person_id__in=persons).order_by("-at", "-id")[:MOST], "persons"
)


def gone_quiet(viewer: Actor, *, after: str | None = None, size: int = 25) -> Page[QuietSeen]:
    """Followers and beyond, known to one's teams, not heard of for three months; the newest silence first."""
    if not viewer.staff:
        raise NotAllowed("relationships.own")
    viewer.require("relationships.own")
    theirs = Relationship.objects.filter(person_id=OuterRef("person_id"), team_id__in=viewer.reach.team_ids)
    rows = StageHeld.objects.filter(quiet_since__isnull=False)
    rows = rows if viewer.reach.whole else rows.filter(Exists(theirs))
    page = page_of(rows, by=("-quiet_since", "person_id"), after=after, size=size)
    return Page(_quiet(viewer, page.rows), page.next)


def _quiet(viewer: Actor, rows: list[StageHeld]) -> list[QuietSeen]:
    ids = [row.person_id for row in rows]
    cards, looked_after = people.names(viewer, ids), _looked_after(viewer, ids)
    owners = people.names(viewer, {one.owner_id for one in looked_after.values() if one.owner_id})
    open_ = viewer.reach.may("loyalty.read")
    found = []
    for row in (one for one in rows if one.person_id in cards):
        card, by = cards[row.person_id], looked_after.get(row.person_id)
        owner = owners.get(by.owner_id or 0) if by else None
        found.append(
            QuietSeen(
                person_id=row.person_id,
                name=card.name,
                organisation=card.organisation,
                stage=_shown(row.stage, open_=open_),
                quiet_since=row.quiet_since or row.until,
                owner=owner.name if owner else "",
                next_step=by.next_step if by else "",
                next_step_on=by.next_step_on if by else None,
            )
        )
    return found


def _looked_after(viewer: Actor, person_ids: list[int]) -> dict[int, Relationship]:
    """The relationship of each with one's own teams, one with an owner or a next step first."""
    rows = Relationship.objects.in_reach_of(viewer).filter(person_id__in=person_ids)
    ordered = sorted(rows, key=lambda row: (row.owner_id is not None, bool(row.next_step), -row.pk))
    return {row.person_id: row for row in ordered}


def stage_counts(viewer: Actor) -> dict[date, dict[tuple[Stage, Stage], int]]:
    """How many stood where before and after each quarter that was counted; for the figures only, not for pages."""
    if not viewer.reach.whole:
        raise NotAllowed("loyalty.read")
    found: dict[date, dict[tuple[Stage, Stage], int]] = {}
    rows: Any = StageCount.objects.filter(run__finished_at__isnull=False).order_by("run_id", "quarter")
    first: dict[date, int] = {}
    for run, quarter, before, after, n in rows.values_list("run_id", "quarter", "before", "after", "n"):
        if first.setdefault(quarter, run) == run:
            found.setdefault(quarter, {})[Stage(before), Stage(after)] = n
    return found


def judged_until(viewer: Actor) -> date | None:
    """The month everybody was last judged until; None before the first time."""
    viewer.require("relationships.own")
    return StageRun.objects.filter(finished_at__isnull=False).order_by("-month").values_list("month", flat=True).first()


def may_say_who_sent(viewer: Actor, *, at: Any) -> bool:
    """True for a newcomer who has not said yet who sent them."""
    if viewer.person_id is None or viewer.staff:
        return False
    made_at = people.person(viewer, viewer.person_id).created_at
    return at - made_at <= NEWCOMER_FOR and not Referral.objects.filter(person_id=viewer.person_id).exists()
