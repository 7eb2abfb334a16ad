"""winmail.dat, signed and encrypted mail: always something a person can read, that says what it is."""

from __future__ import annotations

import struct

from rapport.interfaces.mail.reading.parse import read
from rapport.interfaces.mail.reading.types import ReadMail
from rapport.interfaces.mail.reading.winmail import opened
from rapport.interfaces.mail.tests.reading_mails import HEAD, mail, multipart, plain

TNEF_HEAD = b"Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: 8bit\r\n"
BODY, RENDERED, TITLE, CONTENT = 0x0002800C, 0x00069002, 0x00018010, 0x0006800F


def tnef(*objects: tuple[int, int, bytes]) -> bytes:
    """A winmail.dat of these (level, kind, bytes)."""
    rows = (struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", 0) for level, kind, data in objects)
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(rows)


def letter() -> bytes:
    """A winmail.dat with words and one file."""
    return tnef(
        (1, BODY, b"The printer beeps.\r\n\r\nAda\x00"),
        (2, RENDERED, b"\x01\x00" + b"\x00" * 12),
        (2, TITLE, b"error.txt\x00"),
        (2, CONTENT, b"E-12 paper"),
    )


def with_part(head: bytes, content: bytes) -> ReadMail:
    return read(HEAD + multipart([plain(b""), head + b"\r\n" + content]))


def test_winmail_dat_is_opened_into_its_words_and_its_files() -> None:
    found = with_part(TNEF_HEAD, letter())
    assert found.text == "The printer beeps.\n\nAda"
    assert [(one.name, one.content) for one in found.attachments] == [("error.txt", b"E-12 paper")]


def test_winmail_dat_as_the_whole_mail_is_opened() -> None:
    assert read(mail(letter(), head=TNEF_HEAD)).text == "The printer beeps.\n\nAda"


def test_a_broken_winmail_dat_is_attached_and_said() -> None:
    for broken in (letter()[:20], b"\x78\x9f\x3e\x22" + b"\xff" * 40, b"nothing of the kind"):
        found = with_part(TNEF_HEAD, broken)
        assert "winmail.dat" in found.text
        assert found.attachments[0].name == "winmail.dat"


def test_a_winmail_dat_of_very_many_pieces_is_not_opened() -> None:
    assert opened(tnef(*[(1, BODY, b"x")] * 6_000)) is None


def test_encrypted_mail_says_so_and_keeps_its_part() -> None:
    pgp = [
        b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1",
        b"Content-Type: application/octet-stream\r\n\r\nxyz",
    ]
    mails = [
        read(HEAD + multipart(pgp, kind=b"encrypted")),
        read(mail(b"\x30\x80binary", head=b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n")),
        read(mail(b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----\r\n")),
    ]
    for found in mails:
        assert "encrypted" in found.text and "encrypted" in found.notes[0]
    assert "hQEMA" in mails[2].quoted


def test_words_around_an_encrypted_part_stay() -> None:
    body = b"See below.\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----\r\n"
    found = read(mail(body))
    assert found.text == "See below."
    assert "encrypted" in found.notes[0]


def test_signed_mail_reads_as_any_other_and_says_that_nothing_was_checked() -> None:
    for kind, name in ((b"application/pgp-signature", "PGP"), (b"application/pkcs7-signature", "S/MIME")):
        parts = [plain(b"Yes, please."), b"Content-Type: " + kind + b"; name=sig\r\n\r\nabc"]
        whole = multipart(parts, kind=b"signed").replace(b"boundary", b'protocol="' + kind + b'"; boundary', 1)
        found = read(HEAD + whole)
        assert found.text == "Yes, please."
        assert name in found.notes[0] and "not checked" in found.notes[0]
        assert len(found.attachments) == 1
