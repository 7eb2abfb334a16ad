"""What a domain offers is used: each action and query has a caller in the product, not only in tests or the demo."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "rapport"
DOMAINS = sorted(one.name for one in (ROOT / "domains").iterdir() if (one / "apps.py").exists())
DOORS = ("actions", "queries")

PAST = "gives the demo and imports a past; nobody does this by hand"
REMOVED = "to be removed"
EXCEPTIONS: Mapping[str, str] = {
    "desk.actions.remember_tickets": PAST,
    "promises.actions.remember_promises": PAST,
    "surveys.actions.ask_now": PAST,
    "surveys.actions.place_sample": PAST,
    "surveys.actions.remember_anonymously": PAST,
    "surveys.actions.remember_answers": PAST,
    "surveys.actions.remember_asks": PAST,
    "surveys.actions.remember_sent": PAST,
    "people.actions.set_preference": REMOVED,
    "people.actions.ask_to_confirm": REMOVED,
    "promises.actions.tell_later": REMOVED,
    "promises.actions.withdraw_promises": "a promise taken back: no page offers it yet, agents give a later time",
    "promises.queries.forecasts": REMOVED,
    "promises.queries.working_minutes": REMOVED,
    "desk.queries.latest_change": REMOVED,
    "desk.queries.own_visits": REMOVED,
    "insights.queries.gap_row": REMOVED,
    "ledger.actions.ask_reflection": REMOVED,
    "ledger.actions.forget_words": REMOVED,
    "ledger.queries.act_counts": REMOVED,
    "ledger.queries.gap_settings": REMOVED,
    "ledger.queries.relationships": REMOVED,
    "ledger.queries.understanding": REMOVED,
    "surveys.queries.answers_received": REMOVED,
    "surveys.queries.expectation_pairs": REMOVED,
}


@cache
def trees() -> Mapping[Path, ast.Module]:
    """Every file of the product, without its tests and its demo."""
    found = (one for one in ROOT.rglob("*.py") if "tests" not in one.parts and "migrations" not in one.parts)
    return {one: ast.parse(one.read_text()) for one in found if "cli/demo" not in one.as_posix()}


def doors_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """What a file calls the doors of domains: the name in the file, and the door as "people.actions"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rapport.domains."):
            domain = (node.module or "").split(".")[2]
            for one in node.names:
                if (node.module or "").count(".") == 2 and one.name in DOORS:
                    yield one.asname or one.name, f"{domain}.{one.name}"


@cache
def called() -> frozenset[str]:
    """Each "people.actions.grant_role" somebody names: through a door, by import, or inside its own domain."""
    found: set[str] = set()
    for path, tree in trees().items():
        doors, own = dict(doors_of(tree)), _own_domain(path)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in doors:
                found.add(f"{doors[node.value.id]}.{node.attr}")
            elif isinstance(node, ast.Name) and own and isinstance(node.ctx, ast.Load):
                found |= {f"{own}.{door}.{node.id}" for door in DOORS}
            elif isinstance(node, ast.ImportFrom) and not own:
                found |= set(_imported(node))
    return frozenset(found)


def _own_domain(path: Path) -> str:
    """The domain a file belongs to; its doors themselves, which only pass names on, belong to none."""
    parts = path.relative_to(ROOT).parts
    door = parts[-1] == "__init__.py" and len(parts) == 4
    return parts[1] if parts[0] == "domains" and not door else ""


def _imported(node: ast.ImportFrom) -> Iterator[str]:
    parts = (node.module or "").split(".")
    if len(parts) == 4 and parts[:2] == ["rapport", "domains"] and parts[3] in DOORS:
        yield from (f"{parts[2]}.{parts[3]}.{one.name}" for one in node.names)


def offered(domain: str) -> set[str]:
    """The functions of both doors; classes are the words in which they answer and refuse."""
    found = set()
    for door in DOORS:
        module = import_module(f"rapport.domains.{domain}.{door}")
        names = getattr(module, "__all__", None) or [
            n for n, one in vars(module).items() if getattr(one, "__module__", "") == module.__name__
        ]
        found |= {f"{domain}.{door}.{one}" for one in names if one.islower() and not one.startswith("_")}
    return found


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_a_domain_offers_somebody_uses(domain: str) -> None:
    assert offered(domain), "a domain without doors would pass unseen"
    assert sorted(offered(domain) - called() - EXCEPTIONS.keys()) == []


def test_an_exception_is_one() -> None:
    """What is used by now leaves the list; so does what is gone, unless its line only waits for that."""
    everything = {one for domain in DOMAINS for one in offered(domain)}
    gone = {one for one, why in EXCEPTIONS.items() if one not in everything and why != REMOVED}
    assert sorted(gone | (EXCEPTIONS.keys() & called())) == []
