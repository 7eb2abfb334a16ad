"""What each template asks, whatever the language: scales, classes, the order of the questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rapport.domains.surveys.types import Asked, Felt, Judged, SurveyKind

UNHAPPY = ("came_back", "explain_again", "not_told", "my_time", "equipment", "spoken_to")
PASSIVE = ("knows_site", "fewer_steps", "reliable_day", "my_words", "right_first", "equipment_better")
HAPPY = ("know_my_site", "keep_word", "explain_well", "easy", "solve_it", "works_here")
BY_CLASS = {Felt.UNHAPPY.value: UNHAPPY, Felt.PASSIVE.value: PASSIVE, Felt.HAPPY.value: HAPPY}

QUALITIES = (
    ("reliability", "on_the_day"),
    ("responsiveness", "says_how_it_stands"),
    ("assurance", "knows_how"),
    ("empathy", "knows_my_work"),
    ("tangibles", "equipment_fits"),
)
FACETS = (
    ("contact", ("often_enough", "more_than_one", "know_whom")),
    ("shared language", ("our_words", "understand_us", "same_picture")),
    ("trust", ("keep_promises", "honest", "rely_on")),
)


@dataclass(frozen=True)
class Shape:
    """One template without its words; `last` is None where the first question is a title and no scale."""

    kind: str
    first: int = 1
    last: int | None = 7
    ends: str = "agree"
    judges: str = Judged.SERVICE
    asked: str = Asked.USER
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {felt.value: () for felt in Felt})
    questions: tuple[dict[str, Any], ...] = ()


def _scale(key: str, *, ends: str = "agree", **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": "scale", "from": 1, "to": 7, "better": "high", "ends": ends, **more}


def _qualities(*parts: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        _scale(f"{item}.{part}", ends="level", item=item, part=part, dimension=dimension)
        for dimension, item in QUALITIES
        for part in parts
    )


def _facets() -> tuple[dict[str, Any], ...]:
    return tuple(_scale(item, dimension=facet) for facet, items in FACETS for item in items)


MINUTES = {"key": "minutes_lost", "kind": "minutes", "only_for": [Felt.UNHAPPY.value, Felt.PASSIVE.value]}
SOLVED = {"key": "solved", "kind": "single", "offers": ("yes", "partly", "no")}
TRY = {"key": "what_to_try", "kind": "text", "only_for": [Felt.UNHAPPY.value]}
TOOLS = {
    "key": "what_holds_up",
    "kind": "multiple",
    "offers": ("search", "sign_in", "slow", "words", "equipment", "nothing"),
}
MINUTES_OF_ALL = {"key": "minutes_lost", "kind": "minutes"}
TOLD = {"key": "told_in_time", "kind": "single", "offers": ("yes", "late", "no")}

SHAPES: Mapping[str, Shape] = {
    "nps": Shape(SurveyKind.NPS, 0, 10, "likely", Judged.IT, reasons=BY_CLASS),
    "csat": Shape(SurveyKind.CSAT, 1, 5, "satisfied", reasons=BY_CLASS, questions=(SOLVED, TRY)),
    "ces": Shape(SurveyKind.CES, reasons=BY_CLASS, questions=(MINUTES,)),
    "trust": Shape(SurveyKind.TRUST, last=None, judges=Judged.IT, questions=_facets()),
    "expectation": Shape(SurveyKind.EXPECTATION, last=None, questions=_qualities("adequate", "desired")),
    "perception": Shape(SurveyKind.EXPECTATION, last=None, questions=_qualities("perceived")),
    "single": Shape(SurveyKind.SINGLE, ends="easier", questions=(TOLD,)),
    "own": Shape(
        SurveyKind.OWN, last=None, judges=Judged.IT, asked=Asked.FRONT_LINE, questions=(TOOLS, MINUTES_OF_ALL)
    ),
}
