"""What was answered to the questions after the lead one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q

from rapport.domains.surveys import rules
from rapport.domains.surveys.models.answers import Answer
from rapport.domains.surveys.types import QuestionKind, Said

LONGEST_KEY = 40
COUNTED = {QuestionKind.SCALE, QuestionKind.MINUTES, QuestionKind.SINGLE, QuestionKind.MULTIPLE}


class Tally(NamedTuple):
    """One thing to count: a number of a further question, one of its choices, or "" that it was answered at all."""

    question: str
    number: int | None
    choice: str


class AnswerItem(models.Model):
    """The answer to one further question, under the key it has in the version the answer was given to."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=LONGEST_KEY)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    choices = models.JSONField(default=list)
    words = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="answer_item_once", fields=["answer", "key"]),
            models.CheckConstraint(
                name="answer_item_within_a_week", condition=Q(number__isnull=True) | Q(number__lte=10_080)
            ),
        ]


def rows(answer: Answer, replies: Iterable[Said]) -> list[AnswerItem]:
    """One row for each question that was answered."""
    return [
        AnswerItem(answer=answer, key=one.key, number=one.number, choices=list(one.choices), words=one.words)
        for one in replies
    ]


def said_again(answer: Answer, said: Mapping[str, Any], replies: Iterable[Said]) -> bool:
    """Whether these columns and replies are what is stored already."""
    stored = {Said(one.key, one.number, tuple(one.choices), one.words) for one in answer.items.all()}
    return stored == set(replies) and all(getattr(answer, name) == value for name, value in said.items())


def told(answer: Answer) -> dict[str, Any]:
    """What was answered so far, as the history of an answer keeps it."""
    kinds = kinds_of(answer)
    found = {}
    for item in answer.items.order_by("key"):
        said = {"number": item.number, "choices": item.choices, "words": item.words}
        found[item.key] = {name: value for name, value in said.items() if value not in (None, [], "")}
        if kinds.get(item.key) in COUNTED:
            found[item.key]["counted"] = True
    return found


def told_counts(before: Mapping[str, Any]) -> list[Tally]:
    """What of this was counted."""
    counted = [(key, one) for key, one in before.items() if one.get("counted") or one.get("scale")]
    return [row for key, one in counted for row in _tallies(key, one.get("number"), one.get("choices", ()))]


def counts(answer: Answer, replies: Iterable[Said | AnswerItem]) -> list[Tally]:
    """What is counted of these replies: each number, and of choices how many answered and who chose which."""
    given = list(replies)
    kinds = kinds_of(answer) if given else {}
    counted = [one for one in given if kinds.get(one.key) in COUNTED]
    return [row for one in counted for row in _tallies(one.key, one.number, one.choices)]


def _tallies(key: str, number: int | None, choices: Sequence[str]) -> list[Tally]:
    return [Tally(key, number, ""), *(Tally(key, None, choice) for choice in choices)]


def kinds_of(answer: Answer) -> dict[str, QuestionKind]:
    """The further questions of the wording this answer was given to, by key."""
    wording = rules.wording_in(answer.version.wording, "en")
    return {one.key: one.kind for one in wording.questions}
