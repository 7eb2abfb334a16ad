"""Calls that come in signed, as Standard Webhooks describes it: an id, a moment, and an HMAC over both and the body."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PREFIX = "whsec_"
WINDOW = timedelta(minutes=5)
LONGEST_ID = 120
MOST_SIGNATURES = 8  # a sender that rotates its secret signs twice; more is noise


@dataclass(frozen=True)
class Call:
    """What came in: the three headers as they stood, and the body byte for byte."""

    id: str
    stamp: str
    signatures: str
    body: bytes


def new_secret() -> str:
    """A secret of 32 random bytes, as senders of Standard Webhooks take it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, *, id: str, stamp: str, body: bytes) -> str:
    """What a sender puts into `webhook-signature`.

    >>> secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    >>> signature(secret, id="msg_p5jXN8AQM9LWM0D4loKWxJek", stamp="1614265330", body=b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    said = b".".join((id.encode(), stamp.encode(), body))
    return "v1," + base64.b64encode(hmac.new(_key(secret), said, hashlib.sha256).digest()).decode()


def is_fresh(call: Call, *, at: datetime) -> bool:
    """True when the call says when it was made and that is five minutes away at most."""
    if not (call.stamp.isascii() and call.stamp.isdigit() and len(call.stamp) <= 12 and 0 < len(call.id) <= LONGEST_ID):
        return False
    return abs(at - datetime.fromtimestamp(int(call.stamp), UTC)) <= WINDOW


def is_signed(call: Call, given: Sequence[str]) -> bool:
    """True when one of the signatures was made with one of the secrets; compared in constant time."""
    made = [signature(secret, id=call.id, stamp=call.stamp, body=call.body).encode() for secret in given]
    sent = [one.encode() for one in call.signatures.split()[:MOST_SIGNATURES]]
    found = [hmac.compare_digest(one, other) for one in made for other in sent]
    return any(found)


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return secret.encode()
