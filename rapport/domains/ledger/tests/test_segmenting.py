"""Segmenting again: any order of arrival, wishes, ids that stay, and what hangs on episodes that are dissolved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rapport.domains.ledger import actions
from rapport.domains.ledger.models import Act, Episode, GapSetting, Part, Reflection, Relationship
from rapport.domains.ledger.tests.stream import answered, days, grouping, picture, record, record_one_by_one, said
from rapport.domains.ledger.types import NewAct, NewPart
from rapport.foundation.actors import NotFound, system
from rapport.foundation.models.jobs import Job
from rapport.measures import episodes as measure
from tests.cast import MONDAY, ONE_HOUR, Cast, build

T1, T2 = ("ticket", 1), ("ticket", 2)


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def resegment_everybody(cast: Cast) -> None:
    for who in (cast.marta, cast.ivo):
        actions.resegment(person_id=who.person_id or 0, actor=system(), at=MONDAY)


def by_the_measure() -> set[frozenset[int]]:
    """What measures.episodes says of the stored acts."""
    gaps = GapSetting.objects.in_force()
    acts = list(Act.objects.all())
    rows = [
        measure.ActRow(
            id=act.pk,
            person=act.person_id,
            at=act.at,
            reference=(act.ref_kind, act.ref_id) if act.ref_id else None,
            service=act.service_id,
            completes=act.completes,
            team=act.team_id,
            channel=act.channel,
        )
        for act in acts
    ]
    channels = {act.channel: gaps.of(act.channel) for act in acts}
    return {frozenset(group) for group in measure.segment(rows, gap=channels, reopen=gaps.reopen)}


streams = st.lists(
    st.fixed_dictionaries(
        {
            "who": st.sampled_from(["marta", "marta", "ivo"]),
            "hours": st.integers(0, 40),
            "apart": st.sampled_from([True, True, True, False]),
            "ref": st.sampled_from([None, None, T1, T2]),
            "team": st.sampled_from([None, None, "service_desk", "field_team"]),
            "service": st.sampled_from([None, None, None, "mail", "printing"]),
            "completes": st.sampled_from([False, False, False, True]),
            "direction": st.sampled_from(["theirs", "ours"]),
            "channel": st.sampled_from(["mail", "phone"]),
        }
    ),
    min_size=1,
    max_size=12,
)


def do_what_waits(cast: Cast, *, only_where_moments_repeat: list[NewAct]) -> None:
    """Only two episodes with their last act at the very same moment need the job after acts in time order."""
    if Job.objects.filter(name="ledger.resegment").exists():
        moments = [(act.person_id, act.at) for act in only_where_moments_repeat]
        assert len(set(moments)) < len(moments)
        resegment_everybody(cast)


def acts_of(cast: Cast, stream: list[dict[str, Any]], *, together: bool = True) -> list[NewAct]:
    return [
        said(
            cast,
            getattr(cast, act["who"]),
            MONDAY + timedelta(hours=12 * act["hours"], minutes=number if act["apart"] else 0),
            ref=act["ref"],
            team_id=getattr(cast, act["team"]).pk if act["team"] else None,
            service_id=getattr(cast, act["service"]).pk if act["service"] else None,
            completes=act["completes"],
            direction=act["direction"],
            channel=act["channel"],
            source_key=f"act {number}",
        )
        for number, act in enumerate(stream)
    ]


unhurried = settings(
    max_examples=50,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Undone(Exception):
    """Ends an example and takes back what it wrote."""


@unhurried
@given(stream=streams, cut=st.sampled_from([0, 3, 6, 12, 12]))
def test_recording_in_time_order_is_what_the_measure_says(cast: Cast, stream: list[dict], cut: int) -> None:
    with pytest.raises(Undone), transaction.atomic():
        acts = sorted(acts_of(cast, stream), key=lambda act: act.at)
        record(*acts[:cut])
        record_one_by_one(acts[cut:])
        do_what_waits(cast, only_where_moments_repeat=acts)
        assert grouping() == by_the_measure()
        recorded = picture()
        resegment_everybody(cast)
        assert picture() == recorded
        raise Undone


@unhurried
@given(stream=streams, cuts=st.lists(st.integers(0, 12), max_size=2))
def test_any_order_of_arrival_gives_the_same_after_segmenting(cast: Cast, stream: list[dict], cuts: list[int]) -> None:
    with pytest.raises(Undone), transaction.atomic():
        acts = acts_of(cast, stream)
        begin = 0
        for cut in [*sorted(cuts), len(acts)]:
            record(*acts[begin:cut])
            begin = max(begin, cut)
        assert Act.objects.count() == len(acts)
        resegment_everybody(cast)
        assert grouping() == by_the_measure()
        settled, ids = picture(), dict(Act.objects.values_list("id", "episode_id"))
        resegment_everybody(cast)
        assert picture() == settled
        assert dict(Act.objects.values_list("id", "episode_id")) == ids
        raise Undone


@unhurried
@given(stream=streams)
def test_counts_never_lie_even_before_segmenting(cast: Cast, stream: list[dict]) -> None:
    with pytest.raises(Undone), transaction.atomic():
        record_one_by_one(acts_of(cast, stream))
        for episode in Episode.objects.all():
            acts = list(Act.objects.filter(episode=episode))
            assert episode.theirs == sum(act.direction == "theirs" for act in acts)
            assert episode.ours == sum(act.direction == "ours" for act in acts)
            assert episode.started_at == min(act.at for act in acts)
            assert episode.last_act_at == max(act.at for act in acts)
            assert {act.person_id for act in acts} == {episode.person_id}
        raise Undone


def test_an_episode_keeps_its_id_where_its_first_act_is(cast: Cast) -> None:
    first, second = record(
        said(cast, cast.marta, MONDAY, channel="phone"), said(cast, cast.marta, MONDAY + ONE_HOUR, channel="phone")
    )
    assert first.episode_id == second.episode_id
    actions.wish(kind="apart", one=first.act_id, other=second.act_id, actor=cast.marta, at=MONDAY)
    assert Act.objects.get(pk=first.act_id).episode_id == first.episode_id
    assert Act.objects.get(pk=second.act_id).episode_id != first.episode_id


def test_a_call_logged_before_its_ticket_joins_it_by_wish(cast: Cast) -> None:
    call, ticket = record(
        said(cast, cast.marta, MONDAY, channel="phone"),
        answered(cast, cast.marta, MONDAY + days(9), ref=T1),
    )
    part = NewPart(cast.sanna.person_id or 0, T1, "behind the scenes", MONDAY)
    actions.note_parts([part], actor=system(), at=MONDAY)
    actions.wish(kind="together", one=call.act_id, other=ticket.act_id, actor=system(), at=MONDAY)
    episode = Episode.objects.get()
    assert episode.pk == call.episode_id
    assert episode.ref == T1
    assert (episode.theirs, episode.ours) == (1, 1)
    assert Part.objects.get().episode == episode


def test_what_hangs_on_a_dissolved_episode_moves_along(cast: Cast) -> None:
    one, other = record(
        answered(cast, cast.marta, MONDAY, ref=T1),
        answered(cast, cast.marta, MONDAY + ONE_HOUR, ref=T2, completes=True),
    )
    actions.answer_reflection(
        episode_id=other.episode_id,
        side="ours",
        know_each_other=True,
        they_know_us=None,
        understood=True,
        actor=cast.hugo,
        at=MONDAY,
    )
    actions.wish(kind="together", one=one.act_id, other=other.act_id, actor=cast.hugo, at=MONDAY)
    assert Episode.objects.get().pk == one.episode_id
    assert Reflection.objects.get().episode_id == one.episode_id


def test_wishes_hold_after_every_recomputation(cast: Cast) -> None:
    first, second = record(
        said(cast, cast.marta, MONDAY, channel="phone"), said(cast, cast.marta, MONDAY + ONE_HOUR, channel="phone")
    )
    actions.wish(kind="apart", one=second.act_id, other=first.act_id, actor=cast.marta, at=MONDAY)
    record(said(cast, cast.marta, MONDAY - ONE_HOUR, channel="phone"))
    resegment_everybody(cast)
    homes = dict(Act.objects.values_list("id", "episode_id"))
    assert homes[first.act_id] != homes[second.act_id]


def test_a_name_given_by_somebody_stays(cast: Cast) -> None:
    [act] = record(said(cast, cast.marta, MONDAY, ref=T1, title="RE: RE: fwd"))
    actions.wish(kind="name", one=act.act_id, words="The printer on floor two", actor=cast.marta, at=MONDAY)
    record(said(cast, cast.marta, MONDAY + ONE_HOUR, ref=T1, title="again"))
    resegment_everybody(cast)
    assert Episode.objects.get().title == "The printer on floor two"


def test_wishes_never_cross_persons(cast: Cast) -> None:
    one, other = record(said(cast, cast.marta, MONDAY), said(cast, cast.ivo, MONDAY))
    with pytest.raises(ValueError, match="two people"):
        actions.wish(kind="together", one=one.act_id, other=other.act_id, actor=system(), at=MONDAY)


def test_outsiders_decide_nothing(cast: Cast) -> None:
    one, other = record(said(cast, cast.marta, MONDAY), said(cast, cast.marta, MONDAY + ONE_HOUR))
    for who, outsider in cast.outsiders.items():
        with pytest.raises(NotFound):
            actions.wish(kind="apart", one=one.act_id, other=other.act_id, actor=outsider, at=MONDAY)
        with pytest.raises(NotFound):
            actions.correct_act(act_id=one.act_id, title=f"by {who}", actor=outsider, at=MONDAY)


def test_a_relationship_that_nothing_supports_any_more_goes(cast: Cast) -> None:
    acts = []
    for n, ref in enumerate((T1, T2)):
        acts += record(
            said(cast, cast.marta, MONDAY + days(n), ref=ref),
            answered(cast, cast.marta, MONDAY + days(n) + ONE_HOUR, ref=ref, completes=True),
        )
    assert Relationship.objects.count() == 1
    actions.wish(kind="together", one=acts[0].act_id, other=acts[2].act_id, actor=system(), at=MONDAY)
    actions.wish(kind="together", one=acts[0].act_id, other=acts[3].act_id, actor=system(), at=MONDAY)
    assert not Relationship.objects.exists()


def test_a_correction_stands_beside_the_fact(cast: Cast) -> None:
    [act] = record(answered(cast, cast.marta, MONDAY, channel="phone", title="About Pinters", minutes=4))
    correction = actions.correct_act(act_id=act.act_id, title="About printers", actor=cast.marta, at=MONDAY + ONE_HOUR)
    assert Act.objects.get(pk=act.act_id).title == "About Pinters"
    assert (correction.title, correction.minutes) == ("About printers", 4)
    with pytest.raises(actions.AlreadyCorrected):
        actions.correct_act(act_id=act.act_id, minutes=5, actor=cast.hugo, at=MONDAY)
    resegment_everybody(cast)
    assert Episode.objects.get().ours == 1
