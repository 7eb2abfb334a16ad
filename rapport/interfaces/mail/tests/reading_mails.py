"""Mails for the reading tests, built in code."""

from __future__ import annotations

HEAD = (
    b"From: Ada Lovelace <ada@client.example>\r\nTo: help@desk.example\r\nSubject: The printer\r\n"
    b"Date: Mon, 2 Nov 2026 10:00:00 +0100\r\nMessage-ID: <one@client.example>\r\n"
)


def mail(body: bytes = b"Hello", *, head: bytes = b"", start: bytes = HEAD) -> bytes:
    """A small mail with extra header lines."""
    return start + head + b"\r\n" + body


def multipart(parts: list[bytes], *, kind: bytes = b"mixed", boundary: bytes = b"edge") -> bytes:
    """A multipart entity: its Content-Type line and its body."""
    body = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    head = b"Content-Type: multipart/" + kind + b'; boundary="' + boundary + b'"\r\n\r\n'
    return head + body + b"--" + boundary + b"--\r\n"


def plain(words: bytes, *, head: bytes = b"") -> bytes:
    """A text part."""
    return b"Content-Type: text/plain; charset=utf-8\r\n" + head + b"\r\n" + words
