"""Where the story's people are in time and still unhappy: a gap that somebody took, and two reviews with a client."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from rapport.domains.insights import actions, queries
from rapport.domains.insights.types import GapRow, GapStanding
from rapport.domains.promises import actions as promises
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast
from rapport.interfaces.look.wording import quarters

BACK = 8
EVERYTHING = 0.75
BEFORE = "Ask ten people which fault came back"
STEP = "One person stays with a fault until it is gone; we try it on three sites"
KNOWN = "We are in time each time. The same fault is told four times, and each time somebody else is quick."
FOUND = "Nobody was told that the printers would go. Since then no change without a message two weeks ahead."
AGREED = (
    ("A list of rooms that move, two weeks ahead", "theirs", n.RUTH, 40),
    ("The line is measured before anybody moves in", "ours", n.HUGO, 45),
    ("Three people try each new tablet before all get it", "ours", n.SANNA, 60),
)
DONE = ("A message two weeks before printers change", "ours", n.DEV, 12)
NEXT = "Walk through Harbour Road together"


def tell(cast: Cast, *, at: datetime) -> None:
    """Count what was in time, compare, take the widest gap and agree with a client on what comes next."""
    quarter = quarters.of(at.date())
    for _ in range(BACK):
        promises.count_targets(quarter=quarter, actor=system(), at=at)
        quarter = quarters.before(quarter)
    release = queries.latest_release(system())
    if release is None:
        return
    actions.set_perception_target(service_id=0, share=EVERYTHING, actor=system(), at=at)
    now = quarters.of(at.date())
    for one in (quarters.before(quarters.before(now)), quarters.before(now), now):
        actions.compare_gaps(survey_id=release.survey_id, quarter=one, actor=system(), at=at)
    _take(cast, at=at)
    _review(cast, quarters.before(now), at=at)


def _take(cast: Cast, *, at: datetime) -> None:
    """The administrator gives last quarter's widest gap to whom it belongs; another one was closed weeks ago."""
    paul = cast.actor(n.PAUL)
    page = queries.gap_page(paul, quarter=quarters.before(quarters.of(at.date())), at=at)
    flagged = page.standing(GapStanding.FLAGGED)
    if flagged:
        _plan(flagged[0], page.quarter, cast, at=at)
    others = [row for row in page.standing(GapStanding.AGREE) if row.kind == "service"]
    if others:
        then = at - timedelta(days=60)
        row = others[-1]
        gap = actions.take_gap(
            kind=row.kind, group_id=row.id, quarter=page.quarter, owner_id=paul.person_id or 0,
            next_step=BEFORE, next_on=then.date() + timedelta(days=9), actor=paul, at=then,
        )  # fmt: skip
        actions.close_gap(gap_id=gap.pk, found=FOUND, actor=paul, at=at - timedelta(days=20))


def _plan(row: GapRow, quarter: date, cast: Cast, *, at: datetime) -> None:
    paul = cast.actor(n.PAUL)
    owners = dict(queries.gap_owners(paul, queries.gap_group(paul, row.kind, row.id)))
    owner = next((pk for pk in (cast.persons[who] for who in (n.NOOR, n.DEV)) if pk in owners), paul.person_id or 0)
    same: dict[str, Any] = {"kind": row.kind, "group_id": row.id, "quarter": quarter, "owner_id": owner}
    first, then = at - timedelta(days=16), at - timedelta(days=4)
    actions.take_gap(**same, next_step=BEFORE, next_on=then.date(), words=KNOWN, actor=paul, at=first)
    on = at.date() + timedelta(days=9)
    actions.take_gap(**same, next_step=STEP, next_on=on, actor=paul, at=then)


def _review(cast: Cast, quarter: date, *, at: datetime) -> None:
    """With the builder: last quarter signed by both sides, and one thing of the quarter before that was done."""
    home, paul = cast.organisations[n.BUILDER], cast.actor(n.PAUL)
    after = quarters.after(quarter)
    text, side, who, days = DONE
    earlier = actions.agree_action(
        organisation_id=home, quarter=quarters.before(quarter), text=text, side=side, who_id=cast.persons[who],
        due_on=quarter + timedelta(days=days + 20), actor=paul, at=at - timedelta(days=100),
    )  # fmt: skip
    actions.finish_action(action_id=earlier.pk, done=True, actor=paul, at=at - timedelta(days=70))
    same: dict[str, Any] = {"organisation_id": home, "quarter": quarter}
    for text, side, who, days in AGREED:
        actions.agree_action(
            **same, text=text, side=side, who_id=cast.persons[who],
            due_on=after + timedelta(days=days), actor=paul, at=at - timedelta(days=9),
        )  # fmt: skip
    on = at.date() + timedelta(days=12)
    actions.plan_review(**same, next_step=NEXT, next_on=on, actor=paul, at=at - timedelta(days=9))
    for who, days_ago in ((n.PAUL, 8), (n.RUTH, 7)):
        actions.sign_review(**same, actor=cast.actor(who), at=at - timedelta(days=days_ago))
