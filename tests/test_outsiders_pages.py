"""Four outsiders open every page there is and call every operation of the API; one without its line fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from rapport.domains.desk import actions as desk
from rapport.domains.people.actions import issue_token
from rapport.foundation import jobs
from rapport.interfaces.api.v1 import api
from tests.outsiders import pages
from tests.outsiders.api import OPERATIONS, Operation
from tests.outsiders.pages import Page
from tests.test_outsiders import tried
from tests.visitors import browser, plain
from tests.world import NO_KEY, NOT_THERE, PICTURE, World

pytestmark = pytest.mark.walked


def names_of_pages(resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Every named address, with its name space."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*spaces, entry.name or str(entry.pattern)))
        else:
            yield from names_of_pages(entry, (*spaces, entry.namespace) if entry.namespace else spaces)


def operations() -> set[str]:
    """Every operation the API's own description lists."""
    paths = api.get_openapi_schema()["paths"]
    return {f"{method.upper()} {path}" for path, found in paths.items() for method in found}


def test_every_page_has_its_line() -> None:
    of_api = {
        f"api:{o.view_func.__name__}" for r in api._routers for v in r[1].path_operations.values() for o in v.operations
    }
    lines = {name.removesuffix(" POST") for name in pages.PAGES}
    lines |= {*pages.OWN, *pages.LINKS, *pages.OPEN, *pages.ON_THIS_MACHINE}
    assert set(names_of_pages()) - of_api == lines


def test_every_operation_has_its_line() -> None:
    assert operations() == set(OPERATIONS)


def opened(client: Client, name: str, page: Page, world: World, kwargs: dict[str, Any]) -> HttpResponse:
    """What a browser gets; what it changes is undone."""
    address = reverse(name.removesuffix(" POST"), kwargs=kwargs)
    with tried():
        return client.get(address) if page.post is None else client.post(address, page.post(world))


def leaks(world: World, shown: str) -> list[str]:
    """Which of Marta's words are on a page."""
    return [word for word in world.secrets if word in shown]


@pytest.mark.parametrize("who", ["another organisation", "a colleague", "a citizen", "signed out"])
def test_not_there_and_not_yours_look_the_same(world: World, who: str) -> None:
    outsider = world.cast.outsiders[who]
    client, found = browser(outsider), []
    for name, page in pages.PAGES.items():
        kwargs, absent = page.on(world), page.missing(world)
        yours = opened(client, name, page, world, kwargs)
        nothing = opened(client, name, page, world, absent)
        seen, empty = plain(yours, without=kwargs), plain(nothing, without=absent)
        if (yours.status_code, seen) != (nothing.status_code, empty):
            found.append(f"{name} tells {who} apart: {yours.status_code} and {nothing.status_code}")
        if yours.status_code != (404 if outsider.is_person else 302) or leaks(world, seen):
            found.append(f"{name} gives {who} {yours.status_code} {leaks(world, seen)}")
    assert found == []


def test_a_page_of_staff_looks_like_no_page_to_a_customer(world: World) -> None:
    client = browser(world.cast.ivo)
    nowhere = plain(client.get("/no/such/page/"))
    assert plain(client.get(reverse("workspace:settings"))) == nowhere
    assert plain(client.get(reverse("portal:request", args=[world.ticket.public_key]))) == nowhere


def test_the_signed_out_are_sent_to_the_door(world: World) -> None:
    gone = browser(world.cast.nobody).get(reverse("workspace:ticket", args=[world.ticket.pk]))
    assert gone["Location"].startswith(reverse("portal:sign_in"))


def test_insiders_open_it(world: World) -> None:
    found = []
    for name, page in pages.PAGES.items():
        shown = opened(browser(world.cast.everybody[page.insider]), name, page, world, page.on(world))
        door = reverse("portal:sign_in")
        if shown.status_code not in {200, 302} or shown.get("Location", "").startswith(door):
            found.append(f"{name} gives {page.insider} {shown.status_code}")
    assert found == []


def test_an_agent_of_another_team_neither_reads_nor_answers(world: World) -> None:
    client, found = browser(world.cast.sanna), []
    for name in ("ticket", "answer", "note", "contact", "facts", "attachment", "original", "frame", "decide"):
        page = pages.PAGES[f"workspace:{name}"]
        shown = opened(client, f"workspace:{name}", page, world, page.on(world))
        found += [] if shown.status_code == 404 else [f"{name}: {shown.status_code}"]
    assert found == []


@pytest.mark.parametrize("name", ["workspace:settings", "workspace:settings_agent", "workspace:loyalty"])
def test_an_agent_is_told_what_is_not_theirs_to_do(world: World, name: str) -> None:
    assert browser(world.cast.hugo).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", pages.OWN)
def test_own_pages_show_ones_own(world: World, name: str) -> None:
    for outsider in world.cast.outsiders.values():
        assert leaks(world, plain(browser(outsider).get(reverse(name), follow=True))) == []
    assert leaks(world, plain(browser(world.cast.marta).get(reverse(name))))


@pytest.mark.parametrize("name", pages.OPEN)
def test_public_pages_name_nobody(world: World, name: str) -> None:
    for visitor in (*world.cast.outsiders.values(), world.cast.marta):
        shown = plain(browser(visitor).get(reverse(name)))
        made_up = {"Marta", "Kolb"} if name == "public:components" else set()
        assert visitor == world.cast.marta or set(leaks(world, shown)) <= made_up


@pytest.mark.parametrize("name", pages.LINKS)
def test_a_wrong_link_is_the_same_for_everybody(world: World, name: str) -> None:
    for method in ("get", "post"):
        shown = []
        for visitor in (*world.cast.outsiders.values(), world.cast.marta):
            found = getattr(browser(visitor), method)(reverse(name, args=[NO_KEY]))
            shown.append((found.status_code, leaks(world, plain(found)) if visitor != world.cast.marta else []))
        assert set(map(repr, shown)) in ({repr((404, []))}, {repr((410, []))}), (name, method, shown)


@pytest.mark.parametrize("name", pages.ON_THIS_MACHINE)
def test_the_demos_post_is_not_there_outside_the_demo(world: World, name: str, settings: Any) -> None:
    args = [world.letter.pk] if name in {"post:letter", "post:frame"} else []
    if name == "post:attachment":
        said = {"text": "See it.", "attached": [("plan.txt", b"a plan")], "actor": world.cast.hugo, "at": world.at}
        args = [desk.answer(ticket_id=world.ticket.pk, **said).letter_id or 0, 0]
        jobs.run_all("post", at=world.at)
    nowhere = plain(browser(world.cast.ines).get("/no/such/page/"))
    assert plain(browser(world.cast.ines).get(reverse(name, args=args))) == nowhere
    settings.DEMO = True
    assert browser(world.cast.nobody).get(reverse(name, args=args)).status_code == 200
    assert browser(world.cast.nobody).get(reverse(name, args=args), REMOTE_ADDR="203.0.113.9").status_code == 404


def called(world: World, who: str, line: str, operation: Operation, on: dict[str, int]) -> tuple[int, str]:
    """Status and body of an operation, called with every scope."""
    method, path = line.split(" ")
    token = {"Authorization": f"Bearer {world.api_tokens[who]}"} if who in world.api_tokens else {}
    address = path.format(**on)
    first = next((one for one in on.values() if isinstance(one, int)), 0)
    with tried():
        if operation.files:
            form = {**operation.sent(world, first), "files": SimpleUploadedFile("plan.png", PICTURE)}  # type: ignore[misc]
            found = Client().post(address, form, headers=token)
        elif method != "GET":
            body = json.dumps(operation.sent(world, first)) if operation.sent else ""
            found = Client().generic(method, address, body, content_type="application/json", headers=token)
        else:
            query = operation.query(world) if operation.query else {}
            found = Client().get(address, query, headers=token)
    return found.status_code, plain(found, without=on)


@pytest.mark.parametrize("who", ["lena", "ivo", "tomas", "nobody"])
def test_the_api_gives_outsiders_nothing(world: World, who: str) -> None:
    found = []
    for line, operation in OPERATIONS.items():
        status, body = called(world, who, line, operation, operation.on(world) if operation.on else {})
        if leaks(world, body) or (str(world.cast.aldergate.name) in body and who != "ivo"):
            found.append(f"{line} shows {who} {leaks(world, body)}")
        if operation.on and (status, body) != called(world, who, line, operation, operation.missing(world)):
            found.append(f"{line} tells {who} apart: {status}")
        named = operation.on or operation.sent or operation.desk
        if status not in ({401} if who == "nobody" else {404} if named else {200}):
            found.append(f"{line} gives {who} {status}")
        if status == 200 and f'"person_id": {world.marta},' in body:
            found.append(f"{line} lists Marta for {who}")
    assert found == []


def test_the_api_cannot_open_a_ticket_for_marta_nor_for_somebody_who_is_not_there(world: World) -> None:
    line = "POST /api/v1/tickets"
    for who in ("lena", "ivo", "tomas"):
        yours = called(world, who, line, OPERATIONS[line], {"x": world.marta})
        assert yours == called(world, who, line, OPERATIONS[line], {"x": NOT_THERE})


def test_the_api_gives_insiders_what_is_theirs(world: World) -> None:
    found = []
    for line, operation in OPERATIONS.items():
        status, body = called(world, operation.insider, line, operation, operation.on(world) if operation.on else {})
        if status not in {200, 201, 204, operation.refused} or body.strip().startswith('{"rows": []'):
            found.append(f"{line} gives {operation.insider} {status} {body[:200]}")
    assert found == []


def test_a_token_reaches_as_far_as_its_scopes(world: World) -> None:
    token = issue_token(name="Small", scopes=["people:read"], actor=world.cast.marta, at=world.at)
    found = Client().get("/api/v1/tickets", headers={"Authorization": f"Bearer {token}"})
    assert (found.status_code, leaks(world, plain(found))) == (403, [])
