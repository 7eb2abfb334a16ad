"""Jobs: claimed once, in lanes and in fair shares, tried again, and never lost when a worker dies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from rapport.foundation import jobs
from rapport.foundation.jobs import claiming, finishing, registry, running
from rapport.foundation.models import Job

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


class Work:
    """Job functions of the tests; `did` lists what they were given."""

    def __init__(self) -> None:
        self.did: list[Any] = []
        self.fails = 0

    def one(self, **args: Any) -> None:
        self.did.append(args.get("n"))
        if self.fails:
            self.fails -= 1
            raise ConnectionError("no answer")

    def several(self, items: list[jobs.Claimed]) -> None:
        self.did.append([item.args["n"] for item in items])
        if any(item.args["n"] == "poison" for item in items):
            raise ValueError("cannot be read")

    def chain(self, *, n: int) -> dict[str, object] | None:
        self.did.append(n)
        return {"n": n + 1} if n < 3 else None


@pytest.fixture
def work() -> Iterator[Work]:
    """Three kinds of jobs that exist only during one test."""
    doing = Work()
    registry.add(registry.Kind(name="test.one", work=doing.one))
    registry.add(registry.Kind(name="test.several", work=doing.several, batch=4))
    registry.add(registry.Kind(name="test.chain", work=doing.chain))
    yield doing
    for name in ("test.one", "test.several", "test.chain"):
        registry._kinds.pop(name)


def add(name: str, *numbers: Any, **more: Any) -> None:
    jobs.enqueue_many(name, [{"args": {"n": n}, **more} for n in numbers], at=NOON)


def claimed(*, at: datetime = NOON) -> list[Any]:
    return [item.args["n"] for item in jobs_claimed(at)]


def jobs_claimed(at: datetime = NOON) -> list[jobs.Claimed]:
    return claiming.claim("default", at=at)


def test_a_job_enqueued_in_a_transaction_that_fails_was_never_there(work: Work) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        add("test.one", 1)
        raise RuntimeError
    assert jobs.run_all(at=NOON) == jobs.Ran()


def test_done_jobs_leave_the_table(work: Work) -> None:
    add("test.one", 1, 2)
    assert jobs.run_all(at=NOON).done == 2
    assert Job.objects.count() == 0


def test_of_one_key_only_one_job_waits_and_news_during_its_run_makes_another(work: Work) -> None:
    jobs.enqueue("test.one", args={"n": 1}, key="ada", at=NOON)
    jobs.enqueue("test.one", args={"n": 1}, key="ada", at=NOON)
    assert Job.objects.count() == 1
    (running_job,) = jobs_claimed()
    jobs.enqueue("test.one", args={"n": 1}, key="ada", at=NOON)
    assert claimed() == [], "the second must wait for the first"
    finishing.settle([running_job], at=NOON)
    assert claimed() == [1]


def test_urgent_jobs_go_first(work: Work) -> None:
    add("test.one", "mailing", priority=90)
    add("test.one", "answer", priority=10)
    jobs.run_all(at=NOON)
    assert work.did == ["answer", "mailing"]


def test_a_later_job_waits_for_its_moment(work: Work) -> None:
    add("test.one", 1, run_at=NOON + SECOND)
    assert claimed() == []
    assert claimed(at=NOON + SECOND) == [1]


def test_of_a_lane_only_the_first_runs_unless_the_others_come_in_the_same_batch(work: Work) -> None:
    add("test.one", "parent", "reply", lane="talk")
    add("test.one", "stranger")
    assert claimed() == ["parent"]
    assert claimed() == ["stranger"]
    assert claimed() == []


def test_a_batch_takes_the_next_of_its_lanes_along_in_order(work: Work) -> None:
    add("test.several", "a1", "a2", lane="a")
    add("test.several", "b1", lane="b")
    assert sorted(claimed()) == ["a1", "a2", "b1"]
    add("test.several", "a3", lane="a")
    assert claimed() == [], "another batch of the lane still runs"


def test_a_job_that_is_tried_again_later_frees_its_lane(work: Work) -> None:
    add("test.one", "parent", "reply", lane="talk")
    (parent,) = jobs_claimed()
    jobs.retry(parent, "no answer", NOON + SECOND)
    finishing.settle([parent], at=NOON)
    assert claimed() == ["reply"]


def test_half_of_a_full_batch_is_for_others_who_wait(work: Work) -> None:
    add("test.several", *range(10), organisation_id=1)
    add("test.several", "small", organisation_id=2)
    assert claimed() == [0, 1, 2, "small"]
    assert claimed() == [3, 4, 5, 6]


def test_single_jobs_take_turns_between_organisations(work: Work) -> None:
    add("test.one", 1, 2, organisation_id=1)
    add("test.one", "other", organisation_id=2)
    (item,) = claiming.claim("default", at=NOON, spare=1)
    assert item.args["n"] == "other"


def test_a_dead_worker_s_jobs_are_released_after_the_lease_and_go_alone(work: Work) -> None:
    add("test.several", 1, 2, 3)
    assert claimed() == [1, 2, 3]
    assert claimed(at=NOON + claiming.LEASE - SECOND) == []
    after = NOON + claiming.LEASE
    assert claimed(at=after) == [1]
    assert set(Job.objects.values_list("crashes", flat=True)) == {1}


def test_a_job_that_kills_its_worker_three_times_alone_is_dead_with_a_reason(work: Work) -> None:
    add("test.one", 1)
    for crash in range(3):
        assert claimed(at=NOON + crash * claiming.LEASE) == [1]
    assert claimed(at=NOON + 3 * claiming.LEASE) == []
    (dead,) = jobs.dead_jobs()
    assert "died 3 times" in dead.reason
    jobs.revive(dead.id, at=NOON)
    assert claimed() == [1]


def test_what_a_worker_died_of_alone_goes_behind_the_others(work: Work) -> None:
    add("test.one", 1, 2, 3)
    for crash, number in enumerate([1, 2, 3, 1, 2, 3]):
        assert claimed(at=NOON + crash * claiming.LEASE) == [number]
    assert not Job.objects.filter(state=Job.DEAD).exists()


def test_the_heartbeat_keeps_a_lease(work: Work) -> None:
    add("test.one", 1)
    (item,) = jobs_claimed()
    finishing.extend([item.token], at=NOON + 20 * SECOND)
    assert claimed(at=NOON + 40 * SECOND) == []


def test_a_worker_that_lost_its_lease_cannot_finish(work: Work) -> None:
    add("test.one", 1)
    (slow,) = jobs_claimed()
    (quick,) = jobs_claimed(NOON + claiming.LEASE)
    with pytest.raises(jobs.LostLease), transaction.atomic():
        jobs.finish([slow])
    finishing.settle([slow], at=NOON)
    assert Job.objects.get().token == quick.token, "it still belongs to the second worker"


def test_a_failing_job_is_tried_again_and_its_reason_kept(work: Work) -> None:
    work.fails = 1
    add("test.one", 1)
    assert jobs.run_all(at=NOON).failed == [("test.one", "ConnectionError: no answer")]
    waiting = Job.objects.get()
    assert (waiting.state, waiting.attempts) == (Job.LATER, 1)
    assert NOON + SECOND / 2 <= waiting.due_at <= NOON + SECOND
    assert jobs.run_all(at=NOON + 2 * SECOND).done == 1
    assert Job.objects.count() == 0


def test_after_three_days_of_failing_a_job_is_dead(work: Work) -> None:
    work.fails = 1_000
    add("test.one", 1)
    Job.objects.update(attempts=20, begun_at=NOON - timedelta(days=2))
    jobs.run_all(at=NOON)
    assert Job.objects.get().due_at == NOON + timedelta(minutes=10)
    Job.objects.update(begun_at=NOON - timedelta(days=3))
    jobs.run_all(at=NOON + timedelta(minutes=10))
    assert jobs.dead_jobs()[0].reason == "Given up after 22 attempts. ConnectionError: no answer"


def test_one_poisoned_job_does_not_hold_up_its_batch_for_good(work: Work) -> None:
    add("test.several", 1, "poison", 3)
    ran = jobs.run_all(at=NOON)
    assert len(ran.failed) == 3
    jobs.run_all(at=NOON + 2 * SECOND)
    assert work.did == [[1, "poison", 3], [1], ["poison"], [3]]
    assert Job.objects.get().args == {"n": "poison"}


def test_a_job_nobody_knows_is_shown_to_staff(work: Work) -> None:
    jobs.enqueue("test.gone", args={}, at=NOON, queue="default")
    jobs.run_all(at=NOON)
    assert "test.gone" in jobs.dead_jobs()[0].reason


def test_long_work_goes_on_from_its_cursor(work: Work) -> None:
    add("test.chain", 1, priority=7, organisation_id=3)
    assert jobs.run_all(at=NOON).done == 3
    assert work.did == [1, 2, 3]


def test_with_once_the_effect_of_a_failed_attempt_is_undone() -> None:
    def write_and_fail() -> None:
        jobs.enqueue("test.effect", queue="elsewhere")
        raise ValueError("half-way")

    registry.add(registry.Kind(name="test.half", work=write_and_fail, once=True))
    jobs.enqueue("test.half", at=NOON)
    assert running.run_next("default", at=lambda: NOON).failed
    assert list(Job.objects.values_list("name", "state")) == [("test.half", "later")]
    registry._kinds.pop("test.half")


def test_enqueueing_an_unknown_name_is_refused() -> None:
    with pytest.raises(jobs.UnknownJob):
        jobs.enqueue("test.nothing")
