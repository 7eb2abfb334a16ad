"""Whose word about a client counts: a proxy that the operator named, and nobody else."""

from __future__ import annotations

import doctest
import ipaddress
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from rapport.config import places
from rapport.foundation import limits
from rapport.interfaces.web import proxies

PROXY, CLIENT, LIAR = "10.0.0.1", "203.0.113.9", "6.6.6.6"
TRUSTED = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8")]
TOKEN = "a-token-of-the-operators"


def arrived(settings: Any, *, peer: str = PROXY, trusted: Any = TRUSTED, **headers: str) -> HttpRequest:
    """The request as the pages see it."""
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **headers)
    proxies.WhereFrom(lambda _: HttpResponse())(request)
    return request


def test_the_examples_in_the_docstrings_hold() -> None:
    assert [doctest.testmod(module).failed for module in (proxies, places)] == [0, 0]


@pytest.mark.parametrize(
    ("written", "client"),
    [
        (CLIENT, CLIENT),
        (f"{LIAR}, {CLIENT}", CLIENT),  # the client wrote the first, the proxy the second
        (f"{LIAR}, {CLIENT}, 10.0.0.2", CLIENT),  # through two proxies
        (f"127.0.0.1, {CLIENT}", CLIENT),
        (f"{CLIENT}:4711", CLIENT),
        ("[2001:db8::9]:4711", "2001:db8::9"),
        (f"::ffff:{CLIENT}", CLIENT),
        (f"{CLIENT}, unknown", PROXY),
        ("10.0.0.7, 10.0.0.2", "10.0.0.7"),  # somebody inside
        ("", PROXY),
    ],
)
def test_the_nearest_hop_that_is_no_proxy_of_ours_is_the_client(settings: Any, written: str, client: str) -> None:
    assert arrived(settings, HTTP_X_FORWARDED_FOR=written).META["REMOTE_ADDR"] == client


def test_a_client_that_writes_the_headers_itself_is_not_believed(settings: Any) -> None:
    headers = {"HTTP_X_FORWARDED_FOR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}
    for trusted in ([], TRUSTED):
        request = arrived(settings, peer=CLIENT, trusted=trusted, **headers)
        assert (request.META["REMOTE_ADDR"], request.is_secure()) == (CLIENT, False)


@pytest.mark.parametrize(
    ("said", "secure"), [("https", True), ("http", False), ("https, http", False), ("", False), ("ftp", False)]
)
def test_a_trusted_proxy_says_whether_it_came_over_tls(settings: Any, said: str, secure: bool) -> None:
    assert arrived(settings, HTTP_X_FORWARDED_PROTO=said).is_secure() is secure


def test_a_proxy_in_ipv6_is_known_too(settings: Any) -> None:
    assert arrived(settings, peer="fd00::1", HTTP_X_FORWARDED_FOR=CLIENT).META["REMOTE_ADDR"] == CLIENT


@pytest.mark.django_db
def test_sign_in_mails_are_limited_by_client_not_by_proxy(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TRUSTED_PROXIES = TRUSTED
    counted: list[str] = []
    monkeypatch.setattr(limits, "allow", lambda key, **_: counted.append(key) or True)
    behind = {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": f"{LIAR}, {CLIENT}"}
    Client().post("/sign-in/", {"email": "nobody@x.example"}, **behind)
    assert f"sign-in-from:{CLIENT}" in counted


@pytest.mark.django_db
@pytest.mark.parametrize("place", [{}, {"HTTP_HOST": "localhost:8000"}, {"HTTP_HOST": "[::1]:8000"}])
def test_metrics_are_there_for_this_machine(place: dict[str, str]) -> None:
    assert Client().get("/metrics", **{"HTTP_HOST": "127.0.0.1", **place}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "way",
    [
        {"REMOTE_ADDR": CLIENT},
        {"HTTP_X_FORWARDED_FOR": CLIENT},  # a proxy on this machine that nobody named as trusted
        {"HTTP_HOST": "testserver"},  # a proxy on this machine that says nothing but the name it was asked for
        {"REMOTE_ADDR": CLIENT, "HTTP_AUTHORIZATION": "Bearer "},
        {"REMOTE_ADDR": CLIENT, "HTTP_AUTHORIZATION": "Bearer guessed-guessed-guessed"},
        {"REMOTE_ADDR": CLIENT, "HTTP_AUTHORIZATION": f"Basic {TOKEN}"},
    ],
)
@pytest.mark.parametrize("token", ["", TOKEN])
def test_metrics_are_not_there_for_anybody_else(settings: Any, way: dict[str, str], token: str) -> None:
    settings.METRICS_TOKEN = token
    assert Client().get("/metrics", **{"HTTP_HOST": "127.0.0.1", **way}).status_code == 404


@pytest.mark.django_db
def test_metrics_are_there_for_whoever_brings_the_token(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    found = Client().get("/metrics", REMOTE_ADDR=CLIENT, HTTP_AUTHORIZATION=f"Bearer {TOKEN}")
    assert (found.status_code, b"rapport_workers" in found.content) == (200, True)
