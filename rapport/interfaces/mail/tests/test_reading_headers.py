"""Heads of mails: the cheap scan, addresses, ids, dates, broken encodings."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

import pytest

from rapport.interfaces.mail.reading.addresses import read_addresses, read_ids
from rapport.interfaces.mail.reading.decoding import decode_header, decode_text
from rapport.interfaces.mail.reading.headers import scan
from rapport.interfaces.mail.reading.names import content_type_of, safe_name
from rapport.interfaces.mail.reading.parse import read, sent_at
from rapport.interfaces.mail.reading.types import Address
from rapport.interfaces.mail.tests.reading_mails import HEAD, mail


def test_a_scan_finds_id_parents_and_sender() -> None:
    found = scan(mail(head=b"In-Reply-To: <a@x>\r\nReferences: <b@x>\r\n <a@x>\r\n"))
    assert (found.message_id, found.ids) == ("one@client.example", ("one@client.example", "a@x", "b@x"))
    assert (found.sender, found.size) == ("ada@client.example", len(mail()) + 47)


def test_a_scan_keeps_the_newest_twenty_references() -> None:
    chain = b" ".join(b"<%d@x>" % number for number in range(100))
    assert scan(mail(head=b"References: " + chain + b"\r\n")).ids[1:] == tuple(f"{n}@x" for n in range(80, 100))


@pytest.mark.parametrize("head", [b"Message-ID: <>\n", b"Message-ID:\n", b"Message-ID:   \n", b"Subject: x\n"])
def test_a_null_id_is_no_id(head: bytes) -> None:
    assert scan(head + b"\nHello").ids == ()
    assert read(head + b"\nHello").message_id is None


@pytest.mark.parametrize(
    "raw",
    [b"", b"\n", b"\r", b"\x00" * 1_000, b"From", b":" * 1_000, b"From: " + b"(" * 70_000, b"From: " + b"<" * 70_000,
     b"References: " + b"<a" * 70_000, os.urandom(10_000), b"From: a\n" * 100_000, b"x" * 50_000_000],
    ids=range(12),
)  # fmt: skip
def test_a_scan_never_raises_and_is_quick(raw: bytes) -> None:
    began = time.process_time()
    assert scan(raw).size == len(raw)
    assert time.process_time() - began < 1


def test_a_head_of_a_megabyte_is_read_to_its_end() -> None:
    raw = b"".join(b"X-Filler-%d: %s\r\n" % (number, b"v" * 80) for number in range(11_500)) + mail()
    assert len(raw) > 1024 * 1024
    assert scan(raw).ids == ("one@client.example",)
    assert (read(raw).subject, read(raw).text) == ("The printer", "Hello")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?q?Gr=C3=BC=C3=9Fe?= =?utf-8?b?IGF1cw==?= Bonn", "Grüße aus Bonn"),
        (b"=?utf-8?b?4oI=?= =?utf-8?b?rA==?=", "€"),
        (b"=?iso-8859-1?q?caf=E9?=", "café"),
        (b"=?x-unknown?q?caf=C3=A9?=", "café"),
        (b"=?utf-8?b?not base64!!?=", decode_header("=?utf-8?b?notbase64?=")),
        ("Grüße".encode(), "Grüße"),
        ("Grüße".encode("latin-1"), "Grüße"),
        (b"a\r\n folded\x00 line", "a folded line"),
        (b"=?utf-8*en?q?hi?=", "hi"),
        (b"=?punycode?q?abc-?=", "abc-"),
    ],
)
def test_a_header_reads_whatever_it_is_written_in(raw: bytes, text: str) -> None:
    assert decode_header(raw) == text


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        ("naïve".encode("latin-1"), "utf-8", "naïve"),
        ("naïve".encode(), "us-ascii", "naïve"),
        ("naïve".encode(), "iso-8859-1", "naÃ¯ve"),
        ("“q”".encode("cp1252"), "iso-8859-1", "“q”"),
        ("日本".encode("iso2022_jp"), "ISO-2022-JP", "日本"),
        ("日本".encode("cp932"), "shift_jis", "日本"),
        ("한국".encode("cp949"), "ks_c_5601-1987", "한국"),
        ("中文".encode("gb18030"), "gb2312", "中文"),
        ("текст".encode("koi8-r"), "koi8-r", "текст"),
        ("x".encode("utf-16"), "utf-8", "x"),
        ("שלום".encode("iso-8859-8"), "iso-8859-8-i", "שלום"),
        (b"abc", "no-such-charset", "abc"),
        (b"abc", "zlib", "abc"),
    ],
)
def test_bytes_become_text_even_when_the_charset_lies(content: bytes, charset: str, text: str) -> None:
    assert decode_text(content, charset=charset) == text


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Ada <ada@X.Example>", [Address("Ada", "ada@x.example")]),
        ('"L, Ada" <ada@x.example>, b@x.example', [Address("L, Ada", "ada@x.example"), Address("", "b@x.example")]),
        ("ada@x.example (Ada)", [Address("Ada", "ada@x.example")]),
        ("=?utf-8?q?L=C3=B6we=2C_Ada?= <ada@x.example>", [Address("Löwe, Ada", "ada@x.example")]),
        ("Big Bug bb@x.example", [Address("", "bb@x.example")]),
        ("undisclosed-recipients:;", []),
        ("Team: a@x.example, b@x.example;", [Address("", "a@x.example"), Address("", "b@x.example")]),
        ("<>", []),
        ("nobody", []),
        ("jöhn@mächine.example", [Address("", "jöhn@mächine.example")]),
    ],
)  # fmt: skip
def test_addresses_are_found_however_written(value: str, found: list[Address]) -> None:
    assert list(read_addresses([value], most=10)) == found


def test_ids_lose_brackets_and_blanks_and_endless_ones_are_hashed() -> None:
    assert read_ids("Your mail <a @x> of <b@x> <b@x> <>") == ("a@x", "b@x")
    (long,) = read_ids(f"<{'a' * 1_000}@x>")
    assert long.startswith("long-") and len(long) < 100


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Mon, 2 Nov 2026 10:00:00 +0100", datetime(2026, 11, 2, 9, tzinfo=UTC)),
        ("2 Nov 2026 10:00 GMT (a comment)", datetime(2026, 11, 2, 10, tzinfo=UTC)),
        ("Mon, 2 Nov 2026 10:00:00 -0000", datetime(2026, 11, 2, 10, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
        ("Mon, 99 Nov 2026 10:00:00 +9999", None),
        ("Mon, 1 Jan 1900 00:00:00 +0000", None),
    ],
)
def test_dates_are_moments_in_utc_or_nothing(value: str, moment: datetime | None) -> None:
    assert sent_at(value) == moment


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\report.pdf", "report.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\x00b\r\nc.txt", "abc.txt"),
        ("...", "part-1.bin"),
        ("con.txt", "file-con.txt"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
        ("résumé.pdf", "résumé.pdf"),
    ],
)
def test_file_names_are_safe(given: str, safe: str) -> None:
    assert safe_name(given, content_type="application/octet-stream", number=1) == safe


@pytest.mark.parametrize(
    ("content", "declared", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n...", "application/octet-stream", "image/png"),
        (b"<html><script>", "image/png", "text/html"),
        (b"<?xml version='1.0'?><svg >", "image/png", "image/svg+xml"),
        (b"MZ\x90", "application/pdf", "application/x-msdownload"),
        (b"PK\x03\x04rest", "image/jpeg", "application/zip"),
        (b"hello", "text/plain", "text/plain"),
        (b"hello", "", "application/octet-stream"),
    ],
)
def test_types_follow_the_content(content: bytes, declared: str, kind: str) -> None:
    assert content_type_of(content, declared=declared) == kind


def test_lines_that_end_in_a_bare_return_are_lines() -> None:
    found = read(HEAD.replace(b"\r\n", b"\r") + b"\rHello")
    assert (found.subject, found.text) == ("The printer", "Hello")


def test_a_subject_and_a_name_turn_no_line_around() -> None:
    sender = b"From: =?utf-8?q?Ada_=E2=80=AEreyaP=E2=81=A9?= <a@x.example>\n"
    found = read(sender + b"Subject: =?utf-8?q?Pay_=E2=80=AEfdp.exe=07_now?=\n\nHello")
    assert found.subject == "Pay fdp.exe now"
    assert found.sender is not None
    assert found.sender.name == "Ada reyaP"
    assert read("Subject: שלום לכולם\n\nx".encode()).subject == "שלום לכולם"
