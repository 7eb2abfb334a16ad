"""Files in letters: read back with Python's own parser they are what was put in, and every attempt sends the same."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.foundation import files
from rapport.foundation.models import Letter
from rapport.interfaces.mail import enclosed, mime
from rapport.interfaces.mail.rendering import Words

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
WORDS = Words(subject="Re: Drucker", text="Hallo Ada,\n\nsiehe Anhang.", html="<p>siehe Anhang</p>")
NAMES = st.text(min_size=1, max_size=300).map(files.safe_name)


def letter(*named: tuple[str, str]) -> Letter:
    return Letter(
        kind="answer",
        to=[["Ada Berg", "ada@example.org"]],
        cc=[["", "ops@example.org"]],
        sender_name="The desk",
        sender_address="help@rapport.localhost",
        message_id="<rapport.ticket-1-abc.0011@rapport.localhost>",
        in_reply_to="first@example.org",
        references=["first@example.org"],
        thread_index="AQHbAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        posted_at=NOON,
        files=[[place, name, kind] for place, (name, kind) in enumerate(named, 1)],
    )


def read(one: Letter, *contents: bytes) -> Any:
    kept = mime.build(one, WORDS)
    raw = enclosed.filled(kept, one, contents)
    assert raw == enclosed.filled(kept, one, contents), "every attempt sends the same bytes"
    assert max(map(len, raw.split(b"\r\n"))) <= 998 and b"\n" not in raw.replace(b"\r\n", b"")
    return email.message_from_bytes(raw, policy=email.policy.default)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(NAMES, st.binary(min_size=1, max_size=400)), min_size=1, max_size=4))
def test_every_name_and_every_byte_arrives(sent: list[tuple[str, bytes]]) -> None:
    message = read(letter(*((name, "application/pdf") for name, _ in sent)), *(content for _, content in sent))
    found = [(part.get_filename(), part.get_payload(decode=True)) for part in message.iter_attachments()]
    assert found == sent
    assert message.get_body(("plain",)).get_content().split() == ["Hallo", "Ada,", "siehe", "Anhang."]
    assert message.get_body(("html",)).get_content().strip() == WORDS.html


def test_a_letter_with_files_has_the_headers_of_one_without() -> None:
    plain, filed = letter(), letter(("Größe 😀 des Plans.pdf", "application/pdf"))
    bare = email.message_from_bytes(mime.build(plain, WORDS))
    full = read(filed, b"%PDF-1.4")
    kept = [(name, value) for name, value in bare.items() if name != "Content-Type"]
    there = email.message_from_bytes(full.as_bytes())
    assert [(name, " ".join(there[name].split())) for name, _ in kept] == [(n, " ".join(v.split())) for n, v in kept]
    assert full.get_content_type() == "multipart/mixed"


@pytest.mark.parametrize("kind", ["message/rfc822", "multipart/mixed", "text/html; x=y", "image/png\r\nBcc: a@b.c"])
def test_a_type_that_would_break_the_letter_is_a_plain_download(kind: str) -> None:
    (part,) = read(letter(("a.eml", kind)), b"From: a\n\nb").iter_attachments()
    assert (part.get_content_type(), part.get_content_disposition()) == ("application/octet-stream", "attachment")


def test_a_letter_that_was_kept_without_files_leaves_as_it_was_kept() -> None:
    one = letter()
    one.mime = mime.build(one, WORDS)
    assert enclosed.whole(one) == one.mime and b"multipart/mixed" not in one.mime
