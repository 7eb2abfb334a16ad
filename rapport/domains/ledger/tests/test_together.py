"""Everybody put together again: the same as what was recorded act by act and decided by people, on both databases."""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import Any

import pytest

from rapport.domains.ledger import actions
from rapport.domains.ledger.models import (
    Acquaintances,
    Act,
    ContactSum,
    CountedEpisode,
    Episode,
    Part,
    Relationship,
    Resegmentation,
    ResegmentationPart,
    Sequence,
    SequenceEpisode,
    Uncounted,
    Wish,
)
from rapport.domains.ledger.tests.stream import answered, days, picture, record, said
from rapport.domains.ledger.tests.test_counting import OFFICE, count, counters, from_nothing
from rapport.domains.ledger.types import NewPart
from rapport.domains.people import actions as people
from rapport.foundation import jobs
from rapport.foundation.actors import system
from tests.cast import MONDAY, ONE_HOUR, Cast, build

LATER = MONDAY + days(99)


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def everything() -> tuple[Any, ...]:
    """All that follows from acts and decisions, with the ids of episodes."""
    sequences = Sequence.objects.values_list(
        "person_id", "service_id", "name", "started_at", "ended_at", "organisation"
    )
    places = SequenceEpisode.objects.values_list("sequence__person", "sequence__started_at", "episode_id")
    return (
        picture(),
        sorted(Act.objects.values_list("id", "episode_id")),
        sorted(sequences, key=str),
        sorted(places, key=str),
        sorted(Relationship.objects.values_list("person_id", "team_id", "since")),
        counters(),
    )


def put_together() -> None:
    """Everybody, here and now."""
    actions.recount_contacts(working=OFFICE, actor=system(), at=LATER)
    assert not Resegmentation.objects.filter(ended_at__isnull=True).exists()


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_it_is_what_was_recorded_and_decided(cast: Cast, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts in any order, late and corrected; episodes moved, split, joined and named; people merged and parted."""
    monkeypatch.setattr("rapport.domains.ledger.actions.everybody.ACTS_AT_ONCE", 20)
    lot = Random(seed)
    for turn in range(10):
        record(*(any_act(cast, lot) for _ in range(lot.randint(1, 9))))
        if lot.random() < 0.6:
            jobs.run_all(at=LATER)
        something_is_decided(cast, lot)
        if turn == 6 and seed % 2:
            merge = people.merge_people
            merge(keep_id=cast.marta.person_id or 0, other_id=cast.ivo.person_id or 0, actor=system(), at=MONDAY)
        if lot.random() < 0.5:
            actions.count_contacts(working=OFFICE, actor=system(), at=MONDAY, size=lot.randint(1, 9))
    jobs.run_all(at=LATER)
    count()
    assert Wish.objects.exists()
    incremental = everything()
    put_together()
    assert everything() == incremental
    spoil(lot)
    put_together()
    assert everything() == incremental
    assert counters() == from_nothing()


def any_act(cast: Cast, lot: Random) -> Any:
    """One of three people, about one of a few matters or none, on either side."""
    who = lot.choice([cast.marta, cast.ivo, cast.lena])
    at = MONDAY + ONE_HOUR * lot.randint(0, 24 * 40)
    facts: dict[str, Any] = {
        "channel": lot.choice(["mail", "mail", "phone", "visit", "answer"]),
        "service_id": lot.choice([cast.mail.pk, cast.mail.pk, cast.printing.pk, None]),
        "team_id": lot.choice([cast.service_desk.pk, cast.service_desk.pk, None]),
        "completes": lot.random() < 0.4,
        "minutes": lot.choice([None, 5, 12]),
        "title": lot.choice(["", "Printer", "Payslip"]),
    }
    if lot.random() < 0.6:
        facts["ref"] = ("ticket", 10 * (who.person_id or 0) + lot.randint(1, 4))
    return (said if lot.random() < 0.5 else answered)(cast, who, at, **facts)


def something_is_decided(cast: Cast, lot: Random) -> None:
    """One of the ways in which people say how it was; what cannot be is left."""
    episodes = list(Episode.objects.filter(person=cast.marta.person_id).order_by("id"))
    if len(episodes) < 2:
        return
    one, other = lot.sample(episodes, 2)
    act = lot.choice(list(Act.objects.filter(episode=one, corrects__isnull=True).order_by("id")))
    kind = lot.choice(["move", "split", "join", "name", "correct"])
    meant = {"episode_id": one.pk, "actor": system(), "at": MONDAY}
    refused = (actions.NothingToDecide, actions.StandsAgainst, actions.AlreadyCorrected)
    with suppress(*refused):
        if kind == "name":
            actions.name_episode(words="What it was about", **meant)
        elif kind == "correct":
            actions.correct_act(act_id=act.pk, minutes=7, actor=system(), at=MONDAY)
        elif kind == "join":
            actions.decide(kind=kind, other_id=other.pk, **meant)
        else:
            actions.decide(kind=kind, act_id=act.pk, other_id=other.pk if kind == "move" else None, **meant)


def spoil(lot: Random) -> None:
    """What could be wrong after an accident: facts of episodes, sequences, relationships, counters; no act moved."""
    some = lot.sample(list(Episode.objects.values_list("pk", flat=True)), 2)
    Episode.objects.filter(pk__in=some).update(theirs=99, title="wrong", completed_at=None, service=None)
    Sequence.objects.filter(pk__in=Sequence.objects.values("pk")[:1]).delete()
    Relationship.objects.filter(person__merged_into=None, next_step="", owner=None).delete()
    CountedEpisode.objects.filter(pk__in=some).delete()
    CountedEpisode.objects.create(episode_id=10**9, parts={})
    ContactSum.objects.filter(pk__in=ContactSum.objects.values("pk")[:3]).delete()
    ContactSum.objects.update(acts=7)
    Acquaintances.objects.filter(pk__in=Acquaintances.objects.values("pk")[:2]).update(acts=1)


def test_acts_that_stood_elsewhere_go_home_with_what_hangs_on_their_episode(cast: Cast) -> None:
    """Somebody's two matters in one wrong episode, and one without acts: both are put right."""
    for n, who in enumerate((cast.marta, cast.ivo)):
        ref = ("ticket", n + 1)
        record(said(cast, who, MONDAY, ref=ref), answered(cast, who, MONDAY + ONE_HOUR, ref=ref, completes=True))
    told = picture()
    mine, _ = Episode.objects.order_by("id")
    empty = Episode.objects.get(pk=mine.pk)
    empty.pk, empty.started_at = None, MONDAY - days(1)
    empty.save()
    Act.objects.filter(person=cast.marta.person_id, direction="theirs").update(episode=empty.pk)
    actions.note_parts([NewPart(cast.hugo.person_id or 0, ("ticket", 1), "helped", MONDAY)], actor=system(), at=MONDAY)
    put_together()
    assert picture() == told
    assert Part.objects.get().episode.person_id == cast.marta.person_id


def test_new_acts_meanwhile_are_counted_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.domains.ledger.actions.everybody.PERSONS_AT_ONCE", 1)
    monkeypatch.setattr("rapport.domains.ledger.actions.everybody.RANGES_A_STEP", 1)
    record(*(said(cast, who, MONDAY, ref=("ticket", n)) for n, who in enumerate((cast.marta, cast.ivo, cast.lena))))
    actions.begin_resegmentation(actor=system(), at=MONDAY)
    part = ResegmentationPart.objects.get()
    actions.continue_resegmentation(part_id=part.pk, step=0, working=OFFICE, actor=system(), at=MONDAY)
    record(*(said(cast, who, MONDAY + ONE_HOUR, ref=("ticket", n)) for n, who in enumerate((cast.marta, cast.lena))))
    actions.count_contacts(working=OFFICE, actor=system(), at=MONDAY, size=1)
    while found := ResegmentationPart.objects.filter(ended_at__isnull=True).first():
        on = {"part_id": found.pk, "step": found.step, "working": OFFICE}
        actions.continue_resegmentation(**on, actor=system(), at=MONDAY)
    actions.finish_resegmentation(run_id=part.run_id, actor=system(), at=MONDAY)
    count()
    assert not Uncounted.objects.exists()
    assert sum(Acquaintances.objects.filter(author=None, site_id=None).values_list("acts", flat=True)) == 5
    assert counters() == from_nothing()
