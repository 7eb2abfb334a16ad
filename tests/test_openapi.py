"""The API is what its snapshot says, and whatever it is asked it answers with a problem, never with a fault."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from re import sub
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from ninja import Schema

from rapport.domains.people import actions as people
from rapport.domains.people.types import SCOPES
from rapport.domains.promises import queries as promises
from rapport.interfaces.api.v1 import api
from tests.contracts import ROOT
from tests.world import NOW, World

pytestmark = pytest.mark.walked

SNAPSHOT = ROOT / "docs" / "openapi.json"
BAD = ["0", "-1", "9223372036854775808", "1e3", "nan", "%00", "%ff", "' OR 1=1 --", "..%2F..", "x" * 5000, "", "null"]
BODIES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"x"',
    b"\xff\xfe",
    b'{"text": null}',
    b'{"text": ""}',
    b'{"text": "x", "more": 1}',
]


def _now_said() -> str:
    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), indent=1, sort_keys=True, default=str) + "\n"


def _operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return [(method, path, said) for path, methods in paths.items() for method, said in methods.items()]


def test_the_snapshot_is_up_to_date() -> None:
    """A change of the API is seen in review; RAPPORT_REWRITE_COUNTS=1 writes the new snapshot."""
    if os.environ.get("RAPPORT_REWRITE_COUNTS"):
        SNAPSHOT.write_text(_now_said(), encoding="utf-8")
    assert SNAPSHOT.read_text(encoding="utf-8") == _now_said()


def _shapes(of: type[Schema] = Schema) -> Iterator[type[Schema]]:
    for shape in of.__subclasses__():
        yield shape
        yield from _shapes(shape)


def test_no_two_shapes_share_a_name() -> None:
    """The description knows a shape by its name alone: of two, one would be told as the other."""
    ours = [one.__name__ for one in _shapes() if one.__module__.startswith("rapport.") and "[" not in one.__name__]
    assert sorted(name for name, n in Counter(ours).items() if n > 1) == []


def _calling(world: World) -> dict[str, str]:
    token = people.issue_token(name="Fuzz", scopes=SCOPES, actor=world.cast.hugo, at=NOW)
    return {"HTTP_AUTHORIZATION": f"Bearer {token}"}


def _is_a_problem(answer: Any) -> bool:
    if answer.headers["Content-Type"] != "application/problem+json":
        return False
    said = answer.json()
    return said["status"] == answer.status_code and bool(said["title"]) and "Traceback" not in answer.content.decode()


def test_bad_values_are_answered_with_a_problem(world: World, client: Client) -> None:
    """Every parameter of every reading, with values nobody sane would send."""
    headers, faults, tried = _calling(world), [], 0
    for method, path, said in _operations():
        if method != "get":
            continue
        for bad in BAD:
            names = [p["name"] for p in said.get("parameters", []) if p["in"] == "query"]
            asked = ["?" + "&".join(f"{name}={bad}" for name in names)] if names else [""]
            asked += [f"?{name}={bad}" for name in names]
            for query in asked:
                where = sub(r"{\w+}", bad, path) + query
                answer = client.get(where, **headers)
                tried += 1
                if answer.status_code != 200 and not (answer.status_code < 500 and _is_a_problem(answer)):
                    faults.append((where[:80], answer.status_code, answer.headers["Content-Type"]))
    assert faults == []
    assert tried > 100


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_bad_bodies_are_answered_with_a_problem(world: World, client: Client, body: bytes) -> None:
    for path in ("/api/v1/tickets", f"/api/v1/tickets/{world.ticket.pk}/messages"):
        answer = client.post(path, body, content_type="application/json", **_calling(world))
        assert 400 <= answer.status_code < 500, (path, body)
        assert _is_a_problem(answer), (path, answer.content)


def test_without_a_token_everything_is_the_same_refusal(client: Client, db: None) -> None:
    said = set()
    for method, path, _ in _operations():
        answer = client.generic(method.upper(), sub(r"{\w+}", "1", path))
        assert answer.status_code == 401, (method, path)
        said.add(answer.content)
    assert len(said) == 1


def test_pages_follow_each_other_without_gap_or_repetition(world: World, client: Client) -> None:
    """All acts of the small world, as one page after the other gives them."""
    headers, seen, after = _calling(world), [], ""
    while True:
        page = client.get("/api/v1/acts" + (f"?after={after}" if after else ""), **headers).json()
        seen += [row["id"] for row in page["rows"]]
        if not page["next"]:
            break
        after = page["next"]
    assert len(seen) == len(set(seen)) > 0


def test_an_address_that_no_operation_has_is_a_problem_too(client: Client, db: None) -> None:
    for path in ("nothing", "people/", "tickets/1/2/3"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 404
        assert _is_a_problem(answer)


def test_what_was_said_to_expect_can_be_read_back(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The basis of an estimate is two moments, not two days: the same tickets must be found again."""
    said = {
        "kind": "typical",
        "due_at": NOW,
        "n": 558,
        "q": 0.8,
        "period_from": NOW - timedelta(days=180, hours=1, minutes=7),
        "period_to": NOW,
        "minutes": 480,
    }
    ref = ("ticket", world.ticket.pk)
    monkeypatch.setattr(promises, "standing_of", lambda *_, **__: {ref: SimpleNamespace(estimate=said)})
    answer = client.get(f"/api/v1/tickets/{world.ticket.pk}", **_calling(world))
    assert answer.status_code == 200
    assert datetime.fromisoformat(answer.json()["estimate"]["period_from"]) == said["period_from"]


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(world: World, client: Client) -> None:
    answer = client.delete("/api/v1/tickets", **_calling(world))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")
    assert _is_a_problem(answer)
    assert client.get("/api/v1/openapi.json").status_code == 200


@pytest.mark.parametrize("query", ["state=xxx", "stat=open", "state=open&sort=key", "limit=5"])
def test_what_no_operation_knows_in_the_address_is_refused_by_name(world: World, client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/tickets?{query}", **_calling(world))
    assert answer.status_code == 400
    assert _is_a_problem(answer)
    wrong = query.rsplit("&", maxsplit=1)[-1].partition("=")[0]
    assert wrong in answer.json()["detail"]


def test_a_call_with_an_unknown_parameter_does_nothing(world: World, client: Client) -> None:
    where, body = f"/api/v1/tickets/{world.ticket.pk}/messages", {"text": "Said once."}
    headers = _calling(world)
    assert client.post(f"{where}?ticket_id=1", body, "application/json", **headers).status_code == 400
    assert "Said once." not in client.get(where, **headers).content.decode()
    assert client.get("/api/v1/tickets?state=open", **headers).status_code == 200


def test_who_has_no_token_is_told_which_kind_and_faults_carry_no_names_of_ours(world: World, client: Client) -> None:
    assert client.get("/api/v1/tickets").headers["WWW-Authenticate"] == "Bearer"
    answer = client.post("/api/v1/tickets", {"text": "", "more": 1}, "application/json", **_calling(world))
    assert answer.status_code == 422
    said = answer.json()["detail"]
    assert "text: " in said
    assert "more: " in said
    assert "given" not in said
