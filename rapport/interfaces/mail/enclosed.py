"""Files in a letter: the frame that is kept with it, names beyond ASCII (RFC 2231), and the bytes put in as it leaves.

A letter's MIME is kept whole but for what is in its files, which lie on disk once and never change. So every attempt
sends the same bytes, and no database row grows by them.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from rapport.foundation import postroom
from rapport.foundation.models.mail import Letter

PLAIN_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._()+,=@-]| (?! )){0,50}")
A_TYPE = re.compile(r"(?!message/|multipart/)[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}")
LETTER = re.compile(r"[^%]|%[0-7C-F][0-9A-F](?:%[89AB][0-9A-F])*")
UNKNOWN = "application/octet-stream"
PIECE = 48  # characters of an encoded name in one parameter, so that its line stays short
END = b"--\r\n"


def boundary(letter: Letter) -> str:
    """What stands between the words and the files; the same for the same letter, and not that of its alternatives."""
    return "=_f" + hashlib.sha256(f"files {letter.message_id}".encode()).hexdigest()[:40]


def headers(name: str, content_type: str) -> list[tuple[str, str]]:
    """The headers of one file's part: always an attachment, shown by nothing on its own."""
    shown = content_type if A_TYPE.fullmatch(content_type) else UNKNOWN
    return [
        ("Content-Type", "; ".join([shown, *parameter("name", name)])),
        ("Content-Transfer-Encoding", "base64"),
        ("Content-Disposition", "; ".join(["attachment", *parameter("filename", name)])),
    ]


def parameter(what: str, value: str) -> list[str]:
    """One parameter of a header; beyond plain ASCII encoded and in pieces, none of which cuts a letter in two.

    >>> parameter("name", "plan.pdf"), parameter("name", "Größe.pdf")
    (['name="plan.pdf"'], ["name*=utf-8''Gr%C3%B6%C3%9Fe.pdf"])
    """
    if PLAIN_NAME.fullmatch(value):
        return [f'{what}="{value}"']
    pieces = list(_pieces(quote(value.encode("utf-8", "replace"), safe="")))
    if len(pieces) == 1:
        return [f"{what}*=utf-8''{pieces[0]}"]
    pieces[0] = f"utf-8''{pieces[0]}"
    return [f"{what}*{number}*={piece}" for number, piece in enumerate(pieces)]


def whole(letter: Letter) -> bytes:
    """The bytes that leave; FileGone where a file is lost, NotCleared where the virus scanner has not let it go."""
    kept = bytes(letter.mime or b"")
    if not letter.files or not kept:
        return kept
    return filled(kept, letter, postroom.contents_of(letter))


def filled(kept: bytes, letter: Letter, contents: Sequence[bytes]) -> bytes:
    """The frame with what is in its files; the last one has the end of the letter behind it."""
    mark = f"--{boundary(letter)}".encode()
    head, words, *parts = kept.split(mark + b"\r\n")
    end = mark + END
    parts[-1] = parts[-1].removesuffix(end)
    whole_parts = [part + _in_lines(content) for part, content in zip(parts, contents, strict=True)]
    return (mark + b"\r\n").join([head, words, *whole_parts]) + end


def _in_lines(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def _pieces(encoded: str) -> Iterable[str]:
    """Runs of whole letters; %C3%B6 is one of them and stays together."""
    piece = ""
    for letter in LETTER.findall(encoded):
        if len(piece) + len(letter) > PIECE:
            yield piece
            piece = ""
        piece += letter
    yield piece
