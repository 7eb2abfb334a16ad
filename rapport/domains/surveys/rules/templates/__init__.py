"""Wordings to begin with, for every kind of survey, complete in English and German."""

from __future__ import annotations

from typing import Any

from rapport.domains.surveys.rules.templates import english, german
from rapport.domains.surveys.rules.templates.shapes import SHAPES, Shape
from rapport.domains.surveys.types import Judged, Template

LANGUAGES = {"en": english.WORDS, "de": german.WORDS}


def templates() -> list[Template]:
    """Every template, in the order they are offered.

    >>> [one.key for one in templates()][:3]
    ['nps', 'csat', 'ces']
    """
    words = english.OFFERED
    return [Template(key, shape.kind, *words[key], shape.judges, shape.asked) for key, shape in SHAPES.items()]


def wording_of(
    key: str, judged: str, languages: tuple[str, ...] = ("en", "de"), *, of: Judged = Judged.IT
) -> dict[str, Any]:
    """The wording of a template by language; `judged` names the provider, or the service. KeyError for an unknown one.

    >>> wording_of("ces", "Mail", of=Judged.SERVICE)["de"]["question"]
    '„Wer sich um Mail kümmert, hat es mir leicht gemacht, mein Anliegen zu klären.“ Stimmen Sie zu?'
    """
    return {
        code: _put_together(SHAPES[key], LANGUAGES[code], f"{key}:{of}", judged)
        for code in languages
        if code in LANGUAGES
    }


def _put_together(shape: Shape, language: Any, key: str, judged: str) -> dict[str, Any]:
    lead = language["leads"].get(key) or language["leads"][key.partition(":")[0]]
    low, high = language["ends"][shape.ends] if shape.last is not None else ("", "")
    return {
        "question": _about(lead[0], judged),
        "about": _about(lead[1], judged),
        "low": low,
        "high": high,
        "from": 0 if shape.last is None else shape.first,
        "to": shape.last,
        "better": "high",
        "reasons": {
            felt: [[reason, language["reasons"][reason]] for reason in keys] for felt, keys in shape.reasons.items()
        },
        "questions": [_question(one, language, judged) for one in shape.questions],
    }


def _question(one: dict[str, Any], language: Any, judged: str) -> dict[str, Any]:
    said = language["questions"][one["key"].rsplit(".", 1)[0] if one.get("part") else one["key"]]
    text, choices = (said, ()) if isinstance(said, str) else (said[0], said[1:])
    row = {name: value for name, value in one.items() if name not in {"ends", "offers"}}
    row["text"] = _about(language["parts"].get(one.get("part", ""), "{item}").replace("{item}", text), judged)
    if one["kind"] == "scale":
        row["low"], row["high"] = language["ends"][one["ends"]]
    if choices:
        row["choices"] = [[key, label] for key, label in zip(one["offers"], choices, strict=True)]
    return row


def _about(text: str, judged: str) -> str:
    return text.replace("{judged}", judged)
