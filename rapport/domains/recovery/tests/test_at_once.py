"""Two workers at the same moment: one recovery, one notice, whoever is faster."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from rapport.domains.recovery import actions
from rapport.domains.recovery.models import Notice, Recovery, Said
from rapport.domains.recovery.tests.saying import heard, say
from rapport.foundation.actors import system
from rapport.foundation.models import Job
from tests import cast as named
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR


def at_once(work: Callable[[int], object], *, many: int = 3) -> list[object]:
    """The same work by several workers, each on a connection of its own."""
    start = threading.Barrier(many)

    def one(place: int) -> object:
        try:
            start.wait()
            return work(place)
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as workers:
        return list(workers.map(one, range(many)))


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_moment_make_one_recovery_and_tell_one_person() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: its transactions wait for each other")
    cast = named.build()
    at_once(lambda place: say(heard(cast), heard(cast, 5, answer_id=600 + place)))
    assert (Recovery.objects.count(), Said.objects.count()) == (1, 4)
    assert set(Said.objects.values_list("recovery_id", flat=True)) == {Recovery.objects.get().pk}
    passed = at_once(lambda _: actions.escalate(actor=system(), at=MONDAY + ONE_DAY + ONE_HOUR))
    assert sorted(passed, key=str) == [0, 0, 1]
    assert Notice.objects.count() == Job.objects.filter(name__endswith="of_turns").count() == 1
