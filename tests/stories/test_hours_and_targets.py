"""An administrator says when we work and what we aim for; what it would change is shown before it holds."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from rapport.domains.desk import actions as desk
from rapport.domains.promises.models import Calendar, Clock, Holiday, ServiceLevel
from tests.cast import Cast
from tests.stories.conftest import Clock as Moment
from tests.stories.scene import work
from tests.visitors import browser, plain
from tests.world import NOW

WEEK = {
    "monday": "8:00–12:00, 13:00-18:00",
    "tuesday": "08:00-18:00",
    "wednesday": "08:00-18:00",
    "zone": "Europe/Berlin",
}
PAGE = "/desk/settings/hours/"


def running(stage: Cast) -> Clock:
    """A request of Marta's, Wednesday at eleven, for which eight hours are aimed at."""
    row = desk.open_ticket(text="The plotter is jammed.", actor=stage.marta, at=NOW)
    return Clock.objects.get(ref_kind="ticket", ref_id=row.pk, kind="solve")


def test_other_hours_are_shown_before_they_hold_and_clocks_follow(stage: Cast, clock: Moment) -> None:
    ines = browser(stage.ines)
    assert "Nobody said yet when you work" in plain(ines.get(PAGE)), "the empty place says so"
    ines.post(reverse("workspace:set_service_level"), {"solution": "8", "share": "90"})
    row = running(stage)
    was = row.due_at
    shown = plain(ines.get(PAGE, WEEK | {"country": "de"}))
    assert "Of 1 running clock, 0 would fall due earlier and 1 later." in shown
    assert not Calendar.objects.exists(), "looking changes nothing"
    assert "These hours hold from now on" in plain(ines.post(PAGE, WEEK | {"country": "de"}, follow=True))
    held = Calendar.objects.get()
    assert held.week[0] == [["08:00", "12:00"], ["13:00", "18:00"]] and (held.week[4], held.country) == ([], "DE")
    clock.wait(minutes=1)
    ines.post(PAGE, WEEK | {"country": "DE", "wednesday": "08:00-20:00"})
    work()
    row.refresh_from_db()
    assert row.due_at is not None and was is not None and row.due_at < was
    assert "Christmas" in plain(ines.get(PAGE)) or "Weihnacht" in plain(ines.get(PAGE))


def test_a_day_off_moves_what_runs_and_is_taken_back(stage: Cast, clock: Moment) -> None:
    ines = browser(stage.ines)
    ines.post(PAGE, WEEK)
    ines.post(reverse("workspace:set_service_level"), {"solution": "8", "share": "90"})
    row = running(stage)
    first = row.due_at
    clock.wait(minutes=1)
    today = {"on": str(NOW.date()), "name": "Stocktaking"}
    assert "Stocktaking" in plain(ines.post(reverse("workspace:add_day_off"), today, follow=True))
    work()
    row.refresh_from_db()
    assert row.due_at is not None and first is not None and row.due_at > first + timedelta(hours=7)
    clock.wait(minutes=1)
    ines.post(reverse("workspace:remove_day_off", args=[Holiday.objects.get().pk]))
    work()
    row.refresh_from_db()
    assert row.due_at == first
    assert ines.post(reverse("workspace:add_day_off"), {"on": "tomorrow", "name": ""}).status_code == 400


def test_what_cannot_be_used_is_refused_at_its_field(stage: Cast) -> None:
    ines = browser(stage.ines)
    for wrong, said in (
        ({"monday": "nine to five"}, "Write it like 09:00–17:00"),
        ({"monday": "17:00-09:00"}, "ends after it begins"),
        ({"monday": "", "tuesday": "", "wednesday": ""}, "no day of the week has working time"),
        ({"country": "XX"}, "no public holidays are known for country"),
        ({"country": "DE", "region": "ATLANTIS"}, "no public holidays are known for country"),
        ({"zone": "Europe/Atlantis"}, "Atlantis"),
    ):
        refused = ines.post(PAGE, WEEK | wrong)
        assert refused.status_code == 400 and said in plain(refused), wrong
    assert not Calendar.objects.exists()


def test_targets_are_set_changed_and_ended(stage: Cast) -> None:
    ines, aim = browser(stage.ines), reverse("workspace:set_service_level")
    assert "No target yet" in plain(ines.get(PAGE))
    given = {"service": str(stage.mail.pk), "priority": "1", "first_answer": "0.5", "solution": "4", "share": "95"}
    ines.post(aim, given)
    ines.post(aim, given | {"solution": "6"})
    row = ServiceLevel.objects.get()
    assert (row.first_answer_minutes, row.solve_minutes, row.share) == (30, 360, 0.95)
    shown = plain(ines.get(PAGE))
    assert "30 min" in shown and "6 h" in shown and "solution=6.0" in shown
    empty = ines.post(aim, {"share": "90"})
    assert empty.status_code == 400 and "Say at least one of the two" in plain(empty)
    assert "No target yet" in plain(ines.post(reverse("workspace:end_service_level", args=[row.pk]), follow=True))
    assert browser(stage.dev).post(aim, given).status_code == 403
