"""Signed tokens: an own key per purpose, derived from the installation's secret, old secrets still read."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from django.conf import settings

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
TOKEN = re.compile(r"(?<![a-z0-9])([a-z]{1,20})-([0-9a-z]{1,13})-([a-z2-7]{16})(?![a-z0-9])")
LONGEST = 20_000


def key_for(purpose: str, *, secret: str = "") -> bytes:
    """The key of one purpose: HMAC of its name under the installation's secret."""
    return hmac.new((secret or settings.SECRET_KEY).encode(), f"rapport {purpose}".encode(), hashlib.sha256).digest()


def sign(purpose: str, text: str, *, secret: str = "") -> str:
    """A signature of 80 bits in 16 small letters and digits, safe in addresses, ids and links."""
    digest = hmac.new(key_for(purpose, secret=secret), text.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:10]).decode().lower()


def is_signed(purpose: str, text: str, signature: str) -> bool:
    """True when the signature was made with the secret of today or one of the old ones."""
    found = [sign(purpose, text, secret=s) for s in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return any(hmac.compare_digest(one, signature) for one in found)


def thread_token(kind: str, id: int) -> str:
    """The token that leads an answer back to what it answers: `ticket-5k-<signature>`."""
    text = f"{kind}-{_base36(id)}"
    return f"{text}-{sign('thread', text)}"


def read_thread_token(text: str) -> tuple[str, int] | None:
    """The first token with a valid signature in an id, an address or a marker; None when there is none."""
    for kind, number, signature in TOKEN.findall(text[:LONGEST].lower()):
        if is_signed("thread", f"{kind}-{number}", signature):
            return kind, int(number, 36)
    return None


def new_message_id(token: str) -> str:
    """A Message-ID of ours that carries a token and is never made twice."""
    return f"<rapport.{token}.{secrets.token_hex(8)}@{settings.MAIL_DOMAIN}>"


def plus_address(address: str, token: str) -> str:
    """The mailbox's address with a token: an answer to it is known even when all headers are lost.

    >>> plus_address("help@example.org", "ticket-5k-abc")
    'help+ticket-5k-abc@example.org'
    """
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"


def hidden_marker(token: str) -> str:
    """The marker that stands in the text of a letter and survives quoting."""
    return f"[rapport:{token}]"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"
