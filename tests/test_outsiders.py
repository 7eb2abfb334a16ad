"""Four outsiders are tried on every action and query; a door without its line fails the suite."""

from __future__ import annotations

import ast
import hashlib
import importlib
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from rapport.foundation.actors import Actor, NotAllowed, NotFound, system
from tests import contracts
from tests.outsiders import (
    desk,
    insights,
    knowledge,
    ledger,
    notices,
    outreach,
    people,
    promises,
    publishing,
    recovery,
    surveys,
)
from tests.outsiders.cases import Case, Table
from tests.world import World

pytestmark = pytest.mark.walked

TABLES = (people, ledger, promises, desk, surveys, knowledge, outreach, recovery, notices, insights, publishing)
DOMAINS = {m.__name__.rsplit(".", 1)[1]: m for m in TABLES}
PAGES = ("portal", "workspace", "public", "api", "look", "mail/post")
NOTHING = "nothing"


def doors(domain: str, kind: str) -> set[str]:
    """The public functions of a domain's actions or queries."""
    module = importlib.import_module(f"rapport.domains.{domain}.{kind}")
    home = [n for n, f in vars(module).items() if getattr(f, "__module__", "") == module.__name__]
    names = getattr(module, "__all__", None) or [n for n in home if not n.startswith("_")]
    return {name for name in names if inspect.isfunction(getattr(module, name))}


def table_of(domain: str, kind: str) -> Table:
    """The lines written for them."""
    return getattr(DOMAINS[domain], kind.upper())


@contextmanager
def tried() -> Iterator[None]:
    """Whatever is done inside is undone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def outcome(do: Callable[[], Any]) -> str:
    """What somebody gets: the refusal in its words, nothing, or something."""
    with tried():
        try:
            found = do()
        except (NotFound, NotAllowed) as refusal:
            return f"{type(refusal).__name__}({refusal})"
        except Exception as fault:
            return f"{type(fault).__name__}: {fault}"
        return f"something: {found!r}"[:200] if found else NOTHING


def is_refusal(said: str) -> bool:
    """True when nothing was given."""
    return said == NOTHING or said.startswith(("NotFound(", "NotAllowed("))


def marta(world: World) -> str:
    """A hash over every row that points to Marta or to what is hers."""
    found = hashlib.sha256()
    hers = {"person": world.marta, "requester": world.marta, "ticket": world.ticket.pk, "episode": world.episode.pk}
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.name in hers:
                rows = model._default_manager.filter(**{field.attname: hers[field.name]}).order_by("pk")
                found.update(repr(list(rows.values_list())).encode())
    return found.hexdigest()


def wrong_outcomes(world: World, domain: str, kind: str) -> list[str]:
    """Every outsider tries every line of a table on Marta's things and on things that are not there."""
    found = []
    for name, case in table_of(domain, kind).tried.items():
        for who, outsider in world.cast.outsiders.items():
            if who == "a colleague" and case.colleague:
                continue
            yours, absent = _both(world, case, outsider)
            if not is_refusal(yours):
                found.append(f"{domain}.{name} gives {who} {yours}")
            elif case.on is not None and yours != absent:
                found.append(f"{domain}.{name} tells {who} apart: not yours {yours}, not there {absent}")
    return found


def _both(world: World, case: Case, who: Actor) -> tuple[str, str]:
    with tried():
        on = case.on(world) if case.on else None
        return outcome(lambda: case.do(world, who, on)), outcome(lambda: case.do(world, who, case.missing))


def test_every_table_is_of_a_domain() -> None:
    assert set(DOMAINS) == {c.label for c in apps.get_app_configs() if c.name.startswith("rapport.domains.")}


@pytest.mark.parametrize("kind", ["actions", "queries"])
@pytest.mark.parametrize("domain", DOMAINS)
def test_every_door_has_its_line(domain: str, kind: str) -> None:
    assert doors(domain, kind) == table_of(domain, kind).names


@pytest.mark.parametrize("kind", ["actions", "queries"])
@pytest.mark.parametrize("domain", DOMAINS)
def test_outsiders_get_nothing_and_learn_nothing(world: World, domain: str, kind: str) -> None:
    assert wrong_outcomes(world, domain, kind) == []


@pytest.mark.parametrize("kind", ["actions", "queries"])
@pytest.mark.parametrize("domain", DOMAINS)
def test_insiders_get_it(world: World, domain: str, kind: str) -> None:
    found = []
    for name, case in table_of(domain, kind).tried.items():
        if not case.insider:
            continue
        insider = system() if case.insider == "system" else world.cast.everybody[case.insider]
        said = _both(world, case, insider)[0]
        good = said.startswith("something") or (kind == "actions" and said == NOTHING)
        found += [] if good else [f"{domain}.{name} gives {case.insider} {said}"]
    assert found == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_one_does_to_oneself_leaves_marta_alone(world: World, domain: str) -> None:
    before = marta(world)
    for name, do in table_of(domain, "actions").own.items():
        for outsider in (world.cast.lena, world.cast.ivo, world.cast.tomas):
            with tried():
                do(world, outsider, None)
                assert marta(world) == before, name
        assert is_refusal(outcome(lambda do=do: do(world, world.cast.nobody, None))), name


def test_the_hash_of_marta_sees_a_change(world: World) -> None:
    before = marta(world)
    people.actions.set_preference(person_id=world.marta, key="k", value="v", actor=world.cast.marta, at=world.at)
    assert marta(world) != before


def test_refused_actions_change_nothing(world: World) -> None:
    before = marta(world)
    for domain in DOMAINS:
        for name, case in table_of(domain, "actions").tried.items():
            if _wrote(world, case, name) and name != "undo_merge":
                with tried():
                    on = _thing(world, case, name)
                    expected = marta(world)
                    outcome_of_lena = _said(lambda case=case, on=on: case.do(world, world.cast.lena, on))
                    assert marta(world) == expected, (domain, name, outcome_of_lena)
    assert marta(world) == before


def _wrote(world: World, case: Case, name: str) -> bool:
    """Whether Lena's attempt sent any statement that writes; one that sent none has changed nothing."""
    with tried():
        on = _thing(world, case, name)
        with CaptureQueriesContext(connection) as sent:
            _said(lambda: case.do(world, world.cast.lena, on))
    reads = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "BEGIN")
    return any(not (q["sql"] or "").lstrip("( ").startswith(reads) for q in sent.captured_queries)


def _thing(world: World, case: Case, name: str) -> int | None:
    return case.on(world) if case.on and name != "send_sample" else None


def _said(do: Callable[[], Any]) -> str:
    try:
        return repr(do())
    except Exception as refusal:
        return repr(refusal)


def inner_doors_called(folder: str, inner: set[str]) -> list[str]:
    """Where pages call what only actions may call."""
    found = []
    for name, tree in contracts.sources(f"rapport/interfaces/{folder}"):
        if folder != "mail/post" and "/mail/" in name:
            continue
        named = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        named |= {alias.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for alias in n.names}
        found += [f"{name} calls {door}" for door in sorted(named & inner)]
    return found


@pytest.mark.parametrize("folder", PAGES)
def test_no_page_calls_an_inner_door(folder: str) -> None:
    inner = {name for domain in DOMAINS for name in table_of(domain, "actions").inner}
    assert inner_doors_called(folder, inner) == []


def test_an_inner_door_called_by_a_page_is_caught() -> None:
    assert inner_doors_called("portal", {"open_ticket"})


def test_reasons_are_sentences() -> None:
    for domain in DOMAINS:
        for kind in ("actions", "queries"):
            table = table_of(domain, kind)
            assert all(len(reason.split()) > 3 for reason in (*table.open.values(), *table.inner.values()))
