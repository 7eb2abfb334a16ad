"""What somebody was told to expect is computed again by a program that has the API and the measures, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import Any

import pytest
from django.test import Client

from rapport.domains.desk import actions as desk
from rapport.domains.desk.types import ImportedTicket
from rapport.domains.people import actions as people
from rapport.domains.promises import actions as promises
from rapport.foundation.actors import Actor, system
from rapport.foundation.models import Letter
from rapport.measures import estimates, worktime
from tests.cast import ONE_DAY, ONE_HOUR, Cast
from tests.stories.conftest import Clock
from tests.stories.scene import ticket_of, work, write

MINUTE = timedelta(minutes=1)
STEPS = ((60, 5), (240, 15), (480, 30))
HOLIDAY = date(2026, 10, 20)


class Program:
    """Somebody else's program: a token, addresses of the API, and `rapport.measures`."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        token = people.issue_token(name="Recompute", scopes=["tickets:read"], actor=actor, at=at)
        self.headers = {"Authorization": f"Bearer {token}"}

    def read(self, path: str, **query: str) -> Any:
        answer = Client().get(f"/api/v1/{path}", query, headers=self.headers)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def clocks(self, estimate: dict[str, Any]) -> list[dict[str, Any]]:
        """The solve clocks of the estimate's pool, as they stood when it was made, from all pages of tickets."""
        asked = {"since": estimate["period_from"], "as_of": estimate["period_to"]}
        return [row["solve_clock"] for row in self._pages(asked) if fits(row["solve_clock"], estimate)]

    def minutes(self, estimate: dict[str, Any]) -> int | None:
        """The estimate once more."""
        found = self.clocks(estimate)
        assert (len(found), sum(c["finished"] for c in found)) == (estimate["n"], estimate["finished"])
        minutes, finished = [c["minutes"] for c in found], [c["finished"] for c in found]
        if estimate["method"] == "conformal":
            assert all(finished)
            return rounded_up(estimates.expected(minutes, estimate["q"]))
        return rounded_up(estimates.kaplan_meier(minutes, finished).time_by(estimate["q"]))

    def calendar(self) -> worktime.Calendar:
        """When the provider works."""
        said = self.read("calendar")
        days = frozenset(date.fromisoformat(day) for day in said["holidays"])
        return worktime.Calendar(said["zone"], week=dict(enumerate(said["week"])), holidays=days)

    def _pages(self, asked: dict[str, str]) -> Iterator[dict[str, Any]]:
        after: dict[str, str] = {}
        while True:
            page = self.read("tickets", **asked, **after)
            yield from page["rows"]
            if page["next"] is None:
                return
            after = {"after": page["next"]}


def fits(clock: dict[str, Any] | None, estimate: dict[str, Any]) -> bool:
    """Whether a ticket belongs to the pool; null in the pool is any."""
    if clock is None or not moment(estimate["period_from"]) <= moment(clock["started_at"]):
        return False
    service, priority = estimate["pool_service_id"], estimate["pool_priority"]
    return service in {None, clock["service_id"]} and priority in {None, clock["priority"]}


def rounded_up(minutes: float | None) -> int | None:
    """As the schema of the API says."""
    if minutes is None:
        return None
    step = next((step for below, step in STEPS if minutes <= below), 60)
    return max(step, ceil(minutes / step) * step)


def moment(said: str) -> datetime:
    """A moment as JSON says it."""
    return datetime.fromisoformat(said)


def past(stage: Cast, number: int, at: datetime, took: timedelta | None, **facts: Any) -> ImportedTicket:
    """A ticket of the other desk, solved after a while, or still open."""
    return ImportedTicket(
        source_key=f"old:{number}",
        requester_id=stage.marta.person_id or 0,
        organisation_id=stage.aldergate.pk,
        team_id=stage.service_desk.pk,
        subject=f"Old matter {number}",
        opened_at=at,
        state="open" if took is None else "closed",
        solved_at=None if took is None else at + took,
        **facts,
    )


def history(stage: Cast, clock: Clock, *, still_open: int) -> None:
    """Eighty tickets of the weeks before: over weekends and a holiday, of two priorities, some of them open."""
    calendar = promises.create_calendar(
        organisation_id=stage.northwind.pk,
        zone="Europe/Berlin",
        week=[[["08:00", "12:00"], ["13:00", "17:30"]]] * 5 + [[], []],
        country="DE",
        actor=stage.ines,
        at=clock.at,
    )
    promises.add_holidays(calendar_id=calendar.pk, days={HOLIDAY: "Stocktaking"}, actor=stage.ines, at=clock.at)
    first = clock.at - 40 * ONE_DAY
    rows = [
        past(
            stage,
            number,
            first + number * timedelta(hours=11),
            None if number < still_open else timedelta(minutes=17 + 61 * (number * 37 % 80)),
            priority=3 if number % 4 else 2,
        )
        for number in range(80)
    ]
    # Still running when the forecast is made, whatever it took in the end.
    rows = [row for row in rows if row.solved_at is None or row.solved_at < clock.at]
    desk.import_batch(tickets=rows, actor=system(), at=clock.at)
    promises.ask_for_forecasts(actor=stage.ines, at=clock.at)
    work()


def told(stage: Cast, program: Program) -> tuple[dict[str, Any], dict[str, Any]]:
    """A new mail of Marta's: her ticket as the program reads it, and what her acknowledgement said."""
    ticket = program.read(f"tickets/{ticket_of(write(stage.marta, 'VPN drops', 'Since this morning.'))}")
    letter = Letter.objects.get(kind="acknowledgement", ref_id=ticket["id"])
    return ticket, letter.data["expect"]


@pytest.mark.parametrize(("still_open", "method"), [(0, "conformal"), (9, "kaplan_meier")])
def test_the_estimate_of_an_acknowledgement_is_computed_again(
    stage: Cast, clock: Clock, still_open: int, method: str
) -> None:
    history(stage, clock, still_open=still_open)
    program = Program(stage.ines, clock.at)
    clock.wait(minutes=20)
    ticket, said = told(stage, program)
    estimate = ticket["estimate"]
    assert (estimate["kind"], estimate["method"], estimate["pool"]) == ("history", method, "priority")
    assert estimate["n"] > 50, "more than one page"
    assert program.minutes(estimate) == estimate["minutes"] == said["minutes"]
    due = worktime.due(program.calendar(), moment(ticket["opened_at"]), estimate["minutes"] * MINUTE)
    assert due == moment(estimate["due_at"]) == moment(said["due_at"])


def test_minutes_follow_from_moments_pauses_and_the_calendar(stage: Cast, clock: Clock) -> None:
    history(stage, clock, still_open=9)
    program = Program(stage.ines, clock.at)
    clock.wait(minutes=20)
    estimate = told(stage, program)[0]["estimate"]
    calendar = program.calendar()
    for clock_ in program.clocks(estimate):
        pauses = [(moment(p["since"]), moment(p["until"]) if p["until"] else None) for p in clock_["pauses"]]
        until = moment(clock_["met_at"] or estimate["period_to"])
        worked = worktime.elapsed(calendar, moment(clock_["started_at"]), until, pauses) / MINUTE
        assert clock_["minutes"] == (ceil(worked) if clock_["finished"] else int(worked))


def test_it_stays_the_same_when_tickets_are_solved_reopened_and_moved_afterwards(stage: Cast, clock: Clock) -> None:
    history(stage, clock, still_open=9)
    program = Program(stage.ines, clock.at)
    clock.wait(minutes=20)
    ticket, _ = told(stage, program)
    estimate = ticket["estimate"]
    imported = program.read("tickets", state="closed")["rows"]
    running = [row for row in program.read("tickets", state="open")["rows"] if row["channel"] == "import"]
    clock.wait(hours=2)
    now = {"actor": stage.noor, "at": clock.at}
    desk.solve(ticket_id=running[0]["id"], **now)
    desk.set_priority(ticket_id=running[1]["id"], priority=1, **now)
    desk.set_service(ticket_id=running[2]["id"], service_id=stage.mail.pk, **now)
    desk.answer(ticket_id=running[3]["id"], text="Which one?", then="wait", **now)
    for row in imported[:3]:
        desk.reopen(ticket_id=row["id"], **now)
    write(stage.ivo, "The same here", "VPN.")
    clock.wait(days=1)
    desk.solve(ticket_id=imported[0]["id"], actor=stage.noor, at=clock.at)
    assert program.minutes(estimate) == estimate["minutes"]
    assert program.read(f"tickets/{ticket['id']}")["estimate"] == estimate


def test_a_full_page_takes_few_statements(
    stage: Cast, clock: Clock, django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    history(stage, clock, still_open=9)
    program = Program(stage.ines, clock.at)
    with django_assert_max_num_queries(12):  # tags and things of all rows are two of them
        rows = program.read("tickets", as_of=clock.at.isoformat())["rows"]
    assert len(rows) == 50


def test_clocks_are_read_at_a_moment_and_never_in_the_future(stage: Cast, clock: Clock) -> None:
    history(stage, clock, still_open=9)
    program = Program(stage.ines, clock.at)
    opened = moment(program.read("tickets", state="open")["rows"][0]["opened_at"])
    before = program.read("tickets", state="open", as_of=(opened - ONE_HOUR).isoformat())["rows"][0]
    assert before["solve_clock"] is None
    ahead = program.read("tickets", state="open", as_of=datetime(2999, 1, 1, tzinfo=UTC).isoformat())["rows"]
    assert ahead == program.read("tickets", state="open")["rows"]


def test_clocks_are_for_the_teams_and_what_was_said_for_the_one_it_was_said_to(stage: Cast, clock: Clock) -> None:
    history(stage, clock, still_open=0)
    ticket, _ = told(stage, Program(stage.ines, clock.at))
    hers = Program(stage.marta, clock.at).read(f"tickets/{ticket['id']}")
    assert (hers["solve_clock"], hers["estimate"]) == (None, ticket["estimate"])
    assert Program(stage.sanna, clock.at).read("tickets")["rows"] == []
