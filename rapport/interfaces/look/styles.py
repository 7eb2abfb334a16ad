"""Joins the style files, one per component, into the one sheet that a page asks for."""

import re
from pathlib import Path

import rcssmin  # of the tools for developers: the sheet is joined when it is written, not when it is served

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "css"
SHEET = FOLDER / "rapport.css"

# The cascade layers decide between layers; inside one layer a later file wins over an earlier one.
ORDER = (
    "layers",
    "fonts",
    "reset",
    "tokens",
    "base",
    "layout",
    "text",
    "masthead",
    "buttons",
    "fields",
    "rows",
    "ask",
    "help",
    "tables",
    "classes",
    "talk",
    "terms",
    "fold",
    "notices",
    "tabs",
    "menu",
    "dialog",
    "pages",
    "facts",
    "scale",
    "answer",
    "asked",
    "desk",
    "stages",
    "pairs",
    "figures",
    "line",
    "charts",
    "measures",
    "sequences",
    "sheet",
    "states",
)
# The tool takes the space of `.prose :is(ul, ol)` for one of `color :red`, and then no list in prose is meant any more.
WITHIN = re.compile(r"(?<=[\w\])*]) (?=:(?:is|where|has|not|first|last|nth|only)\b)")
HEADER = (
    "/* Rapport. Joined from the files beside it by rapport/interfaces/look/styles.py; change those, not this. */\n"
)


def joined() -> str:
    """Return the whole sheet as it should be committed: without comments and indents, which every visitor would pay."""
    written = "\n".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in ORDER)
    small = str(rcssmin.cssmin(WITHIN.sub(" *", written))).replace("}@layer", "}\n@layer")
    return HEADER + "\n".join(together(small.split("\n"))) + "\n"


def together(lines: list[str]) -> list[str]:
    """Neighbours of one layer stand in one block: its name is paid for once.

    >>> together(["@layer a{b{c:d}}", "@layer a{e{f:g}}", "@layer h{i{j:k}}"])
    ['@layer a{b{c:d}', 'e{f:g}}', '@layer h{i{j:k}}']
    """
    found: list[str] = []
    layer = ""
    for line in lines:
        named = re.match(r"@layer \w+\{", line)
        if named and named[0] == layer:
            found[-1] = found[-1].removesuffix("}")
        found.append(line.removeprefix(layer) if named and named[0] == layer else line)
        layer = named[0] if named else ""
    return found


def write() -> Path:
    """Write the sheet and say where it lies."""
    SHEET.write_text(joined(), encoding="utf-8")
    return SHEET


if __name__ == "__main__":
    print(write())
