"""What people write beside the figures: annotations of what happened, and benchmarks with their source."""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite

from django.db import transaction

from rapport.domains.insights import queries
from rapport.domains.insights.models import Annotation, Benchmark
from rapport.domains.insights.types import AnnotationKind
from rapport.domains.surveys import queries as surveys
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotAllowed, NotFound

MOST_NOTES, MOST_BENCHMARKS = 200, 6


class NothingSaid(ValueError):
    """A note needs words, a benchmark its name, its value on the scale, and its source."""


class TooMany(ValueError):
    """More of them than a chart can show."""


@transaction.atomic
def add_annotation(
    *, on: date, words: str, kind: str, survey_id: int | None = None, actor: Actor, at: datetime
) -> Annotation:
    """Write down what happened on a day; without a survey it stands beside the figures of all."""
    queries.refuse_all_but_staff(actor)
    if survey_id is not None:
        surveys.survey(actor, survey_id)
    if not words.strip() or kind not in list(AnnotationKind):
        raise NothingSaid("Say in a few words what happened, and whether it was a change, an outage or else.")
    if Annotation.objects.filter(on__year=on.year).count() >= MOST_NOTES:
        raise TooMany(f"There are {MOST_NOTES} notes for that year. Remove one that matters less.")
    made = Annotation.objects.create(
        survey_id=survey_id,
        on=on,
        words=words.strip()[:80],
        kind=kind,
        author_id=actor.person_id,
        written_at=at,
    )
    audit.record("annotation.added", actor=actor, subject_kind="annotation", subject_id=made.pk, at=at)
    return made


@transaction.atomic
def remove_annotation(*, annotation_id: int, actor: Actor, at: datetime) -> None:
    """Take away a note: one's own, or any for service owners and administrators."""
    queries.refuse_all_but_staff(actor)
    found = Annotation.objects.select_for_update().filter(pk=annotation_id).first()
    if found is None:
        raise NotFound
    if found.author_id != actor.person_id and not actor.reach.may("gaps.write"):
        raise NotAllowed("gaps.write")
    audit.record("annotation.removed", actor=actor, subject_kind="annotation", subject_id=found.pk, at=at)
    found.delete()


@transaction.atomic
def add_benchmark(
    *, survey_id: int, name: str, value: float, source: str, on: date, actor: Actor, at: datetime
) -> Benchmark:
    """Draw a line at the figure of others, with its source; the same name again replaces it."""
    _refuse_all_but_owners(actor)
    judging = queries.judging(actor, survey_id=survey_id)
    low, high = queries.scale_of(actor, judging)
    if not (name.strip() and source.strip() and isfinite(value) and low <= value <= high):
        raise NothingSaid(f"A benchmark needs a name, a source, and a value from {low:g} to {high:g}.")
    others = Benchmark.objects.filter(survey_id=survey_id).exclude(name=name.strip()[:60])
    if others.count() >= MOST_BENCHMARKS:
        raise TooMany(f"There are {MOST_BENCHMARKS} benchmarks. Remove one first: more lines cannot be told apart.")
    said = {"value": value, "source": source.strip()[:200], "on": on, "written_at": at}
    made, _ = Benchmark.objects.update_or_create(survey_id=survey_id, name=name.strip()[:60], defaults=said)
    audit.record("benchmark.added", actor=actor, subject_kind="benchmark", subject_id=made.pk, at=at)
    return made


@transaction.atomic
def remove_benchmark(*, benchmark_id: int, actor: Actor, at: datetime) -> None:
    """Take away a benchmark."""
    _refuse_all_but_owners(actor)
    found = Benchmark.objects.select_for_update().filter(pk=benchmark_id).first()
    if found is None:
        raise NotFound
    audit.record("benchmark.removed", actor=actor, subject_kind="benchmark", subject_id=found.pk, at=at)
    found.delete()


def _refuse_all_but_owners(actor: Actor) -> None:
    queries.refuse_all_but_staff(actor)
    actor.require("gaps.write")
