"""Children that read mail: a poison message ends its own reading and nobody else's."""

from __future__ import annotations

import os
import pickle
import socket
import time
from collections.abc import Iterator

import pytest

from rapport.interfaces.mail.reading.children import Readers, ReadersDoNotStart, _unpickled, read_here
from rapport.interfaces.mail.reading.types import Limits, ReadMail, Unreadable
from rapport.interfaces.mail.tests.reading_mails import mail

POISON = "rapport.interfaces.mail.tests.reading_poison:read"


def saying(subject: str) -> bytes:
    return f"From: ada@client.example\nSubject: {subject}\n\nHello".encode()


@pytest.fixture
def readers() -> Iterator[Readers]:
    with Readers(cpu_seconds=1, wall_seconds=3, work=POISON) as some:
        yield some


def outcomes(readers: Readers, *raws: bytes) -> dict[object, ReadMail | Unreadable]:
    return dict(readers.read_many([(number, raw, None) for number, raw in enumerate(raws)]))


def test_children_read_the_same_as_reading_here() -> None:
    with Readers(count=1) as readers:
        assert outcomes(readers, mail(b"One"), mail(b"Two")) == {0: read_here(mail(b"One")), 1: read_here(mail(b"Two"))}


def test_every_mail_gets_exactly_one_outcome(readers: Readers) -> None:
    raws = [saying(f"number {number}") for number in range(100)]
    found = list(readers.read_many([(number, raw, None) for number, raw in enumerate(raws)]))
    assert sorted(key for key, _ in found) == list(range(100))
    assert all(read.subject == f"number {key}" for key, read in found)


@pytest.mark.slow
def test_a_mail_that_computes_forever_is_stopped_and_the_others_are_read(readers: Readers) -> None:
    found = outcomes(readers, saying("burn"), *[saying(f"good {number}") for number in range(20)])
    assert isinstance(found[0], Unreadable)
    assert "whole time" in found[0].reason
    assert [found[number].subject for number in range(1, 21)] == [f"good {number}" for number in range(20)]


@pytest.mark.slow
def test_good_mails_do_not_wait_for_a_poison_message() -> None:
    with Readers(wall_seconds=1, work=POISON) as readers:
        order = [key for key, _ in readers.read_many([("bad", saying("sleep"), None), ("good", saying("good"), None)])]
    assert order == ["good", "bad"]


@pytest.mark.slow
def test_a_mail_that_sleeps_is_stopped_by_the_clock() -> None:
    with Readers(wall_seconds=1, work=POISON) as readers:
        found = outcomes(readers, saying("sleep"))
    assert "used its whole time" in found[0].reason


def test_a_mail_that_wants_too_much_memory_is_refused(readers: Readers) -> None:
    found = outcomes(readers, saying("grow"), saying("good"))
    assert "memory" in found[0].reason
    assert found[1].subject == "good"


def test_a_mail_that_kills_its_reader_is_refused_and_the_next_is_read(readers: Readers) -> None:
    found = outcomes(readers, saying("die"), saying("good"), saying("die"), saying("fine"))
    assert [type(found[number]) for number in range(4)] == [Unreadable, ReadMail, Unreadable, ReadMail]


@pytest.mark.slow
def test_a_slow_caller_is_no_reason_to_stop_a_child() -> None:
    with Readers(count=1, wall_seconds=0.5) as readers:
        found = []
        for key, read in readers.read_many([(number, saying("x"), None) for number in range(20)]):
            found.append((key, read))
            if len(found) == 1:
                time.sleep(1)
    assert all(isinstance(read, ReadMail) for _, read in found)
    assert len(found) == 20


def test_a_caller_that_stops_early_gets_fresh_outcomes_next_time(readers: Readers) -> None:
    first = readers.read_many([(number, saying("old"), None) for number in range(30)])
    next(first)
    first.close()
    assert outcomes(readers, saying("new"))[0].subject == "new"


def test_a_child_knows_no_sockets_no_framework_and_no_secrets(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_SECRET_KEY", "not for children")
    with socket.socket() as listening:
        os.set_inheritable(listening.fileno(), True)
        with Readers(count=1, work=POISON) as fresh:
            assert outcomes(fresh, saying("who"))[0].subject == "sockets=0 django=0 secrets=0"


def test_a_mail_that_is_too_large_never_reaches_a_child() -> None:
    with Readers(count=1, limits=Limits(size=1024 * 1024)) as readers:
        found = outcomes(readers, mail(b"x" * 1_100_000), mail())
    assert found[0].reason == "This mail is larger than 1 MB, the most we read."
    assert found[1].text == "Hello"


def test_the_envelope_and_the_trusted_servers_reach_the_reader() -> None:
    forged = mail(head=b"Authentication-Results: evil.example; dmarc=pass header.from=client.example\r\n")
    with Readers(count=1, trusted=("mx.desk.example",)) as readers:
        [(_, found)] = readers.read_many([("k", forged, "")])
    assert (found.auto, found.proof) == ("null return path", "none")


def test_children_that_do_not_start_are_no_fault_of_the_mail() -> None:
    with Readers(count=1, work="rapport.no_such_module:read") as readers, pytest.raises(ReadersDoNotStart):
        outcomes(readers, mail())


def test_an_answer_that_names_anything_but_facts_is_refused() -> None:
    with pytest.raises(pickle.UnpicklingError):
        _unpickled(pickle.dumps(("read", os.getcwd)))


@pytest.mark.slow
def test_a_large_mail_passes_through_a_child() -> None:
    with Readers(count=1) as readers:
        found = outcomes(readers, mail(b"word " * 6_000_000))
    assert found[0].attachments[0].size == 30_000_000
