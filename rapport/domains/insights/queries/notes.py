"""What people wrote beside the figures, and in which range a benchmark may lie."""

from __future__ import annotations

from django.db.models import Q

from rapport.domains.insights.models import Annotation, Benchmark
from rapport.domains.insights.queries.counts import refuse_all_but_staff
from rapport.domains.insights.types import AnnotationSeen, BenchmarkSeen, Judging, Metric
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import Prepared

SHOWN = 60


def annotations_of(viewer: Actor, *, survey_id: int) -> list[AnnotationSeen]:
    """The newest notes of one survey and those of all, oldest first; `mine` may be taken away by the viewer."""
    refuse_all_but_staff(viewer)
    rows = _NOTES(NOBODY, survey=survey_id)
    any_of_them = viewer.reach.may("gaps.write")
    return [
        AnnotationSeen(one.pk, one.on, one.words, one.kind, any_of_them or one.author_id == viewer.person_id)
        for one in reversed(rows)
    ]


def benchmarks(viewer: Actor, *, survey_id: int) -> list[BenchmarkSeen]:
    """The benchmarks of one survey, the highest first."""
    refuse_all_but_staff(viewer)
    return [BenchmarkSeen(*row) for row in _BENCHMARKS(NOBODY, survey=survey_id)]


_NOTES = Prepared(
    lambda _nobody, *, survey: Annotation.objects.filter(Q(survey_id__in=survey) | Q(survey_id=None)).order_by(
        "-on", "-id"
    )[:SHOWN],
    "survey",
)
_BENCHMARKS = Prepared(
    lambda _nobody, *, survey: (
        Benchmark.objects.filter(survey_id__in=survey)
        .order_by("-value", "id")
        .values_list("pk", "name", "value", "source", "on")
    ),
    "survey",
)


def scale_of(viewer: Actor, judging: Judging) -> tuple[float, float]:
    """The ends of a survey's own figure: −100..100 for a net score, 0..100 for a share, else its scale."""
    del viewer  # arithmetic only
    return {Metric.NET: (-100.0, 100.0), Metric.SHARE: (0.0, 100.0)}.get(
        judging.metric, (float(judging.low), float(judging.high))
    )
