"""What somebody answered to the questions after the lead one, and when it is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapport.domains.surveys.types import Question, QuestionKind, Said, Wording

MOST_WORDS = 4000
MOST_MINUTES = 10_080  # a week


class NotAnAnswer(ValueError):
    """One question was answered with something it does not offer; `key` says which, the text what it offers."""

    def __init__(self, key: str, said: str) -> None:
        super().__init__(said)
        self.key = key


def asked_of(wording: Wording, felt: str) -> list[Question]:
    """The further questions that a class is asked."""
    return [one for one in wording.questions if not one.only_for or felt in one.only_for]


def replies(wording: Wording, felt: str, given: Mapping[str, Sequence[str]]) -> list[Said]:
    """What was answered to the questions of the class; unanswered ones are left out, every other key is ignored.

    Raises NotAnAnswer for a point beyond the scale, a choice that is not listed, too many words or minutes.
    """
    read = ((one, [str(v).strip() for v in given.get(one.key, ())]) for one in asked_of(wording, felt))
    return [READ[one.kind](one, values) for one, raw in read if (values := [value for value in raw if value])]


def _number(one: Question, values: Sequence[str]) -> Said:
    raw = values[0]
    if not re.fullmatch(r"[0-9]{1,2}", raw) or int(raw) not in one.points:
        raise NotAnAnswer(one.key, f"Choose a number from {one.first} to {one.last}.")
    return Said(one.key, number=int(raw))


def _choices(one: Question, values: Sequence[str]) -> Said:
    listed = {choice.key for choice in one.choices}
    chosen = tuple(dict.fromkeys(values))
    if not listed.issuperset(chosen):
        raise NotAnAnswer(one.key, "Choose from the list.")
    if one.kind == QuestionKind.SINGLE and len(chosen) > 1:
        raise NotAnAnswer(one.key, "Choose one of them.")
    return Said(one.key, choices=chosen)


def _text(one: Question, values: Sequence[str]) -> Said:
    if len(values[0]) > MOST_WORDS:
        raise NotAnAnswer(one.key, "Say it in at most 4,000 characters.")
    return Said(one.key, words=values[0])


def _minutes(one: Question, values: Sequence[str]) -> Said:
    raw = values[0]
    if not re.fullmatch(r"[0-9]{1,6}", raw) or int(raw) > MOST_MINUTES:
        raise NotAnAnswer(one.key, "Give whole minutes from 0 to 10,080, which is a week.")
    return Said(one.key, number=int(raw))


READ = {
    QuestionKind.SCALE: _number,
    QuestionKind.SINGLE: _choices,
    QuestionKind.MULTIPLE: _choices,
    QuestionKind.TEXT: _text,
    QuestionKind.MINUTES: _minutes,
}
