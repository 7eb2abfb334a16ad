"""People move, split, join and name episodes: what they mean is what stands, after every recomputation."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Act, Decision, Episode, Wish
from rapport.domains.ledger.tests.stream import answered, days, grouping, picture, record, said
from rapport.domains.ledger.tests.test_segmenting import (
    Undone,
    acts_of,
    resegment_everybody,
    streams,
    unhurried,
)
from rapport.foundation.actors import NotAllowed, NotFound, system
from tests.cast import MONDAY, ONE_HOUR, Cast, build

T1, T2 = ("ticket", 1), ("ticket", 2)


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def two_tickets(cast: Cast) -> list[Any]:
    """T1: three acts; T2: two acts, later."""
    return record(
        answered(cast, cast.marta, MONDAY, ref=T1, title="The printer"),
        answered(cast, cast.marta, MONDAY + ONE_HOUR, ref=T1),
        answered(cast, cast.marta, MONDAY + 2 * ONE_HOUR, ref=T1),
        answered(cast, cast.marta, MONDAY + days(1), ref=T2, title="The scanner"),
        answered(cast, cast.marta, MONDAY + days(2), ref=T2),
    )


def groups_of(acts: list[Any], *numbers: tuple[int, ...]) -> set[frozenset[int]]:
    return {frozenset(acts[n].act_id for n in group) for group in numbers}


def decide(cast: Cast, kind: str, episode_id: int, **more: Any) -> Decision:
    return actions.decide(kind=kind, episode_id=episode_id, actor=cast.hugo, at=MONDAY, **more)


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_an_act_is_moved_to_another_episode_and_the_rest_stays(cast: Cast, moved: int) -> None:
    acts = two_tickets(cast)
    decide(cast, "move", acts[0].episode_id, act_id=acts[moved].act_id, other_id=acts[3].episode_id)
    rest = tuple(n for n in range(3) if n != moved)
    assert grouping() == groups_of(acts, rest, (moved, 3, 4))
    there = Episode.objects.get(pk=Act.objects.get(pk=acts[4].act_id).episode_id)
    assert (there.ref, there.title) == (T2, "The scanner")  # what is moved there does not rename it
    resegment_everybody(cast)
    assert grouping() == groups_of(acts, rest, (moved, 3, 4))


def test_an_act_is_moved_out_into_an_episode_of_its_own(cast: Cast) -> None:
    acts = two_tickets(cast)
    decide(cast, "move", acts[0].episode_id, act_id=acts[1].act_id)
    assert grouping() == groups_of(acts, (0, 2), (1,), (3, 4))


def test_an_episode_is_split_and_joined_again(cast: Cast) -> None:
    acts = two_tickets(cast)
    decide(cast, "split", acts[0].episode_id, act_id=acts[1].act_id)
    assert grouping() == groups_of(acts, (0,), (1, 2), (3, 4))
    second = Act.objects.get(pk=acts[1].act_id).episode_id
    decide(cast, "join", acts[0].episode_id, other_id=second)
    assert grouping() == groups_of(acts, (0, 1, 2), (3, 4))
    assert Decision.objects.count() == 1  # the second took the place of the first


def test_a_later_call_does_not_come_along_with_what_is_split_off(cast: Cast) -> None:
    call = {"channel": "phone", "completes": True}
    acts = record(
        said(cast, cast.marta, MONDAY, ref=T1),
        answered(cast, cast.marta, MONDAY + ONE_HOUR, ref=T1, completes=True),
        answered(cast, cast.marta, MONDAY + days(3), **call),
    )
    assert grouping() == groups_of(acts, (0, 1), (2,))
    made = decide(cast, "split", acts[0].episode_id, act_id=acts[1].act_id)
    assert grouping() == groups_of(acts, (0,), (1,), (2,))  # what is left open would have taken the call
    resegment_everybody(cast)
    assert grouping() == groups_of(acts, (0,), (1,), (2,))
    actions.take_back(decision_id=made.pk, actor=cast.hugo, at=MONDAY)
    assert grouping() == groups_of(acts, (0, 1), (2,))


def test_who_came_along_because_somebody_said_so_stays(cast: Cast) -> None:
    acts = record(
        said(cast, cast.marta, MONDAY, ref=T1),
        answered(cast, cast.marta, MONDAY + ONE_HOUR, ref=T1, completes=True),
        answered(cast, cast.marta, MONDAY + days(1), channel="phone", completes=True),
        answered(cast, cast.marta, MONDAY + days(9), ref=T2),
    )
    decide(cast, "join", acts[2].episode_id, other_id=acts[3].episode_id)
    with_decision = grouping()
    with contextlib.suppress(actions.StandsAgainst):
        decide(cast, "split", acts[0].episode_id, act_id=acts[1].act_id)
    assert frozenset(acts[n].act_id for n in (2, 3)) in with_decision & grouping()


def test_taken_back_the_rules_decide_again_and_ids_stay(cast: Cast) -> None:
    acts = two_tickets(cast)
    before, ids = picture(), dict(Act.objects.values_list("id", "episode_id"))
    made = decide(cast, "join", acts[0].episode_id, other_id=acts[3].episode_id)
    assert Episode.objects.count() == 1
    actions.take_back(decision_id=made.pk, actor=cast.hugo, at=MONDAY)
    assert picture() == before
    assert dict(Act.objects.values_list("id", "episode_id"))[acts[0].act_id] == ids[acts[0].act_id]
    assert not Wish.objects.exists()


def test_what_is_shown_before_is_what_stands_afterwards(cast: Cast) -> None:
    acts = two_tickets(cast)
    choice = {"kind": "move", "episode_id": acts[0].episode_id, "act_id": acts[2].act_id}
    told = queries.decision_outcome(cast.hugo, **choice, other_id=acts[3].episode_id)
    assert [(part.title, part.acts) for part in told.before] == [("The printer", 3), ("The scanner", 2)]
    assert [(part.title, part.acts) for part in told.after] == [("The printer", 2), ("The scanner", 3)]
    assert grouping() == groups_of(acts, (0, 1, 2), (3, 4))


def test_a_name_holds_against_every_later_title_and_says_who_gave_it(cast: Cast) -> None:
    acts = two_tickets(cast)
    episode = acts[0].episode_id
    actions.name_episode(episode_id=episode, words="  Printer on  floor two ", actor=cast.hugo, at=MONDAY)
    made = actions.name_episode(episode_id=episode, words="The old printer", actor=cast.hugo, at=MONDAY)
    record(answered(cast, cast.marta, MONDAY + days(3), ref=T1, title="RE: printer"))
    resegment_everybody(cast)
    assert Episode.objects.get(pk=episode).title == "The old printer"
    [told] = queries.decisions_on(cast.hugo, episode_id=episode)
    assert (told.id, told.kind, told.made_by, told.words) == (made.pk, "name", "Hugo Marek", "The old printer")
    actions.take_back(decision_id=made.pk, actor=cast.hugo, at=MONDAY)
    assert Episode.objects.get(pk=episode).title == "The printer"


def test_what_would_change_nothing_is_refused(cast: Cast) -> None:
    acts = two_tickets(cast)
    with pytest.raises(actions.NothingToDecide):
        decide(cast, "split", acts[0].episode_id, act_id=acts[0].act_id)
    with pytest.raises(actions.NothingToDecide):
        decide(cast, "join", acts[0].episode_id, other_id=acts[0].episode_id)
    with pytest.raises(actions.NothingToDecide):
        actions.name_episode(episode_id=acts[0].episode_id, words="  ", actor=cast.hugo, at=MONDAY)
    with pytest.raises(NotFound):
        decide(cast, "split", acts[0].episode_id, act_id=acts[4].act_id)
    assert not Wish.objects.exists()


def test_episodes_of_two_people_are_never_joined(cast: Cast) -> None:
    [hers] = record(answered(cast, cast.marta, MONDAY, ref=T1))
    [his] = record(answered(cast, cast.ivo, MONDAY, ref=T2))
    with pytest.raises(NotFound):
        decide(cast, "join", hers.episode_id, other_id=his.episode_id)


def test_outsiders_and_the_person_decide_nothing_here(cast: Cast) -> None:
    acts = two_tickets(cast)
    made = decide(cast, "split", acts[0].episode_id, act_id=acts[1].act_id)
    for outsider in (*cast.outsiders.values(), cast.marta):
        with pytest.raises((NotFound, NotAllowed)):
            actions.decide(
                kind="join", episode_id=acts[0].episode_id, other_id=acts[3].episode_id, actor=outsider, at=MONDAY
            )
        with pytest.raises((NotFound, NotAllowed)):
            actions.take_back(decision_id=made.pk, actor=outsider, at=MONDAY)


CHOICES = st.lists(
    st.tuples(st.sampled_from(["move", "move out", "split", "join", "undo"]), st.integers(0, 11), st.integers(0, 11)),
    max_size=5,
)


def meant_by(cast: Cast, said_: tuple[str, int, int]) -> set[frozenset[int]]:
    """Decide, and say which episodes must stand afterwards."""
    kind, first, second = said_
    acts = list(Act.objects.order_by("person_id", "at", "id").values_list("id", "episode_id", "person_id"))
    act, episode, person = acts[first % len(acts)]
    others = sorted({e for _, e, p in acts if p == person})
    other = others[second % len(others)]
    here = [a for a, e, _ in acts if e == episode]
    there = [a for a, e, _ in acts if e == other]
    at = here.index(act)
    more: dict[str, Any] = {}
    if kind == "join":
        wanted, more = {frozenset(here + there)}, {"other_id": other}
    elif kind == "split":
        wanted, more = {frozenset(here[:at]), frozenset(here[at:])}, {"act_id": act}
    elif kind == "move":
        wanted = {frozenset(here) - {act}, frozenset([act, *there])}
        more = {"act_id": act, "other_id": other}
    else:
        wanted, more = {frozenset(here) - {act}, frozenset([act])}, {"act_id": act}
    actions.decide(kind=kind.split()[0], episode_id=episode, actor=system(), at=MONDAY, **more)
    return wanted


@unhurried
@given(stream=streams, choices=CHOICES)
def test_any_decisions_hold_after_recomputing_everything(cast: Cast, stream: list[dict], choices: list) -> None:
    with pytest.raises(Undone), transaction.atomic():
        record(*acts_of(cast, stream))
        resegment_everybody(cast)
        before = grouping()
        for choice in choices:
            if choice[0] == "undo":
                for decision in Decision.objects.order_by("-id")[:1]:
                    actions.take_back(decision_id=decision.pk, actor=system(), at=MONDAY)
                continue
            try:
                with transaction.atomic():
                    wanted = meant_by(cast, choice)
            except (actions.NothingToDecide, actions.StandsAgainst):
                continue
            assert wanted <= grouping()
        settled, ids = picture(), dict(Act.objects.values_list("id", "episode_id"))
        resegment_everybody(cast)
        assert picture() == settled
        assert dict(Act.objects.values_list("id", "episode_id")) == ids
        for decision in Decision.objects.order_by("-id"):
            actions.take_back(decision_id=decision.pk, actor=system(), at=MONDAY)
        assert grouping() == before
        raise Undone


def test_a_late_act_changes_nothing_that_was_decided(cast: Cast) -> None:
    call = {"channel": "phone"}
    acts = record(said(cast, cast.marta, MONDAY, **call), answered(cast, cast.marta, MONDAY + ONE_HOUR, **call))
    decide(cast, "split", acts[0].episode_id, act_id=acts[1].act_id)
    record(said(cast, cast.marta, MONDAY - ONE_HOUR, **call))
    resegment_everybody(cast)
    homes = dict(Act.objects.values_list("id", "episode_id"))
    assert homes[acts[0].act_id] != homes[acts[1].act_id]
