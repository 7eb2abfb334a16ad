"""The house stands as agreed, and every contract is shown catching a breach."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.template import Context, Engine

from tests import contracts
from tests.contracts import ROOT

SIBLINGS = ["desk", "surveys", "knowledge", "outreach", "recovery", "notices"]
ORDER = ["foundation", "people", "ledger", "promises", *SIBLINGS, "insights", "publishing"]


def breaches(check: object, *folders: str, ending: str = "") -> list[str]:
    """All breaches of one check below the folders, in files of one name."""
    found: list[str] = []
    for name, tree in contracts.sources(*folders):
        stem = f"/{ending}.py" if ending else ""
        if not ending or name.endswith(stem) or f"/{ending}/" in name:
            found += check(name, tree)  # type: ignore[operator]
    return found


def test_domains_are_entered_through_their_doors() -> None:
    assert breaches(contracts.doors, "rapport") == []


def test_interfaces_and_reactions_only_carry() -> None:
    assert breaches(contracts.carriers, "rapport/interfaces", "rapport/reactions") == []


def test_actions_know_who_and_when() -> None:
    assert breaches(contracts.actions, "rapport/domains", ending="actions") == []


def test_queries_know_who_is_looking() -> None:
    assert breaches(contracts.queries, "rapport/domains", ending="queries") == []


def test_rules_are_pure() -> None:
    assert breaches(contracts.pure, "rapport/domains", ending="rules") == []


def test_domains_have_only_the_agreed_files() -> None:
    found = [b for name, _ in contracts.sources("rapport/domains") for b in contracts.names_of_files(name)]
    assert found == []


def test_no_file_is_long_and_each_opens_with_a_sentence() -> None:
    names = [name for name, _ in contracts.sources("rapport", "tests", "bench")]
    assert [b for name in names for b in contracts.lines(name)] == []
    assert breaches(contracts.opening, "rapport", "bench") == []


def test_every_function_says_what_it_returns() -> None:
    assert breaches(contracts.annotated, "rapport", "bench") == []


def pointing_up(model: type[models.Model]) -> list[str]:
    """Foreign keys of a model that point to a domain above its own."""
    home = model._meta.app_label
    found = []
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if not getattr(field, "concrete", False) or not isinstance(target, type):
            continue
        above = target._meta.app_label
        if home in ORDER and above in ORDER and ORDER.index(above) > ORDER.index(home):
            found.append(f"{model._meta.label}.{field.name} points up to {above}")
        if home in ORDER and above in ORDER and above != home and not field.remote_field.hidden:
            found.append(f"{model._meta.label}.{field.name} opens a way back from {above}")
    return found


def test_foreign_keys_point_down() -> None:
    assert [b for model in apps.get_models() for b in pointing_up(model)] == []


def pointing_to_act(model: type[models.Model]) -> list[str]:
    """Foreign keys of a model that point to acts, which would make the ledger's rows immovable."""
    fields = [f for f in model._meta.get_fields() if getattr(f, "concrete", False)]
    return [f"{model._meta.label}.{f.name}" for f in fields if getattr(f.related_model, "__name__", "") == "Act"]


def test_nothing_has_a_foreign_key_to_act() -> None:
    assert [b for model in apps.get_models() for b in pointing_to_act(model)] == []


def sketched() -> list[set[str]]:
    """The domains of each line of the sketch in ARCHITECTURE.md, from above to below."""
    sketch = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("```")[1]
    within = sketch.partition("  domains/")[2].partition("  measures/")[0]
    return [{name.strip() for name in line.split("|")} for line in within.split(">")]


def enforced() -> list[set[str]]:
    """The domains of each layer that import contracts enforce, from above to below."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in said if "rapport.domains.people" in one.get("layers", ()))
    return [{name.strip().removeprefix("rapport.domains.") for name in line.split("|")} for line in layers]


def test_the_sketch_says_what_is_enforced_of_every_domain_there_is() -> None:
    assert sketched() == enforced()
    there = {path.parent.name for path in (ROOT / "rapport/domains").glob("*/apps.py")}
    assert set().union(*enforced()) == there == set(ORDER) - {"foundation"}
    assert all(f"[{name}](" in (ROOT / "rapport/domains/README.md").read_text(encoding="utf-8") for name in there)


CAUGHT = [
    (contracts.doors, "rapport/interfaces/portal/pages.py", "from rapport.domains.desk.models import Ticket"),
    (contracts.doors, "rapport/domains/desk/actions.py", "from rapport.domains.ledger.models import Act"),
    (contracts.carriers, "rapport/interfaces/portal/pages.py", "def f():\n    return Ticket.objects.all()"),
    (contracts.carriers, "rapport/reactions/x.py", "def f(ticket):\n    ticket.save()"),
    (contracts.actions, "rapport/domains/desk/actions.py", "def solve(*, ticket_id, at): ..."),
    (contracts.actions, "rapport/domains/desk/actions.py", "def solve(*, ticket_id, actor): ..."),
    (contracts.queries, "rapport/domains/desk/queries.py", "def queue(after=None): ..."),
    (contracts.pure, "rapport/domains/ledger/rules.py", "from django.utils import timezone"),
    (contracts.opening, "rapport/domains/ledger/rules.py", "A = 1"),
    (contracts.annotated, "rapport/domains/ledger/rules.py", "class C:\n    def f(self): ..."),
]


@pytest.mark.parametrize(("check", "name", "source"), CAUGHT)
def test_a_breach_is_caught(check: object, name: str, source: str) -> None:
    assert check(name, ast.parse(source))  # type: ignore[operator]


def test_a_file_of_another_name_and_one_that_is_too_long_are_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert contracts.names_of_files("rapport/domains/desk/helpers.py")
    assert contracts.names_of_files("rapport/domains/desk/helpers/one.py")
    monkeypatch.setattr(contracts, "ROOT", tmp_path)
    (tmp_path / "long.py").write_text("a = 1\n" * 401, encoding="utf-8")
    (tmp_path / "short.py").write_text("a = 1\n" * 400, encoding="utf-8")
    assert contracts.lines("long.py") and not contracts.lines("short.py")


def test_a_foreign_key_pointing_up_or_to_an_act_is_caught() -> None:
    class Up(models.Model):
        ticket = models.ForeignKey("desk.Ticket", on_delete=models.CASCADE, related_name="+")
        act = models.ForeignKey("ledger.Act", on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "people"

    try:
        assert pointing_up(Up)
        assert pointing_to_act(Up) == ["people.Up.act"]
    finally:
        del apps.all_models["people"]["up"]
        apps.clear_cache()


@pytest.mark.django_db
def test_sql_while_a_template_renders_is_caught() -> None:
    from rapport.domains.people.models import Organisation

    rows = Organisation.objects.all()
    with pytest.raises(AssertionError, match="SQL while a template renders"):
        Engine().from_string("{% for row in rows %}{{ row }}{% endfor %}").render(Context({"rows": rows}))


BROKEN_IMPORTS = [
    ("rapport/domains/ledger/rules.py", "from rapport.interfaces.web import access"),
    ("rapport/domains/desk/types/words.py", "from rapport.domains.surveys import types"),
    ("rapport/domains/ledger/rules.py", "import django"),
    ("rapport/measures/loyalty.py", "import django"),
    ("rapport/foundation/text.py", "from rapport.domains.people import types"),
    ("rapport/interfaces/portal/pages.py", "from rapport.interfaces.workspace import today"),
    ("rapport/interfaces/look/wording/words.py", "from rapport.interfaces.look.figures import canvas"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "line"), BROKEN_IMPORTS)
def test_import_contracts_catch(tmp_path: Path, name: str, line: str) -> None:
    shutil.copytree(ROOT / "rapport", tmp_path / "rapport", ignore=shutil.ignore_patterns("__pycache__", "assets"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    target = tmp_path / name
    target.write_text(target.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1
