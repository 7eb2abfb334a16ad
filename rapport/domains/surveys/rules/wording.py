"""The words that ask: question, ends of the scale and the reasons each class is offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rapport.domains.surveys.types import Reason, Wording

REASONS = {
    "detractor": (
        ("came_back", "It came back"),
        ("explain_again", "I had to explain it again"),
        ("not_told", "I was not told in time"),
        ("my_time", "It took too much of my time"),
        ("equipment", "The equipment fails on site"),
        ("spoken_to", "How I was spoken to"),
    ),
    "passive": (
        ("knows_site", "Someone who knows my site"),
        ("fewer_steps", "Fewer steps for me"),
        ("reliable_day", "A day I can rely on"),
        ("my_words", "An answer in my words"),
    ),
    "promoter": (
        ("know_my_site", "They know my site"),
        ("keep_word", "They keep their word"),
        ("explain_well", "They explain it in my words"),
        ("easy", "It was easy for me"),
    ),
}


def default_wording(judged: str) -> dict[str, Any]:
    """The wording a new survey begins with, by language; `judged` is the provider or the service.

    >>> default_wording("Northwind Service")["en"]["question"]
    'How likely are you to recommend Northwind Service to a colleague?'
    """
    return {
        "en": {
            "question": f"How likely are you to recommend {judged} to a colleague?",
            "low": "not at all likely",
            "high": "extremely likely",
            "reasons": {name: [list(pair) for pair in pairs] for name, pairs in REASONS.items()},
        }
    }


def wording_in(wording: Mapping[str, Any], language: str) -> Wording:
    """The wording in a language, else in its main language, else in English."""
    words = wording.get(language) or wording.get(language.split("-", maxsplit=1)[0]) or wording["en"]
    reasons = {name: tuple(Reason(key, label) for key, label in pairs) for name, pairs in words["reasons"].items()}
    return Wording(words["question"], words["low"], words["high"], reasons)


def class_of(score: int) -> str:
    """Detractor 0–6, passive 7–8, promoter 9–10."""
    return "detractor" if score < 7 else "passive" if score < 9 else "promoter"


def reasons_of_class(wording: Wording, score: int, ticked: Iterable[str]) -> list[str]:
    """Those of the ticked reasons that belong to the class of the score; the form carries all three lists."""
    offered = {reason.key for reason in wording.reasons.get(class_of(score), ())}
    return [key for key in dict.fromkeys(ticked) if key in offered]
