"""Counters of contact: what is recorded, merged, moved, corrected and segmented anew stays counted right."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.models import Acquaintances, Act, ContactSum, CountedEpisode, Uncounted
from rapport.domains.ledger.models.counting.folding import SUMS
from rapport.domains.ledger.tests.stream import answered, days, record, said
from rapport.domains.ledger.types import Group, GroupNarrowed
from rapport.domains.people import actions as people
from rapport.foundation import jobs
from rapport.foundation.actors import NotFound, system
from rapport.measures.worktime import Calendar
from tests.cast import MONDAY, ONE_HOUR, Cast, build

OFFICE = Calendar("UTC", week={day: [("09:00", "17:00")] for day in range(5)})
T1, T2 = ("ticket", 1), ("ticket", 2)


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def count(size: int = 150) -> None:
    """Let the job come back until nothing is left."""
    while actions.count_contacts(working=OFFICE, actor=system(), at=MONDAY, size=size):
        pass


def counters() -> tuple[list[Any], list[Any], list[Any]]:
    """Everything counted but zeros, in one order."""
    contact = ContactSum.objects.order_by("cell").values_list("cell", *SUMS)
    pairs = Acquaintances.objects.order_by("cell").values_list("cell", "acts", "last_at")
    parts = CountedEpisode.objects.order_by("episode_id").values_list("episode_id", "parts")
    return [row for row in contact if any(row[1:])], list(pairs), list(parts)


def from_nothing() -> tuple[list[Any], list[Any], list[Any]]:
    """The same counted anew, mark by mark as if all had just been recorded."""
    for model in (Uncounted, CountedEpisode, ContactSum, Acquaintances):
        model.objects.all().delete()
    acts = Act.objects.filter(episode__isnull=False, corrects__isnull=True)
    rows = acts.values_list("episode_id", "id", "organisation_id")
    Uncounted.objects.bulk_create(Uncounted(episode_id=e or 0, act_id=a, organisation_id=o) for e, a, o in rows)
    count()
    return counters()


def total(name: str, **alike: Any) -> int:
    """One sum over the organisation view."""
    rows = ContactSum.objects.filter(view="organisation", **alike)
    return sum(rows.values_list(name, flat=True))


def a_matter(cast: Cast, who: Any, ref: tuple[str, int], at: Any = MONDAY, **facts: Any) -> list[Any]:
    """Asked, answered after an hour with ten minutes of work, ended by Sanna a day later."""
    place = {"service_id": cast.mail.pk, "team_id": cast.service_desk.pk, **facts}
    return [
        said(cast, who, at, ref=ref, **place),
        answered(cast, who, at + ONE_HOUR, ref=ref, minutes=10, **place),
        answered(cast, who, at + days(1), ref=ref, author_id=cast.sanna.person_id, completes=True, **place),
    ]


def test_one_matter_is_counted_with_its_steps(cast: Cast) -> None:
    record(*a_matter(cast, cast.marta, T1))
    count()
    assert {name: total(name) for name in SUMS} == {
        "acts": 3,
        "begun": 1,
        "repeats": 0,
        "hand_offs": 1,
        "turns": 1,
        "waits": 1,
        "waited": 3600,
        "worked": 10,
        "n_worked": 1,
        "stated": 0,
        "n_stated": 0,
    }
    assert not Uncounted.objects.exists()


def test_who_met_whom_is_counted_once(cast: Cast) -> None:
    record(*a_matter(cast, cast.marta, T1))
    count(size=1)
    count()
    pairs = Acquaintances.objects.filter(author__isnull=False).values_list("author__name", "acts")
    assert sorted(pairs) == [("Hugo Marek", 1), ("Sanna Virta", 1)]
    assert Acquaintances.objects.get(author=None).acts == 3


def test_a_site_has_its_own_counter_and_the_organisation_counts_it_once(cast: Cast) -> None:
    record(*a_matter(cast, cast.marta, T1, site_id=cast.head_office.pk), *a_matter(cast, cast.ivo, T2))
    count()
    assert total("acts") == 6
    of_site = ContactSum.objects.filter(view="site", site_id=cast.head_office.pk)
    assert sum(of_site.values_list("acts", flat=True)) == 3


def test_the_month_is_that_of_the_organisation(cast: Cast) -> None:
    """Half past eleven in the evening of the 31st in London is November in Berlin."""
    record(said(cast, cast.marta, MONDAY.replace(month=10, day=31, hour=23, minute=30)))
    count()
    assert ContactSum.objects.get(view="organisation").month.isoformat() == "2026-11-01"


def test_answers_notes_and_named_acts_are_no_contact(cast: Cast) -> None:
    record(
        said(cast, cast.marta, MONDAY, channel="answer", audience="named", ref=("answer", 1), completes=True),
        said(cast, cast.marta, MONDAY, audience="staff"),
    )
    count()
    assert not ContactSum.objects.exists()
    assert not Uncounted.objects.exists()


def test_a_late_end_makes_a_repeat_of_what_was_counted_before(cast: Cast) -> None:
    """The second matter is counted first; then the end of the earlier one is learned."""
    of_mail = {"service_id": cast.mail.pk}
    record(
        said(cast, cast.marta, MONDAY, ref=T1, **of_mail), said(cast, cast.marta, MONDAY + days(4), ref=T2, **of_mail)
    )
    count()
    assert total("repeats") == 0
    record(answered(cast, cast.marta, MONDAY + days(1), ref=T1, completes=True, **of_mail))
    jobs.run_all(at=MONDAY + days(9))
    count()
    assert total("repeats") == 1
    assert counters() == from_nothing()


def test_a_correction_moves_the_minutes(cast: Cast) -> None:
    record(*a_matter(cast, cast.marta, T1))
    count()
    act = Act.objects.get(minutes=10)
    actions.correct_act(act_id=act.pk, minutes=25, planned=True, actor=system(), at=MONDAY + days(2))
    count()
    assert (total("worked"), total("acts"), total("acts", planned=True)) == (25, 3, 1)
    assert counters() == from_nothing()


def test_a_decision_of_somebody_is_counted_as_they_decided(cast: Cast) -> None:
    record(*a_matter(cast, cast.marta, T1), *a_matter(cast, cast.marta, T2, MONDAY + days(2)))
    count()
    first, last = Act.objects.order_by("id").values_list("id", flat=True)[:: Act.objects.count() - 1]
    actions.wish(kind="together", one=first, other=last, actor=system(), at=MONDAY)
    count()
    assert total("acts") == 6
    assert counters() == from_nothing()


def test_an_act_that_moved_before_it_was_counted_is_not_lost(cast: Cast) -> None:
    record(*a_matter(cast, cast.marta, T1), *a_matter(cast, cast.marta, T2, MONDAY + days(2)))
    first, last = Act.objects.order_by("id").values_list("id", flat=True)[:: Act.objects.count() - 1]
    actions.wish(kind="together", one=first, other=last, actor=system(), at=MONDAY)
    count(size=2)
    assert Acquaintances.objects.filter(author=None).get().acts == 6
    assert counters() == from_nothing()


def test_two_rows_merged_and_parted_again_keep_every_count(cast: Cast) -> None:
    record(*a_matter(cast, cast.marta, T1), *a_matter(cast, cast.ivo, T2, MONDAY + days(3)))
    count()
    marta, ivo = cast.marta.person_id or 0, cast.ivo.person_id or 0
    people.merge_people(keep_id=marta, other_id=ivo, actor=system(), at=MONDAY)
    jobs.run_all(at=MONDAY + days(9))
    count()
    assert (total("acts"), total("begun"), total("repeats")) == (6, 2, 1)  # one human came back after two days
    assert counters() == from_nothing()
    people.undo_merge(person_id=ivo, actor=system(), at=MONDAY)
    jobs.run_all(at=MONDAY + days(9))
    count()
    assert (total("acts"), total("repeats")) == (6, 0)
    assert counters() == from_nothing()


def test_what_was_said_before_somebody_moved_stays_where_it_was_said(cast: Cast) -> None:
    record(*a_matter(cast, cast.marta, T1))
    people.move_person(person_id=cast.marta.person_id or 0, organisation_id=cast.fenmoor.pk, actor=system(), at=MONDAY)
    record(said(cast, cast.marta, MONDAY + days(40), organisation_id=cast.fenmoor.pk))
    count()
    assert total("acts", organisation_id=cast.aldergate.pk) == 3
    assert total("acts", organisation_id=cast.fenmoor.pk) == 1
    assert counters() == from_nothing()


def test_erasing_somebody_keeps_every_count_and_names_nobody(cast: Cast) -> None:
    record(*a_matter(cast, cast.marta, T1))
    count()
    before, marta = counters(), cast.marta.person_id or 0
    people.erase_person(person_id=marta, name="Marta Kolb", actor=system(), at=MONDAY)
    jobs.run_all(at=MONDAY + days(9))
    count()
    assert counters() == before == from_nothing()
    assert queries.people_met(system(), Group(cast.aldergate.pk)) == []


def test_of_a_team_is_seen_what_is_its_own_and_of_a_grant_nothing_elsewhere(cast: Cast) -> None:
    elsewhere = {"team_id": cast.field_team.pk, "site_id": cast.head_office.pk}
    record(*a_matter(cast, cast.marta, T1), said(cast, cast.ivo, MONDAY, **elsewhere))
    count()
    whole, all_of_it = GroupNarrowed(MONDAY.date().replace(day=1)), Group(cast.aldergate.pk)
    assert queries.group_contact(cast.ruth, all_of_it, whole).effort.contacts == 4
    assert queries.group_contact(cast.hugo, all_of_it, whole).effort.contacts == 3
    assert queries.group_contact(cast.sanna, all_of_it, whole).effort.contacts == 1
    with pytest.raises(NotFound):
        queries.group_contact(cast.ruth, Group(cast.fenmoor.pk), whole)
    wrong = Group(cast.fenmoor.pk, site_id=cast.head_office.pk)  # a site of somebody else's under one's own name
    assert queries.group_contact(system(), wrong, whole).effort.contacts == 0
    assert queries.people_met(system(), wrong) == queries.pairs_met(system(), wrong) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_counted_when_it_is_what_is_counted_from_nothing(cast: Cast, seed: int) -> None:
    """Acts in any order and lists of any length, counted in between now and then."""
    lot = Random(seed)
    for _ in range(12):
        acts = [_any_act(cast, lot) for _ in range(lot.randint(1, 9))]
        record(*acts)
        if lot.random() < 0.5:
            jobs.run_all(at=MONDAY + days(99))
        if lot.random() < 0.6:
            actions.count_contacts(working=OFFICE, actor=system(), at=MONDAY, size=lot.randint(1, 9))
    jobs.run_all(at=MONDAY + days(99))
    count()
    assert counters() == from_nothing()


@pytest.mark.parametrize("seed", [1, 2])
def test_effort_as_counted_is_effort_from_the_acts(cast: Cast, seed: int) -> None:
    """Before it is counted, once it is, and where acts came since; for those who see all and who see a part."""
    lot = Random(seed)

    def told() -> list[Any]:
        period = {"start": MONDAY + days(3), "end": MONDAY + days(30), "working": lambda: OFFICE}
        marta = cast.marta.person_id or 0
        return [queries.effort(viewer, marta, **period) for viewer in (system(), cast.hugo, cast.marta)]

    for _ in range(4):
        record(*(_any_act(cast, lot) for _ in range(12)))
        jobs.run_all(at=MONDAY + days(99))
        fresh = told()
        count()
        assert told() == fresh


def _any_act(cast: Cast, lot: Random) -> Any:
    who = lot.choice([cast.marta, cast.ivo, cast.lena])
    at = MONDAY + ONE_HOUR * lot.randint(0, 24 * 40)
    facts: dict[str, Any] = {
        "channel": lot.choice(["mail", "mail", "phone", "visit"]),
        "service_id": lot.choice([cast.mail.pk, cast.printing.pk, None]),
        "team_id": lot.choice([cast.service_desk.pk, None]),
        "completes": lot.random() < 0.3,
        "planned": lot.random() < 0.3,
        "minutes": lot.choice([None, 5, 12]),
    }
    if lot.random() < 0.7:
        facts["ref"] = ("ticket", lot.randint(1, 6))
    if lot.random() < 0.5:
        return said(cast, who, at, **facts)
    return answered(cast, who, at, **facts, author_id=lot.choice([cast.hugo, cast.sanna]).person_id)
