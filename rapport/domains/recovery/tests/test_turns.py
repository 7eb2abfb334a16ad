"""Nobody calls: the deputy takes over after a day, the owner of the service after two; each is told once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from rapport.domains.ledger.models import Act
from rapport.domains.people.models import Role
from rapport.domains.people.types import RoleName
from rapport.domains.recovery import actions, queries
from rapport.domains.recovery.models import Contact, Notice, Recovery
from rapport.domains.recovery.tests.saying import WORDS, heard, opened, say
from rapport.domains.recovery.types import Outcome, Turn
from rapport.foundation import jobs
from rapport.foundation.actors import Actor, NotFound, system
from rapport.foundation.models import Job
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast

TUESDAY, WEDNESDAY = MONDAY + ONE_DAY, MONDAY + 2 * ONE_DAY


def tellings() -> int:
    """How often it was said that a turn has passed on; who is told how is up to others."""
    return Job.objects.filter(name__endswith=".of_turns").count()


def pass_on(at: object) -> int:
    """What the clock does."""
    return actions.escalate(actor=system(), at=at)  # type: ignore[arg-type]


def called(cast: Cast, row: Recovery, *, reached: bool = True, who: Actor | None = None) -> Contact:
    """Somebody calls her on Monday at ten."""
    at = MONDAY + ONE_HOUR
    key = f"try {Contact.objects.count()}"
    return actions.log_contact(
        recovery_id=row.pk, reached=reached, words="We talked", source_key=key, actor=who or cast.dev, at=at
    )


def test_each_turn_is_told_once(cast: Cast) -> None:
    row = opened(cast)
    assert pass_on(TUESDAY - ONE_HOUR) == 0
    assert pass_on(TUESDAY + ONE_HOUR) == 1
    assert pass_on(TUESDAY + ONE_HOUR) == pass_on(TUESDAY + 2 * ONE_HOUR) == 0
    assert [seen.id for seen in queries.due_now(cast.noor, at=TUESDAY)] == [row.pk]
    assert queries.due_now(cast.dev, at=TUESDAY) == []
    assert pass_on(WEDNESDAY + ONE_HOUR) == 1
    assert pass_on(WEDNESDAY + 30 * ONE_DAY) == 0
    assert list(Notice.objects.order_by("pk").values_list("turn", flat=True)) == [Turn.DEPUTY, Turn.SERVICE_OWNER]
    assert tellings() == 2


def test_a_worker_that_dies_half_way_leaves_nothing_behind(cast: Cast) -> None:
    opened(cast)

    def die_after_telling() -> None:
        with transaction.atomic():
            pass_on(TUESDAY + ONE_HOUR)
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        die_after_telling()
    assert (Notice.objects.count(), tellings()) == (0, 0)
    assert pass_on(TUESDAY + ONE_HOUR) == 1
    assert (Notice.objects.count(), tellings()) == (1, 1)


def test_a_weekend_is_waited_for(cast: Cast) -> None:
    friday = MONDAY + 4 * ONE_DAY
    say(heard(cast, said_at=friday), at=friday)
    row = Recovery.objects.get()
    assert row.deputy_at >= MONDAY + 7 * ONE_DAY - 2 * ONE_HOUR
    assert row.service_owner_at >= row.deputy_at


def test_who_was_late_is_passed_on_to_the_last_at_once(cast: Cast) -> None:
    opened(cast)
    assert pass_on(WEDNESDAY + ONE_DAY) == 1
    assert Recovery.objects.get().turn == Turn.SERVICE_OWNER
    assert tellings() == 1


def test_whoever_serves_no_more_is_passed_over(cast: Cast) -> None:
    row = opened(cast)
    Role.objects.filter(person_id=row.deputy_id).delete()
    assert pass_on(TUESDAY + ONE_HOUR) == 1
    row.refresh_from_db()
    assert (row.holder_id, row.turn) == (row.owner_id, Turn.OWNER)
    Role.objects.filter(person_id__in=[row.owner_id, row.service_owner_id]).delete()
    other = cast.hugo.person_id
    Role.objects.create(person_id=other, organisation=cast.northwind, role=RoleName.SERVICE_OWNER, granted_at=MONDAY)
    assert pass_on(WEDNESDAY + ONE_HOUR) == 1
    row.refresh_from_db()
    assert (row.holder_id, row.turn) == (other, Turn.SERVICE_OWNER)
    assert [notice.to_id for notice in Notice.objects.all()] == [other]


def test_a_talk_ends_the_waiting_and_stands_in_the_ledger_without_its_words(cast: Cast) -> None:
    row = opened(cast)
    called(cast, row)
    again = actions.log_contact(
        recovery_id=row.pk, reached=True, words="We talked", source_key="try 0", actor=cast.dev, at=TUESDAY
    )
    assert Contact.objects.get() == again
    assert pass_on(WEDNESDAY + ONE_DAY) == 0
    acts = Act.objects.filter(person_id=cast.marta.person_id)
    assert sorted((act.direction, act.title) for act in acts) == [("ours", "A call"), ("theirs", "A call")]


def test_it_ends_with_words_and_a_day_to_ask_again(cast: Cast) -> None:
    row = opened(cast)
    end = {"recovery_id": row.pk, "actor": cast.dev, "at": TUESDAY}
    with pytest.raises(actions.NobodyTalked):
        actions.end_recovery(outcome=Outcome.PUT_RIGHT, words="", **end)
    with pytest.raises(actions.TooFewTries):
        actions.end_recovery(outcome=Outcome.NOT_REACHED, words="", **end)
    with pytest.raises(actions.WrongOutcome):
        actions.end_recovery(outcome=Outcome.CHANGED, words="", **end)
    called(cast, row)
    ended = actions.end_recovery(outcome=Outcome.PUT_RIGHT, words="One owner for the crane", **end)
    assert ended.ask_again_on == (TUESDAY + timedelta(days=21)).date()
    with pytest.raises(actions.EndedAlready):
        actions.end_recovery(outcome=Outcome.EXPLAINED, words="", **end)
    assert jobs.run_all(at=TUESDAY).failed == []


def test_three_tries_are_enough_and_who_wants_none_is_not_asked_again(cast: Cast) -> None:
    row = opened(cast)
    for _ in range(3):
        called(cast, row, reached=False)
    end = {"recovery_id": row.pk, "actor": cast.dev, "at": TUESDAY}
    assert actions.end_recovery(outcome=Outcome.NOT_REACHED, words="", **end).ask_again_on is not None
    say(heard(cast, answer_id=502, said_at=TUESDAY), at=TUESDAY)
    other = Recovery.objects.standing().get()
    done = actions.end_recovery(recovery_id=other.pk, outcome=Outcome.NOT_WANTED, words="", actor=cast.noor, at=TUESDAY)
    assert done.ask_again_on is None


def test_an_administrator_hands_over_and_reads_no_answer(cast: Cast) -> None:
    say(heard(cast, answer_id=500))
    row = Recovery.objects.get()
    Recovery.objects.update(owner=cast.dev.person_id, holder=cast.dev.person_id, service_owner=None)
    page = queries.recovery(cast.ines, row.pk, at=MONDAY)
    assert (page.may_read, page.may_hand_over, page.said, page.row.score, page.row.words) == (False, True, (), None, "")
    with pytest.raises(NotFound):
        called(cast, row, who=cast.ines)
    actions.hand_over(recovery_id=row.pk, to_id=cast.noor.person_id or 0, actor=cast.ines, at=MONDAY)
    assert [one.words for one in queries.due_now(cast.noor, at=MONDAY)] == [WORDS]
    with pytest.raises(NotFound):
        queries.recovery(cast.dev, row.pk, at=MONDAY)
    with pytest.raises(NotFound):
        actions.hand_over(recovery_id=row.pk, to_id=cast.hugo.person_id or 0, actor=cast.ines, at=MONDAY)


def test_only_who_has_it_learns_on_her_page_that_it_is_open(cast: Cast) -> None:
    row = opened(cast)
    marta = cast.marta.person_id or 0
    assert queries.open_recovery_of(cast.ines, marta) == row.pk  # she was named; Dev owns the service
    for who in (cast.noor, cast.dev, cast.hugo, *cast.outsiders.values(), cast.marta):
        assert queries.open_recovery_of(who, marta) is None
    page = queries.recoveries(cast.noor, at=WEDNESDAY + ONE_DAY, show="overdue")
    assert [one.id for one in page.rows] == [row.pk]
    assert queries.recoveries(cast.hugo, at=MONDAY).rows == []


def test_a_cause_is_something_that_is_there(cast: Cast) -> None:
    row = opened(cast)
    said = {"recovery_id": row.pk, "actor": cast.dev, "at": TUESDAY}
    for kind in ("service", "ticket", "term"):
        with pytest.raises(
            actions.NoSuchCause,
            match=f"There is no {kind} of this name or number that you can open. Nothing was changed",
        ):
            actions.link_cause(kind=kind, ref_id=999999, **said)
    assert actions.link_cause(kind="service", ref_id=cast.mail.pk, **said).cause_id == cast.mail.pk
    assert actions.link_cause(kind="change", words="The new mast", **said).cause_id is None
    assert queries.cause_names(cast.dev, [("service", cast.mail.pk), ("service", 999999)]) == {
        ("service", cast.mail.pk): "Mail"
    }
