"""The pages about matters: when a new one begins, and what people decide about an episode."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.ledger import actions
from rapport.domains.ledger.models import Act, Decision, Episode, GapSetting
from rapport.domains.ledger.tests.stream import answered, days, record
from rapport.foundation import jobs
from rapport.foundation.actors import system
from rapport.interfaces.look.figures import silences
from tests.cast import MONDAY, ONE_HOUR, Cast, build
from tests.visitors import browser

T1, T2 = ("ticket", 1), ("ticket", 2)
MATTERS = "/desk/settings/matters/"


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def calls(cast: Cast) -> None:
    record(*(answered(cast, cast.marta, MONDAY + days(6 * n), channel="phone", title="A call") for n in range(3)))


def two_tickets(cast: Cast) -> list[int]:
    acts = record(
        answered(cast, cast.marta, MONDAY, ref=T1, title="The printer"),
        answered(cast, cast.marta, MONDAY + ONE_HOUR, ref=T1, title="RE: printer"),
        answered(cast, cast.marta, MONDAY + days(1), ref=T2, title="The scanner"),
    )
    return [act.act_id for act in acts]


def episode_of(act_id: int) -> int:
    return Act.objects.get(pk=act_id).episode_id or 0


def page(cast: Cast, act_id: int) -> str:
    return f"/desk/people/{cast.marta.person_id}/episodes/{episode_of(act_id)}/"


def test_another_gap_is_shown_before_it_holds_and_taken_up_afterwards(cast: Cast) -> None:
    calls(cast)
    owner = browser(cast.ines)
    shown = owner.get(f"{MATTERS}phone/", {"many": "7", "unit": "days"}).content.decode()
    assert "<b>1 episode instead of 3.</b> Joined at 2 places" in shown
    assert "1 of 1 person who lately used it, 3 acts" in shown
    assert not GapSetting.objects.exists()
    answer = owner.post(f"{MATTERS}phone/", {"many": "7", "unit": "days"}, follow=True)
    assert "It holds from now on" in answer.content.decode()
    assert "Under way" in answer.content.decode()
    jobs.run_all()
    told = owner.get(MATTERS).content.decode()
    assert "7 days in force" in told
    assert "set by hand" in told
    assert "Taken up by 1 person" in told
    assert Episode.objects.count() == 1


@pytest.mark.parametrize("many", ["0", "-3", "x", "", "400"])
def test_a_length_that_is_none_is_said_and_changes_nothing(cast: Cast, many: str) -> None:
    owner = browser(cast.ines)
    for answer in (
        owner.get(f"{MATTERS}phone/", {"many": many, "unit": "days"}),
        owner.post(f"{MATTERS}phone/", {"many": many, "unit": "days"}),
    ):
        assert answer.status_code == 400
    assert not GapSetting.objects.exists()


def test_an_agent_finds_no_such_page_and_a_pigeon_no_channel(cast: Cast) -> None:
    assert browser(cast.hugo).get(MATTERS).status_code == 403
    assert browser(cast.ines).get(f"{MATTERS}pigeon/").status_code == 404


def test_the_only_act_of_an_episode_goes_elsewhere_by_joining(cast: Cast) -> None:
    first, _, other = two_tickets(cast)
    agent, address = browser(cast.hugo), page(cast, other)
    shown = agent.get(address, {"act": other}).content.decode()
    assert f"?kind=join&amp;other={episode_of(first)}#outcome" in shown and "kind=move" not in shown
    answer = agent.get(address, {"kind": "join", "other": episode_of(first)})
    assert answer.status_code == 200 and "What would come of it" in answer.content.decode()


def test_an_act_goes_elsewhere_only_after_its_outcome_was_shown(cast: Cast) -> None:
    first, second, other = two_tickets(cast)
    agent, address = browser(cast.hugo), page(cast, first)
    assert "Where does it belong?" in agent.get(address, {"act": second}).content.decode()
    choice = {"kind": "move", "act": second, "other": episode_of(other)}
    shown = agent.get(address, choice).content.decode()
    assert "What would come of it" in shown
    assert episode_of(second) == episode_of(first)
    kept = agent.post(address, choice, follow=True).content.decode()
    assert episode_of(second) == episode_of(other)
    assert "Hugo Marek moved an act" in kept
    [decision] = Decision.objects.all()
    back = agent.post(f"{address}undo/", {"decision": decision.pk}, follow=True).content.decode()
    assert "Taken back" in back
    assert episode_of(second) == episode_of(first)


def test_a_join_ends_on_the_episode_that_stands(cast: Cast) -> None:
    first, _, other = two_tickets(cast)
    agent = browser(cast.hugo)
    answer = agent.post(page(cast, other), {"kind": "join", "other": episode_of(first)})
    assert answer["Location"] == page(cast, first)
    assert Episode.objects.count() == 1


def test_a_name_is_given_and_shown_on_the_person_page(cast: Cast) -> None:
    first, _, _ = two_tickets(cast)
    agent = browser(cast.hugo)
    agent.post(f"{page(cast, first)}name/", {"words": "Floor two"})
    assert "Floor two" in agent.get(f"/desk/people/{cast.marta.person_id}/").content.decode()
    assert "needs some words" in agent.post(f"{page(cast, first)}name/", {"words": " "}, follow=True).content.decode()


def test_what_cannot_be_kept_is_said(cast: Cast) -> None:
    first, _, _ = two_tickets(cast)
    answer = browser(cast.hugo).get(page(cast, first), {"kind": "split", "act": first})
    assert (answer.status_code, "That cannot be kept" in answer.content.decode()) == (409, True)


def test_somebody_elses_act_or_decision_is_not_there(cast: Cast) -> None:
    first, _, other = two_tickets(cast)
    made = actions.name_episode(episode_id=episode_of(other), words="Mine", actor=system(), at=MONDAY)
    agent = browser(cast.hugo)
    assert agent.get(page(cast, first), {"kind": "split", "act": other}).status_code == 404
    assert agent.post(f"{page(cast, first)}undo/", {"decision": made.pk}).status_code == 404
    assert agent.get(f"/desk/people/{cast.ivo.person_id}/episodes/{episode_of(first)}/").status_code == 404


def test_the_drawing_says_how_many_are_longer() -> None:
    bins = ((60.0, 80.0, 9), (86_400.0, 108_000.0, 4), (864_000.0, 1_080_000.0, 2))
    drawn = silences.draw(bins, in_force=timedelta(days=5), read=timedelta(hours=2))
    assert 'aria-label="15 silences; 2 of them longer than 5 days"' in drawn
    assert "read: 2 hours" in drawn
    assert [many for _, many in silences.as_table(bins)] == [9, 4, 2]
    assert silences.held_back(((60.0, 80.0, 4),)) == "Not shown: fewer than five silences."
