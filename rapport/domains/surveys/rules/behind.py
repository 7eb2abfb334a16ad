"""Which languages still say what the main one said before: what was changed there and not here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Places = Mapping[str, Any]
Behind = dict[str, list[str]]
LEAD = ("question", "about", "low", "high")
PART = ("text", "low", "high", "choices")


def behind(before: Mapping[str, Any], after: Mapping[str, Any], *, known: Mapping[str, list[str]]) -> Behind:
    """By language the places that are old: changed in the main language now or earlier, and not in this one since.

    before, after: whole wordings by language, the main one first; known: what was behind until now.

    >>> old = {"en": {"question": "Easy?"}, "de": {"question": "Leicht?"}}
    >>> behind(old, {"en": {"question": "Quick?"}, "de": {"question": "Leicht?"}}, known={})
    {'de': ['question']}
    >>> behind(old, {"en": {"question": "Easy?"}, "de": {"question": "Schnell?"}}, known={"de": ["question"]})
    {}
    """
    main, *others = after
    then, now = places(before.get(main, {})), places(after[main])
    changed = {place for place, said in now.items() if place in then and then[place] != said}
    found: Behind = {}
    for code in others:
        was, here = places(before.get(code, {})), places(after[code])
        left = {place for place in changed | set(known.get(code, ())) if place in now and place in was}
        old = [place for place in now if place in left and here.get(place) == was[place]]
        if old:
            found[code] = old
    return found


def places(words: Mapping[str, Any]) -> dict[str, Any]:
    """Every text of one language by its place: question, low, reasons.unhappy, asked.<key>.text."""
    found: dict[str, Any] = {name: words.get(name, "") for name in LEAD}
    found |= {f"reasons.{felt}": _labels(pairs) for felt, pairs in words.get("reasons", {}).items()}
    for row in words.get("questions", ()):
        found |= {f"asked.{row['key']}.{name}": _labels(row[name]) for name in PART if name in row}
    return found


def _labels(said: Any) -> Any:
    return said if isinstance(said, str) else [label for _, label in said or ()]
