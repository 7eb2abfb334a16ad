"""Marks of answers where one page shows those of a survey whose scale it knows."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from rapport.interfaces.look.wording import words

register = template.Library()


@register.inclusion_tag("look/_class.html")
def score_mark(score: int, classes: Mapping[int, str], kind: str) -> dict[str, object]:
    """{% score_mark 4 classes "csat" %}: a score with the class that its own scale gives it."""
    return {"name": classes.get(score, "passive"), "shown": words.mark_of(score, mood="passive", kind=kind)[1]}
