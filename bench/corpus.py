"""Every mail we can find, and some nobody should send, over SMTP: each is accounted for, and nothing dies of it."""

from __future__ import annotations

import os
import smtplib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.conf import settings

from bench.figures import keep, load
from bench.place import ROOT, processes, wait_for_port, wait_until
from bench.workload import DESK

SENDER = "somebody@elsewhere.example"
PATIENCE = 240.0
MEGABYTE = 1_000_000


class NoCorpus(FileNotFoundError):
    """The folder with other people's mail is missing; set RAPPORT_CORPORA."""


@dataclass(frozen=True)
class Parcel:
    """One message as it is sent: its bytes, untouched."""

    name: str
    raw: bytes
    to: tuple[str, ...] = (DESK,)


def measure(database: str) -> dict[str, Any]:
    """Send all of them, wait until none is unread, and add up."""
    from bench import cast

    cast.build()
    found = corpus()
    every = [*found, *extremes()]
    with processes() as started:
        started.start("listen")
        started.start("worker")
        wait_for_port(int(os.environ["RAPPORT_SMTP_PORT"]))
        refused = {parcel.name: answer for parcel in every if (answer := _send(parcel))}
        wait_until(_all_read, seconds=PATIENCE, what="the end of reading", every=0.2)
    result = {"database": database, "corpus": len(found), "sent": len(every), "refused": refused, **_accounts()}
    accounted = sum(result["outcomes"].values()) + len(refused)
    result |= {"accounted": accounted, "load": load()}
    keep(f"corpus-{database}", result)
    return result


def corpus() -> list[Parcel]:
    """The messages other projects test with."""
    folder = Path(os.environ.get("RAPPORT_CORPORA") or ROOT.parent / "shared" / "data") / "mail"
    if not folder.exists():
        raise NoCorpus(NoCorpus.__doc__)
    paths = sorted({*folder.rglob("*.eml"), *folder.glob("cpython/msg_*")})
    return [Parcel(str(path.relative_to(folder)), path.read_bytes()) for path in paths]


def extremes() -> Iterator[Parcel]:
    """What a checker sends: too large, too many, too deep, too long."""
    yield Parcel("50 MB", _head("50 MB") + b"\r\n" + _lines(50 * MEGABYTE))
    yield Parcel("30 MB", _head("30 MB") + b"\r\n" + _lines(30 * MEGABYTE))
    yield Parcel("10,000 parts", _parts(10_000))
    yield Parcel("1,000 recipients named", _head("many", to=", ".join(_addresses(1_000))) + b"\r\nHello all.\r\n")
    many = tuple(f"support+{n}@desk.example.test" for n in range(1_000))
    yield Parcel("1,000 recipients of the envelope", _head("envelope") + b"\r\nHello all.\r\n", many)
    yield Parcel("nested 200 deep", _nested(200))
    folded = b"".join(b"X-Long-%d: %s\r\n" % (n, b"a" * 900) for n in range(1_100))
    yield Parcel("headers of 1 MB", _head("headers") + folded + b"\r\nHello.\r\n")
    yield Parcel("one header of 1 MB", _head("header") + b"X-Long: " + b"a" * MEGABYTE + b"\r\n\r\nHello.\r\n")


def _send(parcel: Parcel) -> str:
    """Empty when it was taken, else what the door answered; anything but a 5xx is an error here."""
    sender = parseaddr(_from(parcel.raw))[1]
    with smtplib.SMTP("127.0.0.1", int(os.environ["RAPPORT_SMTP_PORT"]), timeout=120) as smtp:
        try:
            smtp.sendmail(sender if sender.isascii() and "@" in sender else SENDER, list(parcel.to), parcel.raw)
        except smtplib.SMTPResponseException as error:
            if error.smtp_code < 500:
                raise
            return f"{error.smtp_code} {bytes(error.smtp_error).decode('utf-8', 'replace')}"
    return ""


def _from(raw: bytes) -> str:
    for line in raw[:20_000].splitlines():
        if line.lower().startswith(b"from:"):
            return line[5:].decode("ascii", "replace").strip()
    return ""


def _all_read() -> bool:
    from rapport.foundation.models import Job, RawMail

    return (
        not RawMail.objects.filter(state=RawMail.TAKEN).exists() and not Job.objects.filter(name="mail.read").exists()
    )


def _accounts() -> dict[str, Any]:
    from rapport.foundation.models import Job, RawMail

    rows = list(RawMail.objects.values_list("state", "reason"))
    return {
        "outcomes": dict(Counter(state for state, _ in rows)),
        "quarantined_share": round(sum(state == RawMail.QUARANTINED for state, _ in rows) / len(rows), 4),
        "quarantined": [reason for state, reason in rows if state == RawMail.QUARANTINED],
        "dead_jobs": Job.objects.filter(state=Job.DEAD).count(),
        "largest_taken": settings.LARGEST_MAIL,
    }


def _head(subject: str, *, to: str = DESK, kind: str = "text/plain") -> bytes:
    name = "".join(one for one in subject if one.isalnum())
    return (
        f"From: Cato <cato-{name}@elsewhere.example>\r\nTo: {to}\r\nSubject: {subject}\r\n"
        f"Message-ID: <{name}@elsewhere.example>\r\nContent-Type: {kind}\r\n"
    ).encode()


def _addresses(count: int) -> Sequence[str]:
    return [f"person{n}@elsewhere.example" for n in range(count)]


def _lines(size: int) -> bytes:
    line = b"All work and no play makes a long message.\r\n"
    return line * (size // len(line))


def _parts(count: int) -> bytes:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nOne of many.\r\n"
    return _head("parts", kind='multipart/mixed; boundary="b"') + b"\r\n" + part * count + b"--b--\r\n"


def _nested(depth: int) -> bytes:
    inner = b"Content-Type: text/plain\r\n\r\nThe innermost.\r\n"
    for level in range(depth):
        edge = f"b{level}".encode()
        inner = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n--%s\r\n%s\r\n--%s--\r\n' % (
            edge,
            edge,
            inner,
            edge,
        )
    return (
        b"From: Cato <cato@elsewhere.example>\r\nMessage-ID: <nested@elsewhere.example>\r\nSubject: nested\r\n" + inner
    )
