"""The SMTP door: 250 means committed, strangers are refused politely, and trouble is never the sender's loss."""

from __future__ import annotations

import asyncio
import smtplib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import structlog
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from structlog.testing import capture_logs

from rapport.foundation import postroom
from rapport.foundation.models import Job, RawMail
from rapport.interfaces.cli import examination
from rapport.interfaces.mail import committing, listener
from rapport.interfaces.mail import refused as refused_mail
from rapport.interfaces.mail.addressees import Addressees, Unreachable
from rapport.interfaces.mail.refused import Refusals

HELP, HR = "help@rapport.localhost", "hr@rapport.localhost"
MAIL = b"From: ada@example.org\r\nMessage-ID: <1@x>\r\nSubject: printer\r\n\r\nIt smokes.\r\n..\r\n"
pytestmark = pytest.mark.django_db(transaction=True)


def rows() -> list[tuple[str, int | None, int | None]]:
    return [(HELP, 7, 3), (HR, 8, None)]


class Listening:
    """A listener in a thread of its own, on any free port."""

    def __init__(self, **more: Any) -> None:
        self.more = {"rows": rows, **more}
        self.port = 0
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def __enter__(self) -> Listening:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server, door = await listener.open_door(host="127.0.0.1", port=0, **self.more)
        self.door = door
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        await door.close()

    def smtp(self) -> smtplib.SMTP:
        return smtplib.SMTP("127.0.0.1", self.port, timeout=10)


@pytest.fixture
def door(settings: Any, tmp_path: Path) -> Iterator[Listening]:
    settings.DATA = tmp_path
    with Listening() as open_door:
        yield open_door


def test_what_is_answered_with_250_is_committed_with_its_job(door: Listening) -> None:
    with door.smtp() as smtp:
        smtp.sendmail("ada@example.org", [HELP], MAIL)
        taken = RawMail.objects.get()
    assert (taken.mailbox_id, taken.organisation_id, taken.envelope_from) == (7, 3, "ada@example.org")
    assert Job.objects.get().name == "mail.read"


def test_a_plus_address_leads_to_its_mailbox(door: Listening) -> None:
    with door.smtp() as smtp:
        smtp.sendmail("ada@example.org", ["HR+ticket-1-abc@Rapport.localhost"], MAIL)
    assert RawMail.objects.get().mailbox_id == 8


def test_nothing_is_relayed(door: Listening) -> None:
    with door.smtp() as smtp, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        smtp.sendmail("ada@example.org", ["someone@elsewhere.org"], MAIL)
    assert refused.value.recipients["someone@elsewhere.org"][0] == 550


def test_one_message_to_many_is_one_delivery(door: Listening) -> None:
    many = [f"help+{n}@rapport.localhost" for n in range(listener.MOST_RECIPIENTS)]
    with door.smtp() as smtp:
        smtp.sendmail("ada@example.org", many, MAIL)
        refused = smtp.sendmail("ada@example.org", [*many, HELP], MAIL)
    assert [len(mail.envelope_to) for mail in RawMail.objects.all()] == [1_000, 1_000]
    assert refused[HELP][0] == 452


def test_a_mail_that_is_too_large_is_refused_when_announced_and_when_it_comes(settings: Any, tmp_path: Path) -> None:
    settings.LARGEST_MAIL, settings.DATA = 10_000, tmp_path
    with Listening() as door, door.smtp() as smtp:
        smtp.ehlo()
        assert smtp.esmtp_features["size"] == "10000"
        with pytest.raises(smtplib.SMTPSenderRefused) as announced:
            smtp.sendmail("ada@example.org", [HELP], b"x" * 20_000)
        assert announced.value.smtp_code == 552
        del smtp.esmtp_features["size"]
        with pytest.raises(smtplib.SMTPDataError) as too_much:
            smtp.sendmail("ada@example.org", [HELP], b"line\r\n" * 2_500)
        assert too_much.value.smtp_code == 552
        smtp.sendmail("ada@example.org", [HELP], MAIL)
    assert RawMail.objects.count() == 1


def test_database_trouble_is_451_and_nothing_is_half_taken(door: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("the server closed the connection")

    plain = committing.taking.take
    monkeypatch.setattr(committing.taking, "take", away)
    with door.smtp() as smtp:
        with pytest.raises(smtplib.SMTPDataError) as later:
            smtp.sendmail("ada@example.org", [HELP], MAIL)
        assert later.value.smtp_code == 451
        monkeypatch.setattr(committing.taking, "take", plain)
        smtp.sendmail("ada@example.org", [HELP], MAIL)
    assert RawMail.objects.count() == 1


def test_unknown_mailboxes_in_trouble_are_451() -> None:
    def away() -> list[Any]:
        raise OperationalError

    with Listening(rows=away) as door, door.smtp() as smtp, pytest.raises(smtplib.SMTPRecipientsRefused) as later:
        smtp.sendmail("ada@example.org", [HELP], MAIL)
    assert later.value.recipients[HELP][0] == 451


def test_deliveries_that_come_together_are_taken_together(door: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    groups: list[int] = []
    plain = committing.taking.take

    def counted(arrivals: Any, *, at: Any) -> Any:
        groups.append(len(arrivals))
        return plain(arrivals, at=at)

    monkeypatch.setattr(committing.taking, "take", counted)
    start = threading.Barrier(10)

    def bring() -> None:
        with door.smtp() as smtp:
            smtp.ehlo()
            smtp.mail("ada@example.org")
            smtp.rcpt(HELP)
            start.wait()
            assert smtp.data(MAIL)[0] == 250

    threads = [threading.Thread(target=bring) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(groups) == RawMail.objects.count() == 10
    assert len(groups) < 10


def test_over_lmtp_each_recipient_gets_an_answer(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    with Listening(lmtp=True) as door, smtplib.LMTP("127.0.0.1", door.port, timeout=10) as lmtp:
        lmtp.ehlo()
        lmtp.mail("ada@example.org")
        lmtp.rcpt(HELP)
        lmtp.rcpt(HR)
        assert lmtp.data(MAIL)[0] == 250
        assert lmtp.getreply()[0] == 250
        assert lmtp.noop()[0] == 250


def test_one_address_has_a_limit_and_our_own_machine_has_none() -> None:
    now = 0.0
    doorman = listener.Doorman(lambda: now)
    assert all(doorman.may_bring("192.0.2.1") for _ in range(listener.MAILS_PER_MINUTE))
    assert not doorman.may_bring("192.0.2.1")
    assert doorman.may_bring("127.0.0.1")
    now = 61.0
    assert doorman.may_bring("192.0.2.1")
    assert all(doorman.enters("192.0.2.1") for _ in range(listener.CONNECTIONS_PER_ADDRESS))
    assert not doorman.enters("192.0.2.1")
    doorman.leaves("192.0.2.1")
    doorman.leaves("192.0.2.1")
    assert doorman.enters("192.0.2.1")


def test_addresses_are_read_again_and_the_old_list_serves_in_trouble() -> None:
    now, known = 0.0, [(HELP, 7, None)]

    def read() -> list[Any]:
        if not known:
            raise OperationalError
        return list(known)

    addressees = Addressees(read, clock=lambda: now)
    assert addressees.find(HR) is None
    known.append((HR, 8, None))
    assert addressees.find(HR) is None, "the list is a few seconds old"
    now = 6.0
    assert addressees.find(HR).mailbox_id == 8
    known.clear()
    now = 12.0
    assert addressees.find(HR).mailbox_id == 8
    with pytest.raises(Unreachable):
        Addressees(read).find(HR)


@pytest.mark.parametrize("address", ["helpx@rapport.localhost", "anything@rapport.localhost", "help+a@elsewhere.org"])
def test_nobody_else_is_known_also_in_the_demo(door: Listening, settings: Any, address: str) -> None:
    settings.DEMO = True
    with door.smtp() as smtp, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        smtp.sendmail("ada@example.org", [address], MAIL)
    assert refused.value.recipients[address][0] == 550
    assert not RawMail.objects.exists()


def test_every_refusal_is_logged_and_counted_without_an_address(
    settings: Any, tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refused_mail, "log", structlog.get_logger())  # one that was used before keeps where it writes
    settings.DATA, settings.LARGEST_MAIL, settings.METRICS_TOKEN = tmp_path, 600_000, "watching"
    with capture_logs() as lines, Listening() as door:
        with door.smtp() as smtp:
            smtp.ehlo()
            smtp.mail("ada@example.org")
            assert smtp.rcpt("nobody@rapport.localhost")[0] == 550
            assert smtp.rcpt(HELP)[0] == 250
            assert smtp.data(b"x" * (listener.LONGEST_LINE + 10))[0] == 500
            assert smtp.mail("ada@example.org", ["SIZE=700000"])[0] == 552
        door.door._find = _away  # type: ignore[method-assign]
        with door.smtp() as smtp:
            smtp.ehlo()
            smtp.mail("ada@example.org")
            assert smtp.rcpt(HELP)[0] == 451
    refused = [line for line in lines if line["event"] == "mail refused"]
    wanted = [("unknown recipient", 550), ("line too long", 500), ("too large", 552), ("our trouble", 451)]
    assert [(line["reason"], line["code"]) for line in refused] == wanted
    assert {line["network"] for line in refused} == {"this machine"}
    assert "@" not in str(refused)
    assert postroom.refusals_of(timezone.now().date()) == dict.fromkeys(wanted, 1)
    said = client.get("/metrics", headers={"authorization": "Bearer watching"}).content.decode()
    assert 'rapport_mail_refused_total{code="550",reason="unknown recipient"} 1.0' in said
    finding = examination._refused(timezone.now())
    assert finding["words"].startswith("4: ")
    assert "1 too large (552)" in finding["words"]


def test_counts_add_up_and_wait_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    refusals, plain = Refusals(), postroom.count_refusals
    refusals.note(listener.NOT_OURS, "192.0.2.1")
    refusals.save()
    monkeypatch.setattr(postroom, "count_refusals", Mock(side_effect=OperationalError))
    refusals.note(listener.NOT_OURS, "192.0.2.1")
    refusals.save()
    monkeypatch.setattr(postroom, "count_refusals", plain)
    assert not refusals.note("250 OK", "192.0.2.1")
    refusals.save()
    assert postroom.refusals_so_far() == {("unknown recipient", 550): 2}


async def _away(address: str) -> Any:
    raise Unreachable


def test_refusals_of_a_database_that_was_away_are_counted_when_it_is_back(
    door: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody else needs to be refused first."""
    monkeypatch.setattr(listener, "SECONDS_BETWEEN_COUNTS", 0.01)
    monkeypatch.setattr(listener, "SECONDS_BETWEEN_TRIES", 0.05)
    plain, tries, counted = postroom.count_refusals, Mock(side_effect=[OperationalError("gone")] * 2), threading.Event()

    def count(found: Any, *, day: Any) -> None:
        if tries.call_count < 2:
            tries()
        plain(found, day=day)
        counted.set()

    monkeypatch.setattr(postroom, "count_refusals", count)
    with door.smtp() as smtp, pytest.raises(smtplib.SMTPRecipientsRefused):
        smtp.sendmail("ada@example.org", ["someone@elsewhere.org"], MAIL)
    assert counted.wait(10) and tries.call_count == 2
    assert postroom.refusals_of(timezone.now().date()) == {("unknown recipient", 550): 1}
