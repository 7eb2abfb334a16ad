"""Outward calls: the only way out; refuses addresses inside, pins what it resolved, caps size and time."""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

MAX_BYTES = 5 * 1024 * 1024
SECONDS = 20.0
_AS_IT_IS = "/%:@!$&'()*+,;=~-._?[]"  # of an address; the rest, as letters with accents, is percent-encoded
IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# Ranges that ipaddress counts as global in some Python versions and that lead back inside all the same.
_INSIDE = [
    ipaddress.ip_network(n)
    for n in (
        "100.64.0.0/10",
        "192.0.0.0/24",
        "198.18.0.0/15",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
    )
]


class Refused(Exception):
    """We do not call this address; the text says why and what an operator can do."""


class NoAnswer(Exception):
    """The other side did not answer in time, or answered with too much."""


@dataclass(frozen=True)
class Target:
    """A host that may be called, and the one address it is called at."""

    host: str
    port: int
    address: str


@dataclass(frozen=True)
class Answer:
    """What came back; redirects are answers, too, and are not followed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def check(host: str, port: int) -> Target:
    """Resolve a host and refuse it unless every address is outside, or an operator allowed it by name."""
    addresses = _resolve(host, port)
    if _allowed(host, port):
        return Target(host, port, addresses[0])
    for address in addresses:
        if is_inside(ipaddress.ip_address(address)) and not _allowed(address, port):
            raise Refused(
                f"{host} leads to an address inside this network, so it is not called. "
                "An operator can allow it by name with RAPPORT_PRIVATE_TARGETS."
            )
    return Target(host, port, addresses[0])


def is_inside(address: IpAddress) -> bool:
    """True for private, loopback, link-local (cloud metadata), shared, reserved and disguised IPv4 addresses."""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return True
    if any(address.version == net.version and address in net for net in _INSIDE):
        return True
    return not address.is_global or address.is_multicast or address.is_reserved


def fetch(
    url: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    max_bytes: int = MAX_BYTES,
    seconds: float = SECONDS,
) -> Answer:
    """One request to a checked, pinned address; no redirects, at most `max_bytes` within `seconds`."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise Refused("Only plain http:// and https:// addresses without a user name are called.")
    secure = parts.scheme == "https"
    target = check(parts.hostname, parts.port or (443 if secure else 80))
    ends = time.monotonic() + seconds
    call = _Pinned(target, secure=secure, ends=ends)
    path = quote(parts.path or "/", safe=_AS_IT_IS) + (f"?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else "")
    try:
        call.request(method, path, body=body, headers=dict(headers or {}))
        return _read(call.getresponse(), call, max_bytes)
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(_why(error, target)) from error
    finally:
        call.close()


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was checked, whatever the name says by now."""

    def __init__(self, target: Target, *, secure: bool, ends: float) -> None:
        super().__init__(target.host, target.port)
        self._target = target
        self._ends = ends
        self._secure = secure

    def connect(self) -> None:
        plain = socket.create_connection((self._target.address, self._target.port), _left(self._ends))
        plain.settimeout(_left(self._ends))
        context = ssl.create_default_context() if self._secure else None
        whole = context.wrap_socket(plain, server_hostname=self._target.host) if context else plain
        self.sock: Any = _Within(whole, self._ends)


class _Within:
    """A connection on which every piece, of headers too, has what is left of the call's time: drops do not renew it."""

    def __init__(self, whole: socket.socket, ends: float) -> None:
        self._whole = whole
        self._ends = ends

    def sendall(self, data: bytes) -> None:
        self._whole.settimeout(_left(self._ends))
        self._whole.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Pieces(self._whole, self._ends))

    def close(self) -> None:
        self._whole.close()


class _Pieces(io.RawIOBase):
    """What comes through it; its own hold on the socket outlives the connection's, as http.client expects."""

    def __init__(self, whole: socket.socket, ends: float) -> None:
        super().__init__()
        self._whole = whole
        self._ends = ends
        self._raw: Any = whole.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        self._whole.settimeout(_left(self._ends))
        return int(self._raw.readinto(into) or 0)

    def close(self) -> None:
        self._raw.close()
        super().close()


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _why(error: Exception, target: Target) -> str:
    """What was wrong, for somebody who looks after the other side."""
    host = target.host
    if isinstance(error, TimeoutError):
        return f"{host} took too long."
    if isinstance(error, ConnectionRefusedError):
        return f"{host} takes no calls on port {target.port}."
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{host} has a certificate that does not hold: {error.verify_message}."
    if isinstance(error, ConnectionError):
        return f"{host} hung up without an answer."
    return f"{host} did not answer: {type(error).__name__}."


def _read(response: http.client.HTTPResponse, call: _Pinned, max_bytes: int) -> Answer:
    body = bytearray()
    while piece := response.read1(65536):
        body += piece
        if len(body) > max_bytes:
            raise NoAnswer(f"{call.host} sent more than {max_bytes} bytes.")
    return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, bytes(body))


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(f"{host} cannot be found. Check the spelling.") from None
    return list(dict.fromkeys(str(entry[4][0]).split("%")[0] for entry in found))


def _allowed(host: str, port: int) -> bool:
    named = {name.lower() for name in settings.PRIVATE_TARGETS}
    return host.lower() in named or f"{host.lower()}:{port}" in named
