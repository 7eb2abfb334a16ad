"""Nonsense in the address line and in forms is answered with a page, never with a fault; on every page there is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.outsiders import pages
from tests.test_outsiders import tried
from tests.visitors import browser
from tests.world import World

ASKED = re.compile(r'GET(?:\.get\(|\.getlist\(|\[)"(\w+)"|"(\w+)" in request\.GET')
READ = re.compile(r"(?:filters\.only|one_of|id_named)\(\w+(?:\.GET)?, ([^)]*)")
JUNK = ("x", "-1", "9" * 20, "\x00", "2026-13", "<b>", "'", "é" * 300, "²", "9" * 4400)
TURNS = 5
INTERFACES = Path(__file__).resolve().parent.parent / "rapport/interfaces"


def parameters() -> list[str]:
    """Everything any page asks of its address line."""
    texts = (file.read_text("utf-8") for file in INTERFACES.rglob("*.py"))
    found = {name for text in texts for pair in ASKED.findall(text) for name in pair}
    return sorted(found - {""} | {"after", "q"} | set(narrowing()))


def narrowing() -> list[str]:
    """What those pages know that refuse every other name: each of these has to be tried alone."""
    texts = (file.read_text("utf-8") for file in INTERFACES.rglob("*.py"))
    return sorted({name for text in texts for asked in READ.findall(text) for name in re.findall(r'"(\w+)"', asked)})


def mixed(names: Iterable[str], turn: int) -> dict[str, str]:
    """Another piece of nonsense for each name in each turn."""
    return {name: JUNK[(place + turn) % len(JUNK)] for place, name in enumerate(names)}


def answered(client: Client, address: str, sent: dict[str, str], *, form: bool) -> str:
    """Empty where there is a page or a plain refusal; what is changed is undone."""
    try:
        with tried():
            reply: HttpResponse = client.post(address, sent) if form else client.get(address, sent)
            return "" if reply.status_code < 500 else str(reply.status_code)
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"


def test_parameters_are_found() -> None:
    assert {"view", "q", "quarter"} <= set(parameters())


def refuses(client: Client, address: str) -> bool:
    """Whether the page is there, and is not once its address asks for something it does not know."""
    return client.get(address).status_code == 200 and client.get(address, {"nothing": "x"}).status_code == 404


def broken(world: World, *, forms: bool) -> list[str]:
    """Pages that nonsense breaks, opened by those who may."""
    found = []
    for name, page in pages.PAGES.items():
        if (page.post is not None) == forms:
            client = browser(world.cast.everybody[page.insider])
            address = reverse(name.removesuffix(" POST"), kwargs=page.on(world))
            asked = list(page.post(world)) if page.post else parameters()
            alone = (
                [] if page.post or not refuses(client, address) else [{n: junk} for n in narrowing() for junk in JUNK]
            )
            for sent in ({}, *(mixed(map(str, asked), turn) for turn in range(TURNS)), *alone):
                said = answered(client, address, sent, form=forms)
                found += [f"{name} with {sent!r:.60}: {said}"] if said else []
    return found


@pytest.mark.slow
@pytest.mark.parametrize("forms", [False, True], ids=["address line", "forms"])
def test_nonsense_breaks_no_page(world: World, forms: bool) -> None:
    assert broken(world, forms=forms) == []
