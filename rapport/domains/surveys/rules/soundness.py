"""Whether a wording can be asked: what is missing or wrong, at which place, in plain words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rapport.domains.surveys.rules.classes import SCALES
from rapport.domains.surveys.types import Felt, Part, QuestionKind, SurveyKind

KEY = re.compile(r"[a-z0-9_.]{1,40}")
LONGEST, LONGEST_LABEL = 300, 120
MOST_QUESTIONS, MOST_CHOICES, LEAST_OF_A_FACET = 40, 12, 3
CHOSEN = {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
Fault = tuple[str, str]


def faults_of(kind: str, wording: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by place: "en.question", "questions.2.en.text", "questions.2.scale", "whole"; empty when sound.

    Every language says the same: the same questions in the same order, the same scales, classes and choices.
    """
    if not wording:
        return {"whole": "A survey needs at least one language."}
    first = next(iter(wording.values()))
    found = [*_lead(kind, first), *_shared(first, kind)]
    for code, words in wording.items():
        found += [*_words(code, words), *_questions(code, words), *_reasons(code, words, first)]
        if _shape(words) != _shape(first):
            found.append(("whole", "The languages ask different questions. Every language asks the same ones."))
    return dict(reversed(found))  # of several at one place the first


def _lead(kind: str, words: Mapping[str, Any]) -> Iterator[Fault]:
    last = words.get("to", 10)
    if kind in SCALES and (words.get("from", 0), last) != SCALES[kind]:
        low, high = SCALES[kind]
        yield "scale", f"This kind of question is asked from {low} to {high}, or nobody could compare it."
    elif last is not None and not 0 <= words.get("from", 0) < last <= 10:
        yield "scale", "A scale begins at 0 or higher, ends at 10 or lower, and has at least two points."
    if last is None and not words.get("questions"):
        yield "whole", "There is nothing to answer yet: give the first question a scale, or add a question."


def _shared(words: Mapping[str, Any], kind: str) -> Iterator[Fault]:
    """What is the same in every language is looked at once."""
    rows: Sequence[Mapping[str, Any]] = words.get("questions", ())
    if len(rows) > MOST_QUESTIONS:
        yield "whole", f"That is more than {MOST_QUESTIONS} questions. Fewer are answered with more care."
    times = Counter(row["key"] for row in rows)
    for place, row in enumerate(rows):
        at = f"questions.{place}"
        if not KEY.fullmatch(row["key"]) or times[row["key"]] > 1:
            yield at, "This question is there twice."
        if row["kind"] == QuestionKind.SCALE and not 0 <= row.get("from", 1) < row.get("to", 7) <= 10:
            yield f"{at}.scale", "A scale begins at 0 or higher, ends at 10 or lower, and has at least two points."
        if row.get("only_for") and words.get("to", 10) is None:
            yield f"{at}.only_for", "Only a first question with a scale can part the answers into classes."
        if not set(row.get("only_for", ())) <= set(Felt):
            yield f"{at}.only_for", "Choose from the three classes."
    yield from _facets(kind, rows)


def _facets(kind: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    """A facet of trust has three questions or more (docs/measures.md 5); an expectation says what it is about."""
    if kind == SurveyKind.TRUST:
        scales = Counter(row.get("dimension", "") for row in rows if row["kind"] == QuestionKind.SCALE)
        few = [name for name in ("contact", "shared language", "trust") if scales[name] < LEAST_OF_A_FACET]
        if few:
            yield "whole", f"Each facet needs at least three questions, or its figure says nothing: {', '.join(few)}."
    if kind == SurveyKind.EXPECTATION and not any(row.get("part") in set(Part) for row in rows):
        yield "whole", "Keep at least one question about what is expected or found."


def _words(code: str, words: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _text(f"{code}.question", words["question"], "Write the question.")
    if words.get("to", 10) is not None:
        yield from _text(f"{code}.low", words["low"], "Say what the lowest number means.", LONGEST_LABEL)
        yield from _text(f"{code}.high", words["high"], "Say what the highest number means.", LONGEST_LABEL)
    if len(words.get("about", "")) > LONGEST:
        yield f"{code}.about", f"Say it in at most {LONGEST} characters."


def _questions(code: str, words: Mapping[str, Any]) -> Iterator[Fault]:
    for place, row in enumerate(words.get("questions", ())):
        at = f"questions.{place}.{code}"
        yield from _text(f"{at}.text", row["text"], "Write the question.")
        if row["kind"] == QuestionKind.SCALE:
            yield from _text(f"{at}.low", row.get("low", ""), "Say what the lowest number means.", LONGEST_LABEL)
            yield from _text(f"{at}.high", row.get("high", ""), "Say what the highest number means.", LONGEST_LABEL)
        elif row["kind"] in CHOSEN:
            yield from _choices(f"{at}.choices", row.get("choices", ()))


def _choices(at: str, choices: Sequence[Sequence[str]]) -> Iterator[Fault]:
    if not 2 <= len(choices) <= MOST_CHOICES:
        yield at, f"Offer two to {MOST_CHOICES} choices, one a line, as many in every language."
    if any(len(label) > LONGEST_LABEL or not label for _, label in choices):
        yield at, f"A choice has at most {LONGEST_LABEL} characters."
    if len({label for _, label in choices}) < len(choices):
        yield at, "A choice is there twice."


def _reasons(code: str, words: Mapping[str, Any], first: Mapping[str, Any]) -> Iterator[Fault]:
    for name, pairs in words["reasons"].items():
        at, others = f"{code}.reasons.{name}", first["reasons"].get(name, ())
        if len(pairs) > MOST_CHOICES:
            yield at, f"Offer at most {MOST_CHOICES} reasons."
        if any(len(label) > LONGEST_LABEL or not label for _, label in pairs):
            yield at, f"A reason has at most {LONGEST_LABEL} characters."
        if [key for key, _ in pairs] != [key for key, _ in others]:
            yield at, f"Every language offers the same reasons in the same order: {len(others)} lines here, too."


def _text(at: str, said: str, missing: str, most: int = LONGEST) -> Iterator[Fault]:
    if not said.strip():
        yield at, missing
    elif len(said) > most:
        yield at, f"Say it in at most {most} characters."


def _shape(words: Mapping[str, Any]) -> list[Any]:
    """Everything that must not differ between languages."""
    rows = [
        (
            row["key"],
            row["kind"],
            row.get("from", 1),
            row.get("to", 7),
            row.get("better", "high"),
            [key for key, _ in row.get("choices", ())],
            list(row.get("only_for", ())),
        )
        for row in words.get("questions", ())
    ]
    return [words.get("from", 0), words.get("to", 10), words.get("better", "high"), rows]
