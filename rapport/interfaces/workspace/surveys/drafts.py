"""A wording while it is being edited: read from the form, changed by its buttons, never stored by that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from rapport.domains.surveys.types import Felt, QuestionKind
from rapport.interfaces.web.ids import id_in

NONE = "none"
SCALES = ("0-10", "1-5", "1-7", "1-10", "1-3")
MOST = 41
Words = dict[str, Any]
Draft = dict[str, Words]


def read(form: QueryDict, *, old: Mapping[str, Any]) -> Draft:
    """The wording a form holds; choices and reasons keep the key they have in `old` while their words remain."""
    codes = [code for code in dict.fromkeys(form.get("languages", "").split(",")) if re.fullmatch(r"[a-z-]{2,8}", code)]
    draft: Draft = {}
    for code in codes:
        draft[code] = _words(form, code, draft.get(codes[0]), old)
    return draft


def _words(form: QueryDict, code: str, first: Words | None, old: Mapping[str, Any]) -> Words:
    start, end = _ends(form.get("scale", ""))
    was = old.get(code, {})
    reasons = {}
    for felt in Felt:
        lines = _lines(form.get(f"{code}.reasons.{felt}", ""))
        before = was.get("reasons", {}).get(felt.value, ())
        reasons[felt.value] = _keyed(lines, before, first["reasons"][felt.value] if first else None)
    questions = range(min(id_in(form.get("count")) or 0, MOST))
    return {
        **{name: form.get(f"{code}.{name}", "").strip() for name in ("question", "about", "low", "high")},
        "from": start,
        "to": end,
        "better": _better(form.get("better", "")),
        "reasons": reasons,
        "questions": [_question(form, place, code, first, was) for place in questions],
    }


def _question(form: QueryDict, place: int, code: str, first: Words | None, was: Mapping[str, Any]) -> Words:
    at = f"q{place}"
    kind = form.get(f"{at}.kind", "")
    said = {name: form.get(f"{at}.{code}.{name}", "").strip() for name in ("text", "low", "high")}
    row: Words = {"key": form.get(f"{at}.key", ""), "kind": kind if kind in set(QuestionKind) else "text", **said}
    row |= {name: form[f"{at}.{name}"] for name in ("item", "part", "dimension") if form.get(f"{at}.{name}")}
    only_for = [felt for felt in form.getlist(f"{at}.only_for") if felt in set(Felt)]
    row |= {"only_for": only_for} if only_for else {}
    if row["kind"] == QuestionKind.SCALE:
        start, end = _ends(form.get(f"{at}.scale", ""))
        row |= {"from": start, "to": 7 if end is None else end, "better": _better(form.get(f"{at}.better", ""))}
    elif row["kind"] in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        before = next((one.get("choices", ()) for one in was.get("questions", ()) if one["key"] == row["key"]), ())
        theirs = first["questions"][place]["choices"] if first else None
        row["choices"] = _keyed(_lines(form.get(f"{at}.{code}.choices", "")), before, theirs)
    return row


def _keyed(lines: Sequence[str], before: Sequence[Sequence[str]], first: Any) -> list[list[str]]:
    """Lines with their keys: those of the first language by place, else the old ones by their words or place."""
    if first is not None:
        keys = [key for key, _ in first]
        return [[keys[place] if place < len(keys) else f"more_{place}", line] for place, line in enumerate(lines)]
    known = {label: key for key, label in before}
    by_place = [key for key, _ in before] if len(before) == len(lines) else []
    found: list[list[str]] = []
    for place, line in enumerate(lines):
        key = known.get(line) or (by_place[place] if by_place else slug(line))
        taken = {one for one, _ in found}
        found.append([key if key not in taken else f"{key}_{place}"[:40], line])
    return found


def _lines(raw: str) -> list[str]:
    return [line.strip() for line in raw.splitlines() if line.strip()]


def _ends(raw: str) -> tuple[int, int | None]:
    found = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", raw)
    return (int(found[1]), int(found[2])) if found else (0, None)


def _better(raw: str) -> str:
    return "low" if raw == "low" else "high"


def slug(text: str) -> str:
    """A key from words.

    >>> slug("Größere Bildschirme, bitte")
    'grossere_bildschirme_bitte'
    """
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30] or "choice"


def changed(draft: Draft, do: str, form: QueryDict, *, templates: Mapping[str, Any]) -> Draft:
    """The wording after one of the form's buttons: add, up-2, down-2, remove-2, add_language, drop_language-de."""
    verb, _, which = do.partition("-")
    if verb == "add":
        return _added(draft, form.get("new_kind", ""))
    if verb == "add_language":
        return _in_one_more(draft, form.get("new_language", ""), templates)
    if verb == "drop_language" and len(draft) > 1:
        return {code: words for code, words in draft.items() if code != which}
    if verb in {"up", "down", "remove"} and (place := id_in(which)) is not None:
        return _moved(draft, verb, place)
    return draft


def _added(draft: Draft, kind: str) -> Draft:
    kind = kind if kind in set(QuestionKind) else QuestionKind.SCALE.value
    keys = {row["key"] for words in draft.values() for row in words["questions"]}
    key = next(name for name in (f"question_{n}" for n in range(1, MOST + 2)) if name not in keys)
    row: Words = {"key": key, "kind": kind, "text": "", "low": "", "high": ""}
    row |= {"from": 1, "to": 7, "better": "high"} if kind == QuestionKind.SCALE else {}
    return {code: {**words, "questions": [*words["questions"], dict(row)]} for code, words in draft.items()}


def _in_one_more(draft: Draft, code: str, templates: Mapping[str, Any]) -> Draft:
    """One more language: what the templates say of the same questions, and for the rest empty fields."""
    if not re.fullmatch(r"[a-z-]{2,8}", code) or code in draft:
        return draft
    first, said = next(iter(draft.values())), templates.get(code, {})
    rows = {row["key"]: row for row in said.get("questions", ())}
    texts = ("question", "about", "low", "high")
    reasons = {name: dict(map(tuple, pairs)) for name, pairs in said.get("reasons", {}).items()}
    words = {
        **first,
        **{name: said.get(name, "") for name in texts},
        "reasons": {
            name: [[key, reasons.get(name, {}).get(key, "")] for key, _ in pairs]
            for name, pairs in first["reasons"].items()
        },
        "questions": [_translated(row, rows.get(row["key"], {})) for row in first["questions"]],
    }
    return {**draft, code: words}


def _translated(row: Words, said: Mapping[str, Any]) -> Words:
    texts = {name: said.get(name, "") for name in ("text", "low", "high")}
    choices = dict(map(tuple, said.get("choices", ())))
    found = {**row, **texts}
    if "choices" in row:
        found["choices"] = [[key, choices.get(key, "")] for key, _ in row["choices"]]
    return found


def _moved(draft: Draft, verb: str, place: int) -> Draft:
    return {code: {**words, "questions": _reordered(words["questions"], verb, place)} for code, words in draft.items()}


def _reordered(rows: Sequence[Words], verb: str, place: int) -> list[Words]:
    found = list(rows)
    if place >= len(found):
        return found
    if verb == "remove":
        del found[place]
    else:
        other = place - 1 if verb == "up" else place + 1
        if 0 <= other < len(found):
            found[place], found[other] = found[other], found[place]
    return found
