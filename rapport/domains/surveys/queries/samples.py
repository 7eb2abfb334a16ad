"""Surveys, their samples and frames, and how many answers have come in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, Q, QuerySet, Sum

from rapport.domains.surveys.models import Answer, FrameCell, Invitation, Sample, Survey
from rapport.domains.surveys.types import Judged, Mode, Outcome, SamplePage, SampleRow, StratumRow, SurveyKind
from rapport.foundation.actors import NOBODY, Actor, NotAllowed, NotFound
from rapport.foundation.prepared import Prepared

SHOWN = 36
MOST_WORDS, FEWEST_WORDS, PRINTED = 200, 10, 6


def surveys(viewer: Actor) -> list[Survey]:
    """Every survey, the one about the whole of IT first."""
    return list(Survey.objects.in_reach_of(viewer).select_related("service").order_by("judged", "id"))


def survey(viewer: Actor, survey_id: int) -> Survey:
    """One survey, or NotFound."""
    found = _ONE(viewer, survey=survey_id)
    if not found:
        raise NotFound
    return found[0]  # type: ignore[no-any-return]


def default_survey(viewer: Actor) -> Survey | None:
    """The loyalty question about the whole of IT, the first one where there are several."""
    del viewer  # its name and existence are public
    return next(iter(_DEFAULT(NOBODY)), None)


_ONE = Prepared(
    lambda viewer, *, survey: (
        Survey.objects.in_reach_of(viewer).select_related("service", "organisation").filter(pk__in=survey)
    ),
    "survey",
)
_DEFAULT = Prepared(
    lambda _viewer: Survey.objects.filter(judged=Judged.IT, kind=SurveyKind.NPS).order_by("id")[:1],
)


def samples(viewer: Actor, *, survey_id: int | None = None) -> list[SampleRow]:
    """The newest samples with what came back by now."""
    rows = Sample.objects.in_reach_of(viewer).select_related("survey").order_by("-month", "-id")
    if survey_id is not None:
        rows = rows.filter(survey_id=survey_id)
    shown = list(rows[:SHOWN])
    answered = dict(
        Invitation.objects.filter(sample__in=[s.pk for s in shown], answered_on__isnull=False)
        .values_list("sample")
        .annotate(n=Count("id"))
    )
    return [_row(sample, answered.get(sample.pk, 0) + _moved(sample)) for sample in shown]


def frame(viewer: Actor, sample_id: int) -> SamplePage:
    """One sample: its strata, how many stood in each, and why people were skipped; no names."""
    sample = Sample.objects.in_reach_of(viewer).select_related("survey").filter(pk=sample_id).first()
    if sample is None:
        raise NotFound
    answered = Invitation.objects.filter(sample=sample, answered_on__isnull=False).count() + _moved(sample)
    cells = FrameCell.objects.filter(sample=sample)
    skipped = cells.filter(outcome=Outcome.SKIPPED).values_list("reason").annotate(many=Sum("n")).order_by("-many")
    return SamplePage(_row(sample, answered), _strata(cells), list(skipped))


def frame_sizes(viewer: Actor, *, survey_id: int, month: date) -> dict[str, int]:
    """How many people stood in each stratum of that month's frame; empty without a sample."""
    refuse_all_but_staff(viewer)
    cells = FrameCell.objects.filter(sample__survey_id=survey_id, sample__month=month)
    inside = cells.exclude(outcome=Outcome.SKIPPED)
    return dict(inside.values_list("stratum").annotate(many=Sum("n")))


def words_to_print(viewer: Actor, *, survey_id: int, before: date, among: Collection[int]) -> list[str]:
    """What people said with their leave to print it, once ten did; in an order that tells nothing.

    among: the answers whose words were released, for the newest sentence alone would be that of whoever just answered.
    """
    refuse_all_but_staff(viewer)
    with_leave = Answer.objects.filter(survey_id=survey_id, may_print=True, month__lt=before.replace(day=1))
    rows = with_leave.exclude(words="").order_by("-month", "id").values_list("pk", "words")[:MOST_WORDS]
    words = [said for pk, said in rows if pk in among]
    return sorted(words, key=lambda said: (len(said), said))[:PRINTED] if len(words) >= FEWEST_WORDS else []


def _moved(sample: Sample) -> int:
    """Answers of an anonymous sample as they were moved, five and more at a time; who said yes is not counted live."""
    if sample.survey.default_mode != Mode.ANONYMOUS:
        return 0
    return Answer.objects.filter(survey_id=sample.survey_id, month=sample.month, mode=Mode.ANONYMOUS).count()


def refuse_all_but_staff(viewer: Actor) -> None:
    """Frames and counts cover every organisation, so the contact of one client does not read them."""
    if not viewer.staff:
        raise NotAllowed("loyalty.read")
    viewer.require("loyalty.read")


def _strata(cells: QuerySet[FrameCell]) -> list[StratumRow]:
    inside = cells.exclude(outcome=Outcome.SKIPPED).values_list("site__name", "service__name", "stratum")
    counted = inside.annotate(
        framed=Sum("n"), drawn=Sum("n", filter=Q(outcome=Outcome.DRAWN), default=0), chance=Max("probability")
    )
    return [
        StratumRow(site or "no site", service, framed, drawn, chance)
        for site, service, _, framed, drawn, chance in counted.order_by("site__name", "service__name", "stratum")
    ]


def _row(sample: Sample, answered: int) -> SampleRow:
    return SampleRow(
        id=sample.pk,
        survey=sample.survey.name,
        month=sample.month,
        size=sample.size,
        seed=sample.seed,
        rest_days=sample.rest_days,
        framed=sample.framed,
        drawn=sample.drawn,
        skipped=sample.skipped,
        made_at=sample.made_at,
        sent_at=sample.sent_at,
        frame_hash=sample.frame_hash,
        answered=answered,
    )
