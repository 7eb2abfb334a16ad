"""Mails beyond all measure: read as far as is reasonable, and quickly."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from rapport.interfaces.mail.reading.parse import read
from rapport.interfaces.mail.reading.types import Limits, Unreadable
from rapport.interfaces.mail.tests.reading_mails import HEAD, mail, multipart, plain


@pytest.fixture(autouse=True)
def quickly() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < 8, "a child has ten seconds in all"


def test_a_mail_of_fifty_megabytes_is_refused_in_plain_words() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(mail(b"x" * 50_000_000))
    assert refusal.value.reason == "This mail is larger than 35 MB, the most we read."


@pytest.mark.slow
def test_a_text_of_thirty_megabytes_shows_its_beginning_and_is_attached() -> None:
    found = read(mail(b"word \r\n" * 4_500_000))
    assert 0 < len(found.text) <= Limits().text
    assert [(one.name, one.size) for one in found.attachments] == [("message.txt", 31_500_000)]
    assert found.notes == ("The text of this mail is very long; its beginning is shown, all of it is attached.",)


def test_of_ten_thousand_parts_the_first_are_read() -> None:
    found = read(HEAD + multipart([plain(b"Part %d." % number) for number in range(10_000)]))
    assert found.text.startswith("Part 0.\n\nPart 1.")
    assert found.notes == ("This mail has more than 1,000 parts; the first 1,000 were read. The whole mail is kept.",)


def test_a_mail_nested_two_hundred_deep_shows_its_words() -> None:
    nested = plain(b"Innermost")
    for level in range(200):
        nested = multipart([nested], boundary=b"level%d" % level)
    found = read(HEAD + nested)
    assert found.text == "Innermost"
    assert [one.name for one in found.attachments] == ["rest-of-mail.eml"]
    assert "nested" in found.notes[0]


def test_a_mail_nested_ten_thousand_deep_is_read() -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(10_000)
    )
    assert read(HEAD + nested).subject == "The printer"


def test_a_thousand_recipients_are_all_read() -> None:
    people = b", ".join(b'"Person, %d" <p%d@x.example>' % (number, number) for number in range(1_000))
    found = read(b"To: " + people + b"\r\nFrom: ada@client.example\r\n\r\nHello")
    assert (len(found.to), len(found.addresses), found.notes) == (1_000, 1_000, ())
    assert found.to[999].name == "Person, 999"


def test_of_twenty_thousand_recipients_the_first_thousand_are_read() -> None:
    people = b", ".join(b"p%d@x.example" % number for number in range(20_000))
    found = read(b"From: ada@client.example\r\nTo: " + people + b"\r\n\r\nHello")
    assert (len(found.to), found.text) == (1_000, "Hello")
    assert "more than 1,000 addresses" in found.notes[0]


def test_a_head_larger_than_the_limit_is_cut_and_the_body_is_read() -> None:
    found = read(HEAD + b"X-Filler: " + b"v" * 5_000_000 + b"\r\n\r\nHello")
    assert (found.subject, found.text) == ("The printer", "Hello")
    assert "head of this mail" in found.notes[0]


@pytest.mark.slow
def test_html_with_endless_links_is_read() -> None:
    found = read(mail(b"<a href='https://x.example/1'>y</a> " * 50_000, head=b"Content-Type: text/html\r\n"))
    assert found.text.count("<https://") == Limits().links


def test_html_nested_beyond_reason_is_shown_as_text() -> None:
    found = read(mail(b"<div>" * 20_000 + b"Hello", head=b"Content-Type: text/html\r\n"))
    assert (found.text, found.html_safe) == ("Hello", "")
    assert found.notes == ("The HTML of this mail is nested too deeply to be shown; its text is shown instead.",)


@pytest.mark.parametrize(
    "filler", [b"(", b'"', b"<", b"\\", b",", b"@", b"a@", b"a:", b"[", b"=?", b"=?x?q?", b"; a=", b"'"]
)
def test_hostile_heads_are_read(filler: bytes) -> None:
    value = filler * (60_000 // len(filler))
    names = (b"From", b"To", b"Subject", b"Message-ID", b"References", b"Date", b"Authentication-Results", b"List-X")
    head = b"".join(name + b": " + value + b"\r\n" for name in names)
    parts = (
        b"Content-Type: multipart/mixed"
        + value
        + b"; boundary="
        + value
        + b"\r\nContent-Disposition: a; filename="
        + value
    )
    assert read(head + parts + b"\r\n\r\nHello").text.strip() == "Hello"


@pytest.mark.slow
def test_boundaries_all_over_the_body_are_read() -> None:
    for filler in (b"--edge", b"\r\n--edge", b"\r\n--edg", b"\r\n--edgeless"):
        read(mail(filler * 500_000, head=b"Content-Type: multipart/mixed; boundary=edge\r\n"))
