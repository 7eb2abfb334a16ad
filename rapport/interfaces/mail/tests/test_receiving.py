"""Receiving: from stored bytes to tickets, in order, with nothing lost and nobody held up."""

from __future__ import annotations

import email.message
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import make_msgid
from pathlib import Path
from typing import Any

import pytest

from rapport.domains.desk import actions as desk
from rapport.domains.people import actions as people
from rapport.foundation import actors, jobs, postroom, tokens
from rapport.foundation.models import Job, Letter, RawMail, Suppression
from rapport.interfaces.mail import in_lists, receiving, taking
from rapport.interfaces.mail.reading.types import ReadMail, Unreadable

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
SYSTEM = actors.system()
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mailbox(settings: Any, tmp_path: Path) -> int:
    """A provider with one team and one mailbox, help@."""
    settings.DATA = tmp_path
    people.set_up_provider(
        name="Northwind",
        zone="Europe/Berlin",
        language="en",
        administrator_email="ines@northwind.example",
        administrator_name="Ines",
        actor=SYSTEM,
        at=MONDAY,
    )
    team = people.create_team(name="Service Desk", actor=SYSTEM, at=MONDAY)
    return desk.add_mailbox(address="help@northwind.example", name="Help", team_id=team.pk, actor=SYSTEM, at=MONDAY).pk


def mail(
    subject: str, *, sender: str = "Ada Berg <ada@fenmoor.example>", text: str = "It smokes.", **more: str
) -> bytes:
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "help@northwind.example", subject
    message["Date"] = "Mon, 02 Nov 2026 10:00:00 +0100"
    message["Message-ID"] = more.pop("message_id", "") or make_msgid(domain="fenmoor.example")
    for name, value in more.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


def take(mailbox_id: int, *raws: bytes, to: str = "help@northwind.example", **more: Any) -> list[int]:
    start = RawMail.objects.count()
    arrivals = [
        taking.Arrival(raw, "ada@fenmoor.example", (to,), f"smtp:{start + n}", mailbox_id, None, **more)
        for n, raw in enumerate(raws)
    ]
    return taking.take(arrivals, at=MONDAY)


def receive() -> None:
    ran = jobs.run_all("mail")
    assert ran.failed == []


def states(ids: list[int]) -> list[str]:
    rows = postroom.deliveries_of(ids)
    return [rows[i].state for i in ids]


def test_a_mail_becomes_a_ticket_and_its_job_is_gone(mailbox: int) -> None:
    (one,) = taken = take(mailbox, mail("Printer"))
    receive()
    assert states(taken) == ["ticket"]
    assert RawMail.objects.get(id=one).ref_kind == "ticket"
    assert not Job.objects.filter(name="mail.read").exists()


def test_a_whole_conversation_taken_at_once_is_one_ticket(mailbox: int) -> None:
    first = mail("Printer", message_id="<1@fenmoor.example>")
    second = mail("Re: Printer", message_id="<2@fenmoor.example>", in_reply_to="<1@fenmoor.example>")
    third = mail("Re: Printer", message_id="<3@fenmoor.example>", references="<1@fenmoor.example> <2@fenmoor.example>")
    ids = take(mailbox, first, second, third)
    receive()
    assert states(ids) == ["ticket", "reply", "reply"]
    assert len({row.ref_id for row in postroom.deliveries_of(ids).values()}) == 1


def test_an_answer_is_known_by_the_token_in_our_id_our_address_or_our_text(mailbox: int) -> None:
    (one,) = take(mailbox, mail("Printer"))
    receive()
    token = tokens.thread_token("ticket", RawMail.objects.get(id=one).ref_id or 0)
    by_id = mail("Other words", in_reply_to=tokens.new_message_id(token))
    by_text = mail("More words", text=f"Still.\n\n> {tokens.hidden_marker(token)}\n")
    ids = [
        *take(mailbox, by_id, by_text),
        *take(mailbox, mail("And more"), to=tokens.plus_address("help@northwind.example", token)),
    ]
    receive()
    assert states(ids) == ["reply"] * 3


def test_a_mail_nobody_can_read_is_quarantined_with_its_reason(mailbox: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, lambda raw: Unreadable("It has no end.") if b"broken" in raw else None)
    good, bad = take(mailbox, mail("fine"), mail("broken"))
    receive()
    assert states([good, bad]) == ["ticket", "quarantined"]
    assert [m.reason for m in postroom.in_state("quarantined")] == ["It has no end."]
    assert not Job.objects.filter(name="mail.read").exists()


def test_a_mail_that_takes_long_moves_aside_and_its_conversation_waits_for_it(
    mailbox: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(
        monkeypatch,
        lambda raw: Unreadable("Reading this mail used its whole time.") if b"Subject: slow" in raw else None,
    )
    slow = mail("slow", message_id="<slow@fenmoor.example>")
    reply = mail("Re: the long one", in_reply_to="<slow@fenmoor.example>")
    ids = take(mailbox, slow, reply, mail("fine"))
    receive()
    assert states(ids) == ["taken", "taken", "ticket"]
    assert jobs.run_all("mail").done == 0, "the reply waits in its lane"
    jobs.run_all("mail-slow")
    receive()
    assert states(ids) == ["quarantined", "ticket", "ticket"]


def test_what_the_desk_cannot_take_is_tried_again_alone_and_then_quarantined(
    mailbox: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = receiving.desk.receive_messages

    def fails_on_poison(incoming: Any, **more: Any) -> Any:
        if any(item.mail.subject == "poison" for item in incoming):
            raise KeyError("a fault of ours")
        return plain(incoming, **more)

    monkeypatch.setattr(receiving.desk, "receive_messages", fails_on_poison)
    ids = take(mailbox, mail("fine"), mail("poison"))
    for _ in range(receiving.ATTEMPTS + 1):
        jobs.run_all("mail")
        Job.objects.filter(name="mail.read", state=Job.LATER).update(state=Job.WAITING, due_at=None)
    assert states(ids) == ["ticket", "quarantined"]


def test_when_the_end_of_a_job_cannot_be_written_nothing_is(mailbox: int) -> None:
    (one,) = ids = take(mailbox, mail("Printer"))
    from rapport.foundation.jobs import claiming

    items = claiming.claim("mail", at=MONDAY)
    Job.objects.update(token="somebody else's")
    with pytest.raises(jobs.LostLease):
        receiving.receive(items)
    assert states(ids) == ["taken"]
    assert RawMail.objects.get(id=one).ref_id is None


def test_a_report_about_our_letter_silences_the_address_it_went_to(mailbox: int) -> None:
    (one,) = take(mailbox, mail("Printer", sender="gone@fenmoor.example"))
    receive()
    letter = Letter.objects.get(ref_kind="ticket", ref_id=RawMail.objects.get(id=one).ref_id)
    ids = take(
        mailbox,
        report("gone@fenmoor.example", letter.message_id),
        report("victim@fenmoor.example", "<never-sent@x>"),
    )
    receive()
    assert states(ids) == ["ignored", "ignored"]
    silenced = [*Suppression.objects.values_list("address", flat=True)]
    assert silenced == ["gone@fenmoor.example"], "anybody could send a report about somebody else"


def test_mail_from_before_the_mailbox_was_connected_is_not_acknowledged(mailbox: int) -> None:
    take(mailbox, mail("Old"), before_connected=True)
    receive()
    assert postroom.latest_letters() == []


def test_bytes_that_were_lost_are_seen_by_staff(mailbox: int, tmp_path: Path) -> None:
    (one,) = ids = take(mailbox, mail("Large", text="x" * 300_000))
    next(p for p in (tmp_path / "raw").rglob("*") if p.is_file()).unlink()
    receive()
    assert states(ids) == ["quarantined"]
    assert "backup" in RawMail.objects.get(id=one).reason


def test_a_list_does_not_wait_for_a_late_one() -> None:
    import threading

    late = threading.Event()

    def stream() -> Iterator[int]:
        yield from (1, 2)
        late.wait(5)
        yield 3

    lists = in_lists.in_lists(stream(), expected=3)
    assert next(lists) == [1, 2]
    late.set()
    assert list(lists) == [[3]]


def report(address: str, message_id: str) -> bytes:
    return (
        "From: MAILER-DAEMON@fenmoor.example\r\nTo: help@northwind.example\r\nSubject: Undelivered\r\n"
        "Date: Mon, 02 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        f"Message-ID: {make_msgid()}\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.fenmoor.example\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {message_id}\r\nSubject: Re: Printer\r\n\r\nx\r\n"
        "--b--\r\n"
    ).encode()


def answer_with(monkeypatch: pytest.MonkeyPatch, judge: Any) -> None:
    """Readers that answer in this process, and for some mails as they are told."""
    from rapport.interfaces.mail.reading.parse import read

    class Here:
        def __init__(self, *, slow: bool) -> None:
            self.slow = slow

        def read_many(self, raws: Any) -> Iterator[tuple[int, ReadMail | Unreadable]]:
            for id, raw, envelope_from in raws:
                yield id, judge(raw) or read(raw, envelope_from=envelope_from)

    monkeypatch.setattr(receiving, "_readers", Here)
