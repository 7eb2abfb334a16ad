"""The audit log can be read, and a change afterwards shows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rapport.foundation import audit
from rapport.foundation.actors import Actor
from rapport.foundation.jobs.registry import kind_of
from rapport.foundation.models import Audit

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, 30, 15, 123456, tzinfo=UTC)
HUGO = Actor(kind="person", person_id=9, organisation_id=2)


def three_rows() -> None:
    for number in (1, 2, 3):
        audit.record(
            "ticket.solved", actor=HUGO, subject_kind="ticket", subject_id=number, at=NOON, fields=("state", "a")
        )


def test_a_row_says_who_did_what_to_which_fields() -> None:
    three_rows()
    row = audit.rows(subject_kind="ticket", subject_id=2)[0]
    assert (row.verb, row.actor_person_id, row.organisation_id, row.fields) == ("ticket.solved", 9, 2, ["a", "state"])


def test_many_rows_are_one_statement(django_assert_num_queries: object) -> None:
    lines = [audit.Line("person.met", "person", i) for i in range(50)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        audit.record_many(lines, actor=HUGO, at=NOON)


def test_an_untouched_chain_holds() -> None:
    three_rows()
    assert (audit.seal(at=NOON), audit.seal(at=NOON)) == (3, 0)
    three_rows()
    audit.seal(at=NOON)
    assert audit.verify() is None


def test_a_changed_row_is_found() -> None:
    three_rows()
    audit.seal(at=NOON)
    Audit.objects.filter(subject_id=2).update(actor_person_id=1)
    broken = audit.verify()
    assert broken is not None and broken.subject_id == 2


def test_a_removed_row_is_found() -> None:
    three_rows()
    audit.seal(at=NOON)
    Audit.objects.filter(subject_id=2).delete()
    broken = audit.verify()
    assert broken is not None and broken.subject_id == 3


def test_a_row_that_commits_late_is_chained_later() -> None:
    three_rows()
    late = Audit.objects.earliest("id")
    Audit.objects.filter(pk=late.pk).delete()  # not committed yet when the first pass looks
    audit.seal(at=NOON)
    Audit.objects.bulk_create([late])
    audit.seal(at=NOON)
    late.refresh_from_db()
    assert (late.place, audit.verify()) == (3, None)


def test_the_clock_seals_the_log() -> None:
    three_rows()
    assert kind_of("audit.seal").work(slot=NOON.isoformat()) is None
    assert not Audit.objects.filter(place__isnull=True).exists()
