"""Letters as bytes: every header in its place, whole and legal, and the same bytes each time."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from typing import Any

import pytest

from rapport.foundation.models import Letter
from rapport.interfaces.mail import mime
from rapport.interfaces.mail.rendering import Words

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
IDS = [f"part{n}.{'x' * 60}@mail.example.org" for n in range(40)]


def letter(**more: Any) -> Letter:
    fields: dict[str, Any] = {
        "kind": "answer",
        "to": [["Ada Berg", "ada@example.org"]],
        "cc": [["", "ops@example.org"]],
        "sender_name": "Zoë, the desk",
        "sender_address": "help@rapport.localhost",
        "message_id": "<rapport.ticket-1-abc.0011@rapport.localhost>",
        "in_reply_to": IDS[-1],
        "references": IDS,
        "thread_topic": "Drucker qualmt",
        "thread_index": "AQHbAAAAAAAAAAAAAAAAAAAAAAAAAA==",
        "posted_at": NOON,
        "language": "de",
    }
    return Letter(**{**fields, **more})


WORDS = Words(
    subject="Re: Drucker qualmt — größer als gedacht, und zwar im ganzen Stockwerk", text="Hallo Ada,\n\nbald."
)


def read(raw: bytes) -> Any:
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_the_conversation_is_carried_by_all_its_headers() -> None:
    raw = mime.build(letter(), WORDS)
    message = read(raw)
    assert message["Subject"] == WORDS.subject
    assert message["From"].addresses[0].display_name == "Zoë, the desk"
    assert [str(a) for a in message["Cc"].addresses] == ["ops@example.org"]
    assert message["In-Reply-To"] == f"<{IDS[-1]}>"
    plain = email.message_from_bytes(raw)
    assert plain["References"].split() == [f"<{one}>" for one in IDS]
    assert plain["Thread-Topic"] == "Drucker qualmt"
    assert plain["Date"] == "Mon, 02 Nov 2026 12:00:00 +0000"
    assert message.get_content().splitlines() == ["Hallo Ada,", "", "bald."]


def test_every_line_is_legal() -> None:
    html = f"<p>{'wort ' * 1_000}</p>"
    raw = mime.build(letter(), Words(subject="s" * 900, text="ä" * 5_000, html=html))
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    message = read(raw)
    assert message.get_body(("plain",)).get_content().strip() == "ä" * 5_000
    assert message.get_body(("html",)).get_content().strip() == html


def test_the_same_letter_is_the_same_bytes() -> None:
    words = Words(subject="a", text="b", html="<p>b</p>")
    assert mime.build(letter(), words) == mime.build(letter(), words)


@pytest.mark.parametrize(
    "broken",
    [
        {"sender_name": "Desk\r\nBcc: all@example.org"},
        {"to": [["Ada", "ada@example.org\nBcc: all@example.org"]]},
        {"to": [["Ada", "ada@example.org, all@example.org"]]},
        {"thread_topic": "x\nBcc: all@example.org"},
        {"language": "de\r\nBcc: all@example.org"},
    ],
)
def test_a_line_break_in_a_header_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(mime.BrokenHeader):
        mime.build(letter(**broken), WORDS)


def test_a_line_break_in_the_subject_is_refused() -> None:
    with pytest.raises(mime.BrokenHeader):
        mime.build(letter(), Words(subject="größer\nBcc: all@example.org", text=""))


def test_what_nobody_typed_says_so_and_what_somebody_typed_does_not() -> None:
    answer = read(mime.build(letter(), WORDS))
    acknowledgement = read(mime.build(letter(automatic=True), WORDS))
    news = read(mime.build(letter(automatic=True, in_reply_to="", references=[]), WORDS))
    assert answer["Auto-Submitted"] is None
    assert acknowledgement["Auto-Submitted"] == "auto-replied"
    assert acknowledgement["X-Auto-Response-Suppress"] == "All"
    assert news["Auto-Submitted"] == "auto-generated"
    assert news["References"] is None


def test_a_mailing_can_be_left_with_one_click() -> None:
    message = read(mime.build(letter(bulk=True, data={"unsubscribe_url": "https://r.example/leave/x"}), WORDS))
    assert message["List-Unsubscribe"] == "<https://r.example/leave/x>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Precedence"] == "bulk"


def test_an_id_that_would_break_the_chain_is_left_out() -> None:
    message = email.message_from_bytes(mime.build(letter(references=["a b@x", "ok@x", "x" * 2_000, "é@x"]), WORDS))
    assert message["References"] == "<ok@x>"
