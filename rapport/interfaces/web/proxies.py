"""Where a request came from: a proxy's word counts only when the operator named that proxy."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

Answer = Callable[[HttpRequest], HttpResponse]
IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]"})


class WhereFrom:
    """Puts the client's own address into REMOTE_ADDR, and into the scheme whether it came over TLS.

    Both are taken from X-Forwarded-For and X-Forwarded-Proto when the peer is one of RAPPORT_TRUSTED_PROXIES; anybody
    else may write into these headers what they like, and nothing comes of it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        peer = request.META.get("REMOTE_ADDR", "")
        trusted: Sequence[Network] = settings.TRUSTED_PROXIES
        if trusted and is_trusted(peer, trusted):
            request.META["REMOTE_ADDR"] = client_of(peer, request.META.get("HTTP_X_FORWARDED_FOR", ""), trusted)
            request.META["wsgi.url_scheme"] = _scheme(request)
        return self.get_response(request)


def client_of(peer: str, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """The nearest hop that is not a trusted proxy, read from the right: what is left of it anybody can invent.

    >>> client_of("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", [ipaddress.ip_network("10.0.0.0/8")])
    '203.0.113.9'
    """
    nearest = peer
    for hop in reversed(forwarded_for.split(",")):
        address = _address(hop)
        if address is None:  # a word that is no address: whoever wrote it, the last known hop is all we know
            return nearest
        nearest = str(address)
        if not is_trusted(nearest, trusted):
            return nearest
    return nearest


def is_trusted(hop: str, trusted: Sequence[Network]) -> bool:
    """True when the hop lies in one of the networks; an IPv4 address in IPv6 clothes is the IPv4 address."""
    address = _address(hop)
    return address is not None and any(address.version == net.version and address in net for net in trusted)


def from_this_machine(request: HttpRequest) -> bool:
    """True for a request that began on this machine: not one that a proxy here has only passed on.

    A proxy shows itself by its headers or by the name it was asked for, which is not this machine's own.
    """
    address = _address(request.META.get("REMOTE_ADDR", ""))
    passed_on = any(name in request.META for name in FORWARDED)
    asked_for = split_domain_port(request.get_host())[0]
    return address is not None and address.is_loopback and not passed_on and asked_for in THIS_MACHINE


def _scheme(request: HttpRequest) -> str:
    said = request.META.get("HTTP_X_FORWARDED_PROTO", "").rpartition(",")[2].strip().lower()
    return said if said in {"http", "https"} else str(request.META.get("wsgi.url_scheme", "http"))


def _address(hop: str) -> IpAddress | None:
    """An address as proxies write it: plain, in brackets, or with a port."""
    plain = hop.strip().strip('"')
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        address = ipaddress.ip_address(plain)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
