"""What was answered to the questions after the lead one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import Q

from rapport.domains.surveys import rules
from rapport.domains.surveys.models.answers import Answer
from rapport.domains.surveys.types import QuestionKind, Said

LONGEST_KEY = 40


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


def told(answer: Answer) -> dict[str, Any]:
    """What was answered so far, as the history of an answer keeps it."""
    scales = scales_of(answer)
    found = {}
    for item in answer.items.order_by("key"):
        said = {"number": item.number, "choices": item.choices, "words": item.words}
        found[item.key] = {name: value for name, value in said.items() if value not in (None, [], "")}
        if item.key in scales:
            found[item.key]["scale"] = True
    return found


def numbers(before: Mapping[str, Any]) -> dict[str, int]:
    """The scale questions in what was told."""
    return {key: one["number"] for key, one in before.items() if one.get("scale")}


def scales(answer: Answer, replies: Sequence[Said]) -> dict[str, int]:
    """The numbers given on scales, by key; minutes and choices are not counted so."""
    of_scales = scales_of(answer) if replies else set()
    return {one.key: one.number for one in replies if one.key in of_scales and one.number is not None}


def scales_of(answer: Answer) -> set[str]:
    """The keys of the further questions that are scales in the wording this answer was given to."""
    wording = rules.wording_in(answer.version.wording, "en")
    return {one.key for one in wording.questions if one.kind == QuestionKind.SCALE}
