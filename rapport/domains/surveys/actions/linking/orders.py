"""Attempts by order: does any order of the invitations go with any order of the answers?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rapport.domains.surveys import rules
from rapport.domains.surveys.actions.linking.traces import _models_beside
from rapport.domains.surveys.models import AnonymousAsk, AnonymousInvitation, Answer, FrameRow
from rapport.domains.surveys.models.places import places_of
from rapport.domains.surveys.types import Attempt, Mode
from rapport.foundation.actors import Actor

CHANCE = 0.0005
ENOUGH, AGREES = 10, 0.4


def orders_of_rows(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Pair the first yes with the first answer, the second with the second, by every two orders: do places agree?"""
    invited, answered = places_of(AnonymousInvitation), places_of(Answer)
    where = _where_asked()
    hits: list[str] = []
    tried = compared = 0
    for survey_id in AnonymousInvitation.objects.order_by().values_list("survey_id", flat=True).distinct():
        yes = {pk: place for pk, place in _of(invited, survey_id).items() if pk in where}
        answers = _answers(survey_id)
        compared += min(len(yes), len(answers))
        for left in _names(yes):
            for right in _names({pk: answered[pk] for pk in answers}):
                here = [where[pk] for pk in sorted(yes, key=lambda pk: yes[pk][left])]
                there = [answers[pk] for pk in sorted(answers, key=lambda pk: answered[pk][right])]
                tried += 1
                if (chance := rules.agreement_by_chance(here, there)) < CHANCE:
                    hits.append(f"{left} with {right} (p {chance:.4f})")
    words = f"{tried} pairs of orders tried; {', '.join(hits) or 'none goes with another'}"
    return [Attempt("orders", "yes and answers in the same order, by place", compared, not hits, words)]


def orders_beside(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Rows elsewhere that lead to answers without a name and say no more: does their order go with that of answers?"""
    hits: list[str] = []
    n = 0
    unnamed = Answer.objects.exclude(mode=Mode.NAMED)
    for model in _models_beside():
        leads = dict(model._base_manager.filter(answer_id__in=unnamed.values("pk")).values_list("pk", "answer_id"))
        n += len(leads)
        places = places_of(model) if len(leads) >= ENOUGH else {}
        hits += [
            f"{model._meta.label} by {name}"
            for name in _names(places)
            if _goes_with([places[pk][name] for pk in leads], list(leads.values()))
        ]
    return [Attempt("orders", "rows that lead to answers, beside these", n, not hits, ", ".join(hits) or "by lot")]


def _goes_with(one: list[Any], other: list[int]) -> bool:
    rho, chance = rules.rank_correlation(one, other)
    return abs(rho) >= AGREES and chance < CHANCE


def _where_asked() -> dict[int, str]:
    """For each invitation with a yes the place its answer may keep."""
    found = {}
    kept = dict(AnonymousAsk.objects.values_list("sample_id", "kept"))
    cells: dict[tuple[int, int], str] = {}
    for sample_id in kept:
        rows = FrameRow.objects.filter(sample_id=sample_id, person__isnull=False)
        for person, *cell in rows.values_list("person_id", "organisation_id", "site_id", "service_id").iterator():
            cells[sample_id, person] = ":".join(str(part or "") for part in cell)
    answered = AnonymousInvitation.objects.filter(answered=True, person__isnull=False)
    for pk, sample_id, person in answered.values_list("pk", "sample_id", "person_id"):
        cell = kept.get(sample_id, {}).get(cells.get((sample_id, person), ""))
        if cell is not None:
            found[pk] = str(tuple(cell))
    return found


def _answers(survey_id: int) -> dict[int, str]:
    rows = Answer.objects.filter(survey_id=survey_id, mode=Mode.ANONYMOUS)
    return {pk: str(tuple(cell)) for pk, *cell in rows.values_list("pk", "organisation_id", "site_id", "service_id")}


def _of(places: Mapping[int, dict[str, Any]], survey_id: int) -> dict[int, dict[str, Any]]:
    """Where the yes of one survey stand, with every column that could be ordered by."""
    rows = AnonymousInvitation.objects.filter(survey_id=survey_id, answered=True)
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for pk, person, sent, reminded in rows.values_list("pk", "person_id", "sent_on", "reminded_on"):
        days = {"sent_on": (str(sent), pk), "reminded_on": (str(reminded), pk)}
        found[pk] = places[pk] | {"person": person or 0} | days
    return found


def _names(places: Mapping[int, dict[str, Any]]) -> list[str]:
    return list(next(iter(places.values()), {}))
