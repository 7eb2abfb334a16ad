"""The postroom: mail is ours once it is taken, conversations keep their lane, letters wait in the outbox."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from rapport.foundation import postroom
from rapport.foundation.jobs import claiming
from rapport.foundation.models import Blob, Job, Letter, RawMail, Suppression
from rapport.foundation.postroom import Delivery, NewLetter, lanes

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
ADA, HUGO = ("Ada Berg", "Ada@example.org"), ("Hugo Lind", "hugo@example.org")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def delivery(key: str, *ids: str, raw: bytes = b"Subject: printer\r\n\r\nIt smokes.\r\n") -> Delivery:
    return Delivery(raw, "ada@example.org", ["help@rapport.localhost"], 7, key, ids=ids)


def lanes_of(raw_ids: list[int]) -> list[str | None]:
    lane_by_raw = {job.args["raw"]: job.lane for job in Job.objects.filter(name="mail.read")}
    return [lane_by_raw[i] for i in raw_ids]


def test_a_delivery_is_taken_once_and_its_bytes_are_kept_once() -> None:
    first, second = postroom.take([delivery("a"), delivery("b")], at=NOON)
    assert postroom.take([delivery("a")], at=NOON) == []
    assert Blob.objects.count() == 1
    assert postroom.raw_of([first, second])[second].endswith(b"It smokes.\r\n")
    assert Job.objects.filter(name="mail.read").count() == 2


def test_large_mail_lies_in_a_file(tmp_path: Path) -> None:
    large = b"x" * 300_000
    (taken,) = postroom.take([delivery("large", raw=large)], at=NOON)
    assert postroom.raw_of([taken]) == {taken: large}
    assert [p.stat().st_size for p in (tmp_path / "raw").rglob("*") if p.is_file()] == [300_000]
    postroom.forget_raw([taken])
    assert not [p for p in (tmp_path / "raw").rglob("*") if p.is_file()]


def test_taking_a_list_needs_few_statements(django_assert_max_num_queries: Any) -> None:
    deliveries = [delivery(f"k{n}", f"<{n}@x>", "<root@x>", raw=b"mail %d" % n) for n in range(40)]
    with django_assert_max_num_queries(10):
        postroom.take(deliveries, at=NOON)


def test_a_reply_shares_the_lane_of_its_parent() -> None:
    parent, reply, stranger, nameless = postroom.take(
        [delivery("p", "<1@x>"), delivery("r", "<2@x>", "<1@X>"), delivery("s", "<9@x>"), delivery("n")], at=NOON
    )
    one, two, three, none = lanes_of([parent, reply, stranger, nameless])
    assert one == two != three
    assert none is None


def test_when_two_lanes_meet_the_older_wins_and_waiting_jobs_move() -> None:
    (older,) = postroom.take([delivery("1", "<1@x>")], at=NOON)
    (younger,) = postroom.take([delivery("2", "<2@x>")], at=NOON)
    (bridge,) = postroom.take([delivery("3", "<3@x>", "<2@x>", "<1@x>")], at=NOON)
    assert set(lanes_of([older, younger, bridge])) == {lanes.lane_name(older)}
    assert claiming.claim("mail", at=NOON)[0].args["raw"] == older


def test_of_many_references_the_newest_count() -> None:
    assert len(lanes.hashes_of(["<own@x>", *(f"<{n}@x>" for n in range(500))])) == lanes.NEWEST_IDS
    assert lanes.hash_of("<499@x>") in lanes.hashes_of(["<own@x>", *(f"<{n}@x>" for n in range(500))])


def test_what_became_of_a_list_is_written_at_once(django_assert_num_queries: Any) -> None:
    one, two = postroom.take([delivery("1"), delivery("2")], at=NOON)
    with transaction.atomic(), django_assert_num_queries(1):
        postroom.settle([(one, "ticket", "", ("ticket", 5)), (two, "quarantined", "It has no end.", None)])
    assert [m.reason for m in postroom.in_state("quarantined")] == ["It has no end."]
    assert RawMail.objects.get(id=one).ref_id == 5


def test_a_quarantined_mail_can_be_read_again() -> None:
    (one,) = postroom.take([delivery("1")], at=NOON)
    postroom.settle([(one, "quarantined", "It has no end.", None)])
    Job.objects.all().delete()
    postroom.read_again([one], at=NOON)
    assert Job.objects.get().args == {"raw": one}


def letter(n: int, **more: Any) -> NewLetter:
    fields: dict[str, Any] = {"kind": "test", "data": {}, "to": [ADA], "sender": ("Desk", "help@rapport.localhost")}
    return NewLetter(subject="Your printer", message_id=f"<rapport.{n}@x>", **{**fields, **more})


def test_letters_wait_as_jobs_with_their_priority() -> None:
    one, two = postroom.post([letter(1), letter(2, priority=90)], at=NOON)
    assert list(Job.objects.filter(name="post.send").order_by("id").values_list("priority", flat=True)) == [50, 90]
    assert [one.state, two.state] == [Letter.WAITING, Letter.WAITING]


def test_nothing_is_sent_to_a_suppressed_address() -> None:
    postroom.suppress(["ADA@example.org"], "The mailbox does not exist.", at=NOON)
    postroom.suppress(["ada@example.org"], "Another reason", at=NOON + timedelta(days=1))
    alone, both = postroom.post([letter(1), letter(2, to=[ADA, HUGO])], at=NOON)
    assert alone.state == Letter.REFUSED
    assert "The mailbox does not exist" in alone.reason
    assert both.to == [list(HUGO)]
    assert Suppression.objects.filter(address="ada@example.org").exists()
    assert Job.objects.count() == 1
    postroom.allow_again("ada@example.org")
    assert not Suppression.objects.exists()


def test_a_mailing_without_a_way_out_is_refused() -> None:
    with pytest.raises(ValueError, match="test"):
        postroom.post([letter(1, bulk=True)], at=NOON)
