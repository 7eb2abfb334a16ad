"""A call that is sent again is answered again and done once: its caller's key names it for a day."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.fernet import Fernet
from django.db import IntegrityError, transaction

from rapport.foundation.models.answers import KeptAnswer

KEPT_FOR = timedelta(hours=24)
RUNS_AT_MOST = timedelta(minutes=2)  # longer than any request lives; a server that died in one leaves its turn free


class StillRunning(Exception):
    """The first call with this key has not been answered yet. Nothing was done for this one; send it again shortly."""


class OtherCall(ValueError):
    """This key was used for another call within a day. Nothing was done; take a new key for a new call."""


@dataclass(frozen=True)
class Answer:
    """What a caller is given: the status, and what comes with it."""

    status: int
    content_type: str
    body: bytes
    again: bool = False

    @property
    def is_done(self) -> bool:
        """Whether something came of it; what was refused did nothing and may be tried anew under the same key."""
        return self.status < 400


class _NothingDone(Exception):
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def once(*, secret: str, asked: bytes, run: Callable[[], Answer], at: datetime) -> Answer:
    """Run and keep the answer in one transaction; the same again within a day gives the first answer.

    `secret` is what only the caller knows: who they are with the key they chose. `asked` is all of the call. While
    the first one runs a second refuses with StillRunning; with other words it refuses with OtherCall. A refusal
    (status 400 and above) undoes what was begun and is not kept.
    """
    name, turn = _named(secret), secrets.token_hex(8)
    known = _begin(name, sha256(asked).hexdigest(), turn, at)
    if known is not None:
        return _opened(known, secret)
    try:
        with transaction.atomic():
            answer = run()
            if not answer.is_done:
                raise _NothingDone(answer)
            _keep(name, turn, answer, secret)
    except BaseException as error:
        KeptAnswer.objects.filter(name=name, turn=turn, status=None).delete()
        if isinstance(error, _NothingDone):
            return error.answer
        raise
    return answer


def forget_old(*, at: datetime) -> int:
    """Forget answers a day after their calls; returns how many."""
    return KeptAnswer.objects.filter(begun_at__lte=at - KEPT_FOR).delete()[0]


def _begin(name: str, asked: str, turn: str, at: datetime) -> KeptAnswer | None:
    """Take the turn, visible to everybody at once; or the answer that is kept already."""
    try:
        with transaction.atomic():
            KeptAnswer.objects.create(name=name, asked=asked, turn=turn, begun_at=at)
    except IntegrityError:
        return _known(name, asked, turn, at)
    return None


def _known(name: str, asked: str, turn: str, at: datetime) -> KeptAnswer | None:
    row = KeptAnswer.objects.filter(name=name).first()
    if row is None:  # refused between our two statements
        raise StillRunning(StillRunning.__doc__)
    if row.begun_at > at - KEPT_FOR:
        if row.asked != asked:
            raise OtherCall(OtherCall.__doc__)
        if row.status is not None:
            return row
        if row.begun_at > at - RUNS_AT_MOST:
            raise StillRunning(StillRunning.__doc__)
    mine = {"asked": asked, "turn": turn, "begun_at": at, "status": None, "sealed": b""}
    if not KeptAnswer.objects.filter(name=name, turn=row.turn, status=row.status).update(**mine):
        raise StillRunning(StillRunning.__doc__)
    return None


def _keep(name: str, turn: str, answer: Answer, secret: str) -> None:
    """In the transaction of what was done; whoever lost their turn meanwhile has done nothing."""
    said = json.dumps([answer.content_type, base64.b64encode(answer.body).decode()])
    sealed = _box(secret).encrypt(said.encode())
    mine = KeptAnswer.objects.filter(name=name, turn=turn, status=None)
    if not mine.update(status=answer.status, sealed=sealed):
        raise StillRunning(StillRunning.__doc__)


def _opened(row: KeptAnswer, secret: str) -> Answer:
    content_type, body = json.loads(_box(secret).decrypt(bytes(row.sealed)))
    return Answer(row.status or 200, content_type, base64.b64decode(body), again=True)


def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(f"rapport answer:{secret}".encode()).digest()))


def _named(secret: str) -> str:
    return sha256(f"rapport call:{secret}".encode()).hexdigest()
