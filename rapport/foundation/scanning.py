"""Looking for viruses before a file can be opened: an operator's clamd, asked over its socket; nothing else leaves.

A file waits, is clean, holds something, or was not scanned because no scanner is set (`RAPPORT_CLAMD`).
"""

from __future__ import annotations

import contextlib
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.conf import settings

from rapport.foundation.models.files import File, ScanState

AT_ONCE = 100
SECONDS = 60.0
_PIECE = 64 * 1024
_LONGEST_ANSWER = 4_096
_LENGTH = struct.Struct("!I")


class NoScanner(Exception):
    """The scanner did not answer, or not in its own words; files go on waiting and stay closed."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner said of one file; `found` names what was found in it."""

    state: ScanState
    found: str = ""


def is_set() -> bool:
    """Has the operator named a scanner?"""
    return bool(settings.CLAMD)


def scan(content: BinaryIO) -> Verdict:
    """Send one file to clamd (INSTREAM) and read its verdict; NoScanner where there is none.

    A file above the scanner's own limit is "not scanned": clamd says so and closes.
    """
    try:
        with _connected() as scanner:
            _send(scanner, content)
            answer = _answer(scanner)
    except OSError as error:
        raise NoScanner(f"The virus scanner did not answer: {type(error).__name__}.") from error
    return _verdict(answer)


def scan_waiting(*, at: datetime) -> int:
    """Scan what waits, oldest first; how many still wait. A file whose bytes are gone is told by whoever opens it."""
    from rapport.foundation import files

    waiting = list(File.objects.filter(scan=ScanState.WAITING).order_by("pk")[:AT_ONCE])
    for file in waiting:
        try:
            with files.open_unseen(file) as content:
                verdict = scan(content)
        except files.FileGone:
            verdict = Verdict(ScanState.NOT_SCANNED)
        File.objects.filter(pk=file.pk).update(scan=verdict.state, scan_found=verdict.found[:200], scanned_at=at)
    return File.objects.filter(scan=ScanState.WAITING).count() if len(waiting) == AT_ONCE else 0


@contextlib.contextmanager
def _connected() -> Iterator[socket.socket]:
    place = settings.CLAMD
    if place.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(SECONDS)
        with scanner:
            scanner.connect(place)
            yield scanner
        return
    host, _, port = place.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS) as scanner:
        yield scanner


def _send(scanner: socket.socket, content: BinaryIO) -> None:
    """The file in pieces, each after its length; a scanner that has heard enough closes, and then its word counts."""
    try:
        scanner.sendall(b"zINSTREAM\0")
        while piece := content.read(_PIECE):
            scanner.sendall(_LENGTH.pack(len(piece)) + piece)
        scanner.sendall(_LENGTH.pack(0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _answer(scanner: socket.socket) -> str:
    said = bytearray()
    while not said.endswith((b"\0", b"\n")) and len(said) < _LONGEST_ANSWER:
        piece = scanner.recv(1_024)
        if not piece:
            break
        said += piece
    return said.decode("utf-8", "replace").strip("\0\n ")


def _verdict(answer: str) -> Verdict:
    """clamd's own words: "stream: OK", "stream: Eicar FOUND", "INSTREAM size limit exceeded. ERROR".

    >>> _verdict("stream: Eicar-Signature FOUND")
    Verdict(state=<ScanState.FOUND: 'found'>, found='Eicar-Signature')
    """
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return Verdict(ScanState.CLEAN)
    if said.endswith(" FOUND"):
        return Verdict(ScanState.FOUND, said.removesuffix(" FOUND"))
    if "size limit exceeded" in said:
        return Verdict(ScanState.NOT_SCANNED, "larger than the scanner takes")
    raise NoScanner("The virus scanner gave no verdict. Its log says why.")
