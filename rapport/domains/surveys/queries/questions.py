"""What a survey asks beyond its first question, as its newest wording says it; what figures need to know of it."""

from __future__ import annotations

from typing import Any

from rapport.domains.surveys.models import SurveyVersion
from rapport.domains.surveys.queries.samples import survey as one_survey
from rapport.domains.surveys.types import Asking, QuestionAsked
from rapport.foundation.actors import Actor


def asking_of(viewer: Actor, survey_id: int, *, language: str = "en") -> Asking:
    """Kind, scale and further questions of one survey; two statements. NotFound where it is not in reach."""
    survey = one_survey(viewer, survey_id)
    version = SurveyVersion.objects.filter(survey_id=survey_id).order_by("-number").first()
    wording: dict[str, Any] = version.wording if version else {}
    words: dict[str, Any] = wording.get(language) or wording.get("en") or next(iter(wording.values()), {})
    scale = words if "from" in words else wording
    return Asking(
        survey_id=survey_id,
        name=survey.name,
        kind=survey.kind,
        question=words.get("question", ""),
        low=_whole(scale.get("from")),
        high=_whole(scale.get("to")),
        better="low" if scale.get("better") == "low" else "high",
        questions=tuple(_question(one) for one in words.get("questions", ()) if one.get("key")),
        reasons=tuple(_choice(one) for many in words.get("reasons", {}).values() for one in many),
    )


def _question(one: dict[str, Any]) -> QuestionAsked:
    return QuestionAsked(
        key=str(one["key"]),
        kind=str(one.get("kind", "scale")),
        text=str(one.get("text", "")),
        low=_whole(one.get("from")) or 0,
        high=_whole(one.get("to")) or 0,
        better="low" if one.get("better") == "low" else "high",
        choices=tuple(_choice(choice) for choice in one.get("choices", ())),
        dimension=str(one.get("dimension") or ""),
    )


def _choice(choice: Any) -> tuple[str, str]:
    """A choice is a word, or a key with its word."""
    if isinstance(choice, dict):
        return str(choice.get("key", "")), str(choice.get("label") or choice.get("text") or choice.get("key", ""))
    if isinstance(choice, list | tuple) and len(choice) == 2:
        return str(choice[0]), str(choice[1])
    return str(choice), str(choice)


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
