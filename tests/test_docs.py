"""The documents say what is true: every feature has its page and test, every setting its line, every link its end."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
import typer
from django.urls import Resolver404, resolve

from rapport.interfaces.cli import main
from tests.contracts import ROOT

LINE = re.compile(
    r"^\| (?P<number>\d+\.\d+\w?) \| (?P<what>.+?) \| `(?P<where>[^`]+)` \| (?P<tests>`[^`]+`(?:, `[^`]+`)*) \|$"
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")
SETTING = re.compile(r"\bRAPPORT_[A-Z0-9_]+\b")
NOT_FOR_OPERATORS = {"RAPPORT_CORPORA", "RAPPORT_TEST_WORKERS", "RAPPORT_REWRITE_COUNTS"}


def text(name: str) -> str:
    """One document."""
    return (ROOT / name).read_text(encoding="utf-8")


def features() -> list[re.Match[str]]:
    """The lines of the index of features."""
    lines = [line for line in text("docs/features.md").splitlines() if re.match(r"\| \d", line)]
    found = [LINE.match(line) for line in lines]
    assert [line for line, match in zip(lines, found, strict=True) if match is None] == []
    return [match for match in found if match]


def commands() -> set[str]:
    """Every command of the command line, as it is typed."""
    if not main.app.registered_commands:
        main._commands()
    group = typer.main.get_command(main.app)
    found: set[str] = set()
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", {})
        found |= {f"rapport {name} {one}" for one in inner} or {f"rapport {name}"}
    return found


def is_there(where: str) -> bool:
    """True for an address that a page answers, and for a command there is."""
    if where.startswith("rapport "):
        return where in commands()
    try:
        resolve(where.replace("…", "1"))
    except Resolver404:
        return False
    return True


def has_test(named: str) -> bool:
    """True where the file and, when named, the test in it are there."""
    path, _, name = named.partition("::")
    if path == "tests/test_docs.py" or not (ROOT / path).is_file():
        return False
    tree = ast.parse(text(path))
    tests = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
    return name in tests if name else bool(tests)


def settings_in(source: str) -> set[str]:
    """The settings that a module reads from the environment."""
    return set(SETTING.findall(source)) - NOT_FOR_OPERATORS


def test_there_are_features() -> None:
    assert len(features()) > 30


def test_each_line_has_a_page_or_a_command_that_is_there() -> None:
    assert [match["where"] for match in features() if not is_there(match["where"])] == []


def named_in(match: re.Match[str]) -> list[str]:
    """The tests a line names."""
    return re.findall(r"`([^`]+)`", match["tests"])


def test_each_line_has_a_test_that_is_there() -> None:
    assert [named for match in features() for named in named_in(match) if not has_test(named)] == []


def in_order(number: str) -> tuple[int, int, str]:
    """Where a line's number stands among the others: 1.10 after 1.9, 1.5b after 1.5."""
    chapter, _, rest = number.partition(".")
    digits = rest.rstrip("abcdefgh")
    return int(chapter), int(digits), rest[len(digits) :]


def test_the_lines_stand_in_order_and_none_stands_twice() -> None:
    numbers = [match["number"] for match in features()]
    assert numbers == sorted(numbers, key=in_order), "sort docs/features.md by its first column; what is equal stays"
    assert [what for what, times in Counter(match["what"] for match in features()).items() if times > 1] == []


def test_a_line_without_its_page_or_test_is_caught() -> None:
    assert not is_there("/desk/no-such-page/")
    assert not is_there("rapport fly")
    assert not has_test("tests/test_docs.py::test_no_such_test")
    assert not has_test("tests/no_such_file.py")
    assert not has_test("tests/test_docs.py::test_there_are_features"), "that a line is written tests nothing"
    assert in_order("1.5") < in_order("1.5b") < in_order("1.6") < in_order("1.10") < in_order("2.1")


@pytest.mark.parametrize("folder", ["rapport/config", "rapport/interfaces/cli"])
def test_every_setting_is_documented(folder: str) -> None:
    documented = settings_in(text("docs/operations.md"))
    read = {name for path in (ROOT / folder).glob("*.py") for name in settings_in(path.read_text(encoding="utf-8"))}
    assert {name.removesuffix("_FILE") for name in read} - documented == set()


def test_no_setting_is_documented_that_nobody_reads() -> None:
    documented = {name.removesuffix("_FILE") for name in settings_in(text("docs/operations.md"))}
    sources = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "rapport").rglob("*.py"))
    assert documented - settings_in(sources) == set()


def test_every_command_in_the_documents_is_there() -> None:
    groups = "admin|import|mail|person"
    said = {
        named
        for name in ("README.md", "docs/operations.md", "docs/features.md")
        for named in re.findall(rf"rapport (?:{groups}) \w+|rapport (?!{groups})[a-z]+", code_of(name))
    }
    assert said - commands() == set()


def code_of(name: str) -> str:
    """What a document sets as code."""
    blocks = re.findall(r"```.*?```", text(name), re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`(rapport [^`]+)`", text(name))])


def documents() -> list[Path]:
    """Every document of ours."""
    folders = [path for name in ("docs", "rapport", "tests", "bench") for path in (ROOT / name).rglob("*.md")]
    return [*ROOT.glob("*.md"), *folders]


def links_of(document: Path) -> list[Path]:
    """Where the links of a document lead on this disk."""
    return [document.parent / link for link in LINK.findall(document.read_text(encoding="utf-8"))]


def test_every_link_leads_somewhere() -> None:
    lost = [f"{one.relative_to(ROOT)}: {link}" for one in documents() for link in links_of(one) if not link.exists()]
    assert lost == []


def test_every_how_to_is_in_its_index_and_every_picture_on_a_page() -> None:
    index = {link.name for link in links_of(ROOT / "docs/how-to/README.md")}
    assert {path.name for path in (ROOT / "docs/how-to").glob("*.md")} - index == {"README.md"}
    shown = {link.resolve() for one in documents() for link in links_of(one)}
    assert set((ROOT / "docs/pictures").glob("*.jpg")) - shown == set()


def test_what_the_threat_model_names_is_a_test_that_is_there() -> None:
    rows = [line for line in text("docs/threat-model.md").splitlines() if line.startswith("| ")][1:]
    cells = [row.strip("| ").rpartition("|")[2].strip() for row in rows]
    named = [one for cell in cells for one in re.split(r",\s*", cell)]
    assert [one for one in named if not has_test(one)] == []


def compared() -> list[list[str]]:
    """The rows of the comparison with others: what it is about, ours, and those of five others."""
    lines = [line for line in text("docs/comparison.md").splitlines() if line.count(" | ") >= 5]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if row[1:2] != ["Rapport"]]


def test_forty_things_are_compared_in_six_desks() -> None:
    rows = compared()
    assert len(rows) == 40
    assert {len(row) for row in rows} == {7}
    said = re.compile(r"\[(yes|in part|no)\][\[(]|no, because |no: not found$")
    assert [(row[0], cell) for row in rows for cell in row[1:] if not said.match(cell)] == []


def test_what_is_said_of_us_is_there() -> None:
    ours = [row[1] for row in compared()]
    linked = {link for cell in ours for link in LINK.findall(cell)}
    named = {where for cell in ours for where in re.findall(r"`([^`]+)`", cell)}
    assert [cell for cell in ours if not cell.startswith("no, because ") and not LINK.search(cell)] == []
    assert [link for link in linked if not (ROOT / "docs" / link).exists()] == []
    assert [where for where in named if not is_there(where)] == []


def test_every_cell_about_others_leads_somewhere_outside() -> None:
    asked = set(re.findall(r"\]\[(\w+)\]", text("docs/comparison.md")))
    given = dict(re.findall(r"^\[(\w+)\]: (https://\S+)$", text("docs/comparison.md"), re.MULTILINE))
    assert asked == set(given)
