"""Thanks are acts: between the giver and those thanked, and nothing that others see tells of them."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger import queries as seen
from rapport.domains.ledger.models import Act, Addressed, Episode, Relationship, Sequence
from rapport.domains.ledger.types import NewPart
from rapport.domains.outreach import actions
from rapport.domains.outreach.models import Thanks
from rapport.domains.people.models.leaving import leaver_of
from rapport.foundation import jobs, leaving
from rapport.foundation.actors import NotFound, system
from rapport.foundation.leaving import Place
from tests.cast import ONE_DAY, ONE_HOUR
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
WORDS = "You came before I asked."


def matter(world: World) -> Episode:
    return Episode.objects.get(ref_kind="ticket", ref_id=world.ticket.pk)


def thanked(world: World, *, at: Any = NOW, words: str = WORDS, **about: Any) -> Thanks:
    part = NewPart(world.cast.sanna.person_id or 0, ("ticket", world.ticket.pk), "note", NOW)
    ledger.note_parts([part], actor=world.cast.hugo, at=NOW)
    about = about or {"episode_id": matter(world).pk}
    row = actions.give_thanks(words=words, actor=world.cast.marta, at=at, **about)
    jobs.run_all(at=at)
    return row


def told_to(world: World, who: str) -> list[str]:
    """The words of thanks on Marta's line as somebody sees it."""
    viewer = world.cast.everybody[who]
    try:
        return [act.title for act in seen.timeline(viewer, world.marta).acts if act.kind == "thanks"]
    except NotFound:
        return []


def as_others_see_it(world: World) -> list[Any]:
    """What the ledger says to everybody of Marta's episodes, relationships, sequences, and what is counted of them."""
    episodes = Episode.objects.in_reach_of(world.cast.noor).order_by("pk")
    return [
        list(episodes.values("pk", "title", "theirs", "ours", "completed_at", "service_id", "team_id")),
        list(Relationship.objects.order_by("pk").values("person_id", "team_id", "since")),
        list(Sequence.objects.order_by("pk").values("pk", "started_at", "ended_at")),
        [row.n for row in seen.planned_counts(system(), since=NOW - 30 * ONE_DAY)],
        [(one.person_id, one.acts, one.theirs) for one in seen.who_knows_whom(world.cast.noor, world.marta)],
        [(one.id, one.last_act_at) for one in seen.episodes_listed(world.cast.noor, at=NOW).rows],
        list(seen.reflections_to_ask(world.cast.hugo, NOW + ONE_DAY)),
    ]


def test_they_stand_on_the_line_of_the_giver_and_of_those_thanked_alone(world: World) -> None:
    before = as_others_see_it(world)
    thanked(world)
    act = Act.objects.get(kind="thanks")
    assert (act.channel, act.direction, act.exchange, act.audience) == ("thanks", "theirs", "social", "private")
    assert act.episode_id == matter(world).pk
    assert as_others_see_it(world) == before
    everybody = {who for who in world.cast.everybody if told_to(world, who)}
    assert everybody == {"marta", "hugo", "sanna"}
    assert seen.act_facts(system(), [act.pk]) == []


def test_for_a_service_they_stand_alone_and_put_together_anew_all_is_the_same(world: World) -> None:
    before = as_others_see_it(world)
    thanked(world, service_id=world.cast.mail.pk)
    thanked(world)
    late = thanked(world, at=NOW + 60 * ONE_DAY, service_id=world.cast.mail.pk)
    alone = Episode.objects.get(ref_kind="thanks", ref_id=late.pk)
    assert (alone.title, alone.team_id, alone.completed_at) == ("", None, late.given_at)
    stood = list(Episode.objects.order_by("pk").values())
    ledger.resegment(person_id=world.marta, actor=system(), at=NOW)
    jobs.run_all(at=NOW + 60 * ONE_DAY)
    assert list(Episode.objects.order_by("pk").values()) == stood
    assert as_others_see_it(world)[:3] == before[:3]
    assert [len(told_to(world, who)) for who in ("marta", "hugo", "noor", "sanna", "dev")] == [3, 3, 2, 1, 0]


def test_words_changed_or_taken_back_leave_none_behind(world: World) -> None:
    thanked(world)
    thanked(world, words="", at=NOW + ONE_HOUR)
    assert told_to(world, "hugo") == told_to(world, "marta") == [""]
    assert Act.objects.filter(kind="thanks").count() == 1
    assert WORDS not in repr(list(Act.objects.values()))


def test_those_given_before_become_acts_once_and_colleagues_thanks_never(world: World) -> None:
    thanked(world)
    actions.give_thanks(episode_id=matter(world).pk, words="Well done.", actor=world.cast.hugo, at=NOW)
    jobs.run_all(at=NOW)
    assert Act.objects.filter(kind="thanks").count() == 1
    Act.objects.filter(kind="thanks").delete()
    Addressed.objects.all().delete()
    for _ in range(2):
        assert actions.act_earlier_thanks(after_id=0, actor=system(), at=NOW) is None
    assert told_to(world, "sanna") == [WORDS]
    assert Act.objects.filter(kind="thanks").count() == 1


def test_when_the_giver_leaves_a_skeleton_without_words_and_readers_stays(
    world: World, settings: Any, tmp_path: Any
) -> None:
    settings.DATA = tmp_path / "place"
    thanked(world)
    place: Place | None = Place()
    while place is not None:
        place = leaving.carry_on(leaver_of(world.marta), place)
    assert Act.objects.get(kind="thanks").title == ""
    assert not Addressed.objects.exists()
