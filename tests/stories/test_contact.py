"""Contact that is planned, people to call and thanks, as those who use the pages meet them."""

from __future__ import annotations

import icalendar
import pytest
from django.urls import reverse

from rapport.domains.outreach import actions
from rapport.domains.outreach.models import Call, Plan
from rapport.domains.people.models import Person, Role
from rapport.foundation.actors import system
from tests.outsiders import outreach
from tests.visitors import browser, plain
from tests.world import NOW, World


def page(world: World, who: str, name: str, *args: object) -> str:
    """What somebody sees."""
    return plain(browser(world.cast.everybody[who]).get(reverse(name, args=args)))


def sent(world: World, who: str, name: str, *args: object, **said: object) -> str:
    """What they see after they have sent something, at the place they are led to."""
    found = browser(world.cast.everybody[who]).post(reverse(name, args=args), said, follow=True)
    return plain(found)


def cadence(world: World, **said: object) -> str:
    """Hugo plans to talk with Marta."""
    wanted = {"team": world.cast.service_desk.pk, "level": "user", "owner": world.cast.hugo.person_id}
    return sent(world, "hugo", "workspace:plan_new", "person", world.marta, **wanted | said)


def test_a_cadence_is_set_from_her_page_and_a_call_logged_from_the_plan(world: World) -> None:
    assert reverse("workspace:plan_new", args=["person", world.marta]) in page(
        world, "hugo", "workspace:person", world.marta
    )
    assert "Contact with Marta Kolb is planned." in cadence(world, why="How the plotter holds")
    plan = Plan.objects.get()
    assert (plan.ideal_days, plan.longest_days) == (60, 120), "the usual ones of a user"
    shown = page(world, "hugo", "workspace:plan_one", plan.pk)
    assert "How the plotter holds" in shown
    said = {"outcome": "talked", "channel": "phone", "words": "All is well up there.", "minutes": 4}
    assert "It is kept" in sent(world, "hugo", "workspace:plan_one", plan.pk, **said)
    assert "All is well up there." in page(world, "hugo", "workspace:person", world.marta)
    assert "All is well up there." in page(world, "marta", "portal:relationship")


def test_a_call_sent_twice_by_the_back_button_is_logged_once(world: World) -> None:
    said = {"outcome": "talked", "channel": "phone", "words": "All is well.", "once": "drawn-with-the-form"}
    said["team"] = str(world.cast.service_desk.pk)
    for _ in range(2):
        assert "It is kept" in sent(world, "hugo", "workspace:call_person", world.marta, **said)
    assert Call.objects.count() == 1
    sent(world, "hugo", "workspace:call_person", world.marta, **said | {"words": "And one more thing."})
    assert Call.objects.count() == 2, "other words are another call"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"ideal_days": 90, "longest_days": 30}, "This is shorter than the interval above."),
        ({"ideal_days": 0}, "At least one day."),
        ({"longest_days": 800}, "At most two years, 730 days."),
        ({"why": "Ask\nX-EVIL:1"}, "This has to fit on one line"),
    ],
)
def test_what_cannot_be_planned_is_said_at_its_field(world: World, said: dict[str, object], answer: str) -> None:
    assert answer in cadence(world, **said)
    assert not Plan.objects.exists()


def test_the_usual_cadences_are_set_once_for_all(world: World) -> None:
    days = {
        f"{level}_{name}": n for level in ("user", "lead", "executive") for name, n in (("ideal", 7), ("longest", 9))
    }
    sent(world, "ines", "workspace:plan_levels", **days)
    cadence(world)
    assert (Plan.objects.get().ideal_days, Plan.objects.get().longest_days) == (7, 9)


def test_whom_to_call_stands_on_today_once_and_waits_when_put_off(world: World) -> None:
    key = outreach.moment_of_marta(world)
    type(world.episode).objects.filter(person_id=world.marta).update(theirs=0)
    today = page(world, "hugo", "workspace:today")
    assert "Two promises were broken within 30 days." in today
    assert "Say sorry, and give one time that holds." in today
    assert "broken within" not in page(world, "sanna", "workspace:today")
    said = {"team": world.cast.service_desk.pk, "key": key, "reason": "On leave"}
    assert "Choose a day from tomorrow on" in sent(
        world, "hugo", "workspace:call_put_off", until=NOW.date().isoformat(), **said
    )
    assert "Put off." in sent(world, "hugo", "workspace:call_put_off", until="2026-11-13", **said)
    assert "broken within" not in page(world, "hugo", "workspace:today")


def test_marta_thanks_those_who_helped_and_hugo_reads_it_on_today(world: World) -> None:
    key = world.done.public_key
    assert reverse("portal:thank_request", args=[key]) in page(world, "marta", "portal:request", key)
    shown = sent(world, "marta", "portal:thank_request", key, words="You came before I asked.", consent="on")
    assert "Your thanks are passed on, in your words." in shown
    assert "You came before I asked." in page(world, "hugo", "workspace:today")
    assert "You came before I asked." not in page(world, "sanna", "workspace:thanks")
    sent(world, "hugo", "workspace:thanks")
    assert "You came before I asked." not in page(world, "hugo", "workspace:today")
    shown = sent(world, "hugo", "workspace:thanks_show", outreach.thanks_of_marta(world))
    assert "All of us can read it now." in shown
    assert "You came before I asked." in page(world, "sanna", "workspace:thanks")
    sent(world, "marta", "portal:thanks_consent", outreach.thanks_of_marta(world), keep="1")
    assert "You came before I asked." not in page(world, "sanna", "workspace:thanks")


def test_a_tap_without_words_is_thanks_enough(world: World) -> None:
    sent(world, "marta", "portal:thanks", what=f"episode:{world.episode.pk}")
    assert "Thank you." in page(world, "hugo", "workspace:thanks")
    assert "This is none of the choices here" in sent(world, "ivo", "portal:thanks", what=f"episode:{world.episode.pk}")


def feed(world: World, token: str) -> tuple[int, str]:
    """What a calendar program gets, signed in as nobody."""
    found = browser(world.cast.nobody).get(reverse("public:calendar", args=[token]))
    return found.status_code, found.content.decode()


def test_an_agents_calendar_follows_by_a_secret_link_that_is_made_anew(world: World) -> None:
    cadence(world, why="How the plotter holds")
    first = actions.new_calendar_link(actor=world.cast.hugo, at=NOW)
    status, said = feed(world, first)
    (entry,) = icalendar.Calendar.from_ical(said).walk("VEVENT")
    assert (status, str(entry["summary"])) == (200, "Call Marta Kolb")
    assert entry.decoded("dtstart") == Plan.objects.get().due_on
    second = actions.new_calendar_link(actor=world.cast.hugo, at=NOW)
    assert (feed(world, first)[0], feed(world, second)[0]) == (404, 200)
    assert "Marta" not in feed(world, first)[1]
    actions.end_calendar_link(actor=world.cast.hugo, at=NOW)
    assert feed(world, second)[0] == 404


def test_a_calendar_shows_what_its_owner_may_see_today(world: World) -> None:
    cadence(world)
    token = actions.new_calendar_link(actor=world.cast.hugo, at=NOW)
    Role.objects.filter(person_id=world.cast.hugo.person_id).update(team=world.cast.field_team)
    assert "Marta" not in feed(world, token)[1]
    Role.objects.filter(person_id=world.cast.hugo.person_id).delete()
    assert feed(world, token)[0] == 404


def test_the_link_is_shown_once_and_nothing_of_it_is_kept(world: World) -> None:
    shown = sent(world, "hugo", "workspace:plan_calendar")
    assert "/calendar/" in shown
    assert "/calendar/" not in page(world, "hugo", "workspace:plan_calendar").replace("/desk/plan/calendar/", "")


def test_a_name_cannot_write_lines_into_the_file(world: World) -> None:
    Person.objects.filter(pk=world.marta).update(name="Marta, Kolb; X")
    cadence(world)
    said = feed(world, actions.new_calendar_link(actor=world.cast.hugo, at=NOW))[1]
    assert "SUMMARY:Call Marta\\, Kolb\\; X" in said


def test_moments_are_found_by_the_clock(world: World) -> None:
    assert actions.find_moments(actor=system(), at=NOW) == 0
