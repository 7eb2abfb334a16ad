"""Is it a person who opens this link? What looks like a mail scanner is counted, and never changes what is shown."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from datetime import datetime, timedelta
from hashlib import sha256

from django.http import HttpRequest

from rapport.domains.surveys import actions
from rapport.domains.surveys.types import InvitationPage

PREFETCH = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
AHEAD = ("prefetch", "prerender", "preview")
AT_ONCE = timedelta(seconds=5)  # after the letter left; people read first
BURST = 60.0  # seconds in which two different numbers of one link are one machine
REMEMBERED = 4096


class Bursts:
    """The last number tapped of each link, in memory for a minute: no row, no cookie, gone with the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: OrderedDict[bytes, tuple[str, float, bool]] = OrderedDict()

    def begins(self, token: str, score: str, *, sure: bool, now: float) -> bool:
        """Whether this opening is the first suspicious one of its minute: another number, or `sure` by its headers."""
        key = sha256(token.encode()).digest()[:16]
        with self._lock:
            before, since, told = self._last.get(key, (score, now, False))
            if now - since > BURST:
                before, since, told = score, now, False
            suspicious = sure or (before != score and bool(score) and bool(before))
            self._last[key] = (score or before, since, told or suspicious)
            self._last.move_to_end(key)
            while len(self._last) > REMEMBERED:
                self._last.popitem(last=False)
        return suspicious and not told


_bursts = Bursts()


def notice(request: HttpRequest, token: str, page: InvitationPage, *, at: datetime) -> None:
    """Count the opening where it looks like a machine's: one statement then, none for everybody else."""
    sure = _by_headers(request) or _too_soon(page.sent_at, at)
    if _bursts.begins(token, request.GET.get("score", "")[:3], sure=sure, now=time.monotonic()):
        actions.notice_opening(survey_id=page.survey_id, at=at)


def _by_headers(request: HttpRequest) -> bool:
    """Asked for its head only, or fetched ahead of being wanted."""
    said = " ".join(request.headers.get(name, "") for name in PREFETCH).lower()
    return request.method == "HEAD" or any(word in said for word in AHEAD)


def _too_soon(sent_at: datetime | None, at: datetime) -> bool:
    """Within seconds of leaving; anonymous invitations keep no moment and are not judged by it."""
    return sent_at is not None and timedelta() <= at - sent_at < AT_ONCE
