"""A storm of mail: machines that say so, a list, an address that bounces, and a desk that hides that it is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, cycle, islice

from django.utils import timezone

from rapport.foundation import jobs, postroom
from rapport.foundation.models import Letter, RawMail
from rapport.interfaces.mail import taking
from tests.stories.conftest import Clock
from tests.stories.scene import DESK

AWAY = "away@client-one.example"
ROBOT = "robot@client-two.example"
LIST = "announce@lists.example"
BOUNCING = "gone@client-three.example"
PEER = "service@peer-desk.example"
SILENT = (AWAY, ROBOT, LIST, BOUNCING)
AT_ONCE = 40
_numbers = count(1)


@dataclass
class Storm:
    """What came in, by sender; what we sent by ourselves, by receiver and day."""

    clock: Clock
    taken: Counter[str] = field(default_factory=Counter)
    raws: list[int] = field(default_factory=list)

    def blow(self, mails: int) -> None:
        """So many mails, in groups; the peer answers each of our letters at once and writes by itself as well."""
        sources = cycle([_absent(), _robot(), _listed(), _bounces(), _peer()])
        answered = 0
        while len(self.raws) < mails:
            group = [next(source) for source in islice(sources, min(AT_ONCE, mails - len(self.raws)))]
            ours = Letter.objects.filter(to__icontains=PEER).count()
            group = [_peer_answers() for _ in range(ours - answered)] + group
            answered = ours
            self._take(group[: mails - len(self.raws)])
            self.clock.wait(seconds=45)

    def sent_to(self, address: str) -> Counter[str]:
        """Letters to one address, by day."""
        letters = Letter.objects.filter(to__icontains=address)
        return Counter(str(letter.posted_at.date()) for letter in letters)

    def states(self) -> Counter[str]:
        """What became of every delivery."""
        return Counter(RawMail.objects.filter(pk__in=self.raws).values_list("state", flat=True))

    def _take(self, group: list[tuple[str, str, bytes]]) -> None:
        arrivals = [
            taking.Arrival(raw, envelope, (DESK,), f"smtp:storm-{next(_numbers)}") for _, envelope, raw in group
        ]
        self.raws.extend(taking.take(arrivals, at=timezone.now()))
        self.taken.update(sender for sender, _, _ in group)
        assert jobs.run_all().failed == []


def suppressed() -> None:
    """The bouncing address is known from a report of before."""
    postroom.suppress([BOUNCING], "550 no such user", at=timezone.now() - timedelta(days=3))


def _mail(sender: str, subject: str, text: str, *heads: str, envelope: str | None = None) -> tuple[str, str, bytes]:
    number = next(_numbers)
    head = [
        f"From: {sender}",
        f"To: {DESK}",
        f"Subject: {subject}",
        f"Message-ID: <storm-{number}@{sender.partition('@')[2]}>",
        *heads,
    ]
    raw = "\r\n".join([*head, "", f"{text} ({number})", ""]).encode()
    return sender, sender if envelope is None else envelope, raw


def _absent() -> Iterator[tuple[str, str, bytes]]:
    for number in count(1):
        yield _mail(AWAY, f"Out of office {number}", "I am away.", "Auto-Submitted: auto-replied")


def _robot() -> Iterator[tuple[str, str, bytes]]:
    for head in cycle(["Precedence: bulk", "X-Auto-Response-Suppress: All", "X-Autoreply: yes"]):
        yield _mail(ROBOT, "Your message was received", "A robot read it.", head)


def _listed() -> Iterator[tuple[str, str, bytes]]:
    for number in count(1):
        yield _mail(LIST, f"Digest {number}", "News.", "List-Id: <announce.lists.example>", "Precedence: list")


def _bounces() -> Iterator[tuple[str, str, bytes]]:
    """Reports under a null return path, and mail of the address that bounces."""
    for number in count(1):
        yield _mail(BOUNCING, f"Undeliverable {number}", "No such user.", envelope="")
        yield _mail(BOUNCING, f"Please help with matter {number}", "It beeps.")


def _peer() -> Iterator[tuple[str, str, bytes]]:
    """Mail of a desk without any sign that it is one; every subject has a number of its own."""
    for number in count(1):
        yield _mail(PEER, f"Ticket {number} received", "We received your request.")


def _peer_answers() -> tuple[str, str, bytes]:
    number = next(_numbers)
    return _mail(PEER, f"[Case {number}] Thank you for writing to us", "We will answer within two days.")
