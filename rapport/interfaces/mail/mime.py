"""MIME: a letter in words becomes bytes, with every header that keeps conversations together and loops away."""

from __future__ import annotations

import hashlib
import quopri
import re
from collections.abc import Iterable, Sequence
from email.header import Header
from email.utils import format_datetime, quote

from rapport.foundation.models.mail import Letter
from rapport.interfaces.mail import enclosed
from rapport.interfaces.mail.rendering import Words

LINE = 78
LONGEST_LINE = 998
LONGEST_ID = 900
CRLF = b"\r\n"


class BrokenHeader(ValueError):
    """A header value holds a line break or a control character: it could add headers of its own."""


def build(letter: Letter, words: Words) -> bytes:
    """The whole message, but for what is in its files; the same letter and words give the same bytes."""
    head = b"".join(_field(name, value) for name, value in _headers(letter, words) if value)
    body = _body(letter, words)
    return head + (_with_files(letter, body) if letter.files else body)


def _headers(letter: Letter, words: Words) -> Iterable[tuple[str, bytes | str]]:
    yield "From", _addresses([(letter.sender_name, letter.sender_address)])
    yield "To", _addresses(letter.to)
    yield "Cc", _addresses(letter.cc)
    yield "Subject", _unstructured("Subject", words.subject)
    yield "Date", format_datetime(letter.posted_at)
    yield "Message-ID", _ids([letter.message_id])
    yield "In-Reply-To", _ids([letter.in_reply_to])
    yield "References", _ids(letter.references)
    yield "Thread-Topic", _unstructured("Thread-Topic", letter.thread_topic)
    yield "Thread-Index", letter.thread_index
    yield "Content-Language", words.language or letter.language
    if letter.automatic or letter.bulk:
        yield "Auto-Submitted", "auto-replied" if letter.in_reply_to else "auto-generated"
        yield "X-Auto-Response-Suppress", "All"
    if letter.bulk:
        yield "List-Unsubscribe", f"<{letter.data['unsubscribe_url']}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
        yield "Precedence", "bulk"
    yield "MIME-Version", "1.0"


def _field(name: str, value: bytes | str) -> bytes:
    """One header, folded at spaces; words longer than a line stay whole, as ids must."""
    encoded = value.encode() if isinstance(value, str) else value
    if re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", encoded):
        raise BrokenHeader(f"{name} holds a line break or a control character.")
    lines, line = [], f"{name}:".encode()
    for word in encoded.split(b" "):
        if len(line) + 1 + len(word) > LINE and line.strip() and line != f"{name}:".encode():
            lines.append(line)
            line = b""
        line += b" " + word
    lines.append(line)
    if any(len(one) > LONGEST_LINE for one in lines):
        raise BrokenHeader(f"{name} is too long for one line.")
    return CRLF.join(lines) + CRLF


def _unstructured(name: str, text: str) -> str:
    """Words as they are in ASCII, else in encoded words."""
    if re.search(r"[\x00-\x08\x0a-\x1f\x7f\u2028\u2029]", text):
        raise BrokenHeader(f"{name} holds a line break or a control character.")
    if text.isascii() and len(max(text.split(" "), key=len)) < LONGEST_LINE - LINE:
        return text
    return Header(text, "utf-8", header_name=name, maxlinelen=LINE - 3).encode(linesep="").replace("\n", "")


def _addresses(people: Iterable[Sequence[str]]) -> str:
    return ", ".join(_address(name, address) for name, address in people)


def _address(name: str, address: str) -> str:
    if re.search(r"[\s<>,;:\"()\[\]\\\x00-\x1f\x7f]", address) or "@" not in address:
        raise BrokenHeader("An address holds characters that do not belong there.")
    local, _, domain = address.rpartition("@")
    plain = f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"
    if not name:
        return plain
    shown = f'"{quote(name)}"' if name.isascii() else _unstructured("name", name)
    if re.search(r"[\x00-\x1f\x7f]", name):
        raise BrokenHeader("A name holds a line break or a control character.")
    return f"{shown} <{plain}>"


def _ids(ids: Iterable[str]) -> str:
    """Message-IDs in angle brackets; what cannot be an id is left out, since it would break the chain."""
    plain = [one.strip().strip("<>") for one in ids if one]
    return " ".join(f"<{one}>" for one in plain if one and len(one) <= LONGEST_ID and re.fullmatch(r"[!-;=?-~]+", one))


def _body(letter: Letter, words: Words) -> bytes:
    text = _part("text/plain", words.text)
    if words.html is None:
        return text
    boundary = "=_" + hashlib.sha256(letter.message_id.encode()).hexdigest()[:40]
    others = [_part("text/html", words.html)]
    if words.calendar:  # the last alternative, where mail programs look for it
        others.append(_part(f"text/calendar; method={words.method}", words.calendar))
    parts = b"".join(f"--{boundary}\r\n".encode() + part for part in (text, *others))
    head = _field("Content-Type", f'multipart/alternative; boundary="{boundary}"')
    return head + CRLF + parts + f"--{boundary}--\r\n".encode()


def _with_files(letter: Letter, body: bytes) -> bytes:
    """The words and, for each file, a part that waits for its content (enclosed.whole)."""
    boundary = enclosed.boundary(letter)
    head = _field("Content-Type", f'multipart/mixed; boundary="{boundary}"') + CRLF
    heads = [enclosed.headers(name, kind) for _, name, kind in letter.files]
    parts = [body, *(b"".join(_field(*one) for one in fields) + CRLF for fields in heads)]
    return head + b"".join(f"--{boundary}\r\n".encode() + part for part in parts) + f"--{boundary}--\r\n".encode()


def _part(kind: str, text: str) -> bytes:
    """One part as 7bit where its lines allow it, else as quoted-printable."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    plain = all(line.isascii() and len(line) <= LINE and line.rstrip() == line and "\x00" not in line for line in lines)
    raw = "\n".join(lines).encode() + b"\n"
    encoding, content = ("7bit", raw) if plain else ("quoted-printable", quopri.encodestring(raw))
    head = _field("Content-Type", f"{kind}; charset=utf-8") + _field("Content-Transfer-Encoding", encoding)
    return head + CRLF + content.replace(b"\n", CRLF)
