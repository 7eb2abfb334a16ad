"""Visits of the last weeks and of the coming days: done, in vain, moved, and one that asks for another time."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.domains.desk import actions as desk
from rapport.domains.desk import queries
from rapport.domains.desk.types import CalendarSaid, VisitReply
from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import moment, working
from rapport.interfaces.cli.demo.placing import Cast

A_DAY = timedelta(days=1)
Told = tuple[str, str, str, str, int | None, bool | None]
WENT: tuple[tuple[int, Told], ...] = (
    # days ago, who went, what for, what came of it, minutes, one was enough
    (24, (n.SANNA, "Router in the trailer", "done", "New antenna on the roof, four bars.", 70, True)),
    (19, (n.HUGO, "Plotter prints pale", "done", "Cleaned; the drum is worn and is ordered.", 45, False)),
    (13, (n.HUGO, "Plotter: new drum", "done", "Drum changed, prints well.", 35, True)),
    (9, (n.SANNA, "Badge reader at the gate", "nobody there", "", None, None)),
    (6, (n.DEV, "Badge reader at the gate", "not possible", "No power at the gate until Thursday.", 20, None)),
)
KIT = ("Badge reader", "Ladder", "Drill, 8 mm")


def go(cast: Cast, *, at: datetime) -> None:
    """Everything about visits, after the rest of the story stands."""
    for days, told in WENT:
        _went(cast, working(at - days * A_DAY).replace(second=0, microsecond=0), told, at=at)
    _accept(cast, _comes(cast, n.MARTA, n.SANNA, 1, "Badge reader at the gate, with power now", at=at), at=at)
    _say_of_the_site(cast, at=at)
    key = _comes(cast, n.MARTA, n.HUGO, 3, "Fetch the boxes of the move-out", at=at)
    marta = cast.actor(n.MARTA)
    free = queries.free_times(marta, queries.visit_by_key(marta, key).id, at=at)
    desk.move_own_visit(public_key=key, starts_at=free[-1][0], actor=marta, at=at)
    words = "Wednesday before seven, or any day after the crew has left."
    desk.ask_for_other_time(
        public_key=_comes(cast, n.IVO, n.HUGO, 4, "Hold for the crane tablet", at=at),
        words=words,
        actor=cast.actor(n.IVO),
        at=at,
    )


def _accept(cast: Cast, key: str, *, at: datetime) -> None:
    """The calendars of both say yes."""
    both = [people.addresses_of(system(), cast.persons[name])[0].address for name in (n.MARTA, n.SANNA)]
    said = [
        VisitReply(raw_mail_id=k, visit_key=key, version=0, said=CalendarSaid.ACCEPTED, words="", address=address)
        for k, address in enumerate(both)
    ]
    desk.note_visit_replies(replies=said, actor=system(), at=at)


def _say_of_the_site(cast: Cast, *, at: datetime) -> None:
    """Marta's site closes soon: who decides, how its line is, what stands there."""
    site = people.site(system(), people.person(system(), cast.persons[n.MARTA]).site_id or 0)
    words = {
        "closing": "The last tickets go to the head office; Sanna fetches the boxes two days before.",
        "line_kind": "Mobile router",
        "line_speed": "20 to 60 Mbit/s",
        "line_provider": "Coastline Mobile",
        "line_call": "Coastline, number in the lid of the router; then Sanna",
        "line_words": "Four bars, none while the hoist runs.",
    }
    people_actions.open_site_door(site_id=site.pk, actor=system(), at=at)
    days = {"opens_on": site.opens_on, "closes_on": site.closes_on}
    people_actions.describe_site(
        site_id=site.pk, decides_id=cast.persons[n.MARTA], words=words, actor=cast.actor(n.NOOR), at=at, **days
    )
    for kind, name, serial in (("Router", "Router in the trailer", "CM-20418"), ("Plotter", "Plotter", "HX-7731")):
        people_actions.note_installed(
            site_id=site.pk, kind=kind, name=name, serial=serial, since=site.opens_on, actor=cast.actor(n.SANNA), at=at
        )


def _went(cast: Cast, start: datetime, told: Told, *, at: datetime) -> None:
    who, what, outcome, words, minutes, fixed = told
    made = _arranged(cast, n.MARTA, who, start, what, at=start - 2 * A_DAY)
    end = start + timedelta(hours=2)
    desk.record_outcome(
        visit_id=made,
        outcome=outcome,
        words=words,
        minutes=minutes,
        fixed=fixed,
        actor=cast.actor(who),
        at=min(end, at),
    )


def _comes(cast: Cast, whom: str, who: str, days: int, what: str, *, at: datetime) -> str:
    day = working(at + days * A_DAY).date()
    made = _arranged(cast, whom, who, moment(day, 8 + days, 30), what, at=at)
    return queries.visit(system(), made).public_key


def _arranged(cast: Cast, whom: str, who: str, start: datetime, what: str, *, at: datetime) -> int:
    site_id = people.person(system(), cast.persons[whom]).site_id
    assert site_id is not None  # both of the story work at a site
    made = desk.arrange_visit(
        site_id=site_id,
        person_id=cast.persons[whom],
        team_id=cast.teams[n.SITES_TEAM],
        technician_id=cast.persons[who],
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        what=what,
        kit=KIT if "Badge" in what else (),
        anyway=True,  # whatever day the demo is made on
        actor=cast.actor(n.NOOR),
        at=at,
    )
    return made.pk
