"""The REST API's loyalty figures: the same rows as page and files, suppression included; notes and groups of words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field

from rapport.domains.insights import queries as insights
from rapport.domains.surveys import queries as surveys
from rapport.foundation.actors import Actor
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, actor_of

Survey = Path(..., ge=1, le=2**62)
How = Annotated[
    Literal["", "drawn", "after_episode", "volunteered", "again"],
    Query(description="The way answers came; empty takes drawn ones where there are any, else the way most came by."),
]
router = Router(tags=["loyalty"])


class SurveyOut(Schema):
    """One survey; figures of different surveys are never mixed."""

    id: int
    name: str
    kind: str
    judged: str
    service_id: int | None


class RowOut(Schema):
    """One figure; null where it is not shown, and `hidden` says why: few, beside or open."""

    section: str = Field(description="all, period, year, weighted, service, site, team, channel, way, language, …")
    key: str
    label: str
    period: str = Field(description="2026-10 or 2026-Q4; empty for all answers so far")
    n: int | None
    asked: int | None
    response_rate: float | None = Field(description="0 to 1, with its 95 % range beside")
    response_low: float | None
    response_high: float | None
    value: float | None = Field(description="in `unit`: points −100 to 100, percent, the scale's own, or minutes")
    low: float | None
    high: float | None
    unit: str
    favourable: float | None
    favourable_low: float | None
    favourable_high: float | None
    deviation: float | None = Field(description="standard deviation of single answers, where each of them may be shown")
    counts: str = Field(
        description="answer:how many, from ten answers on; by class where fewer than thirty would show single people"
    )
    change: float | None
    change_low: float | None
    change_high: float | None
    verdict: str
    needed: int | None = Field(description="answers in each period until a difference like this is clear")
    remark: str
    hidden: str
    how: str = Field(description="drawn, after_episode, volunteered or again; never two of them in one figure")
    answered: int | None = Field(description="of those asked; `n` of them are in the figure, the rest waits")


class ReadingOut(Schema):
    """Figures of one survey as of its last release, and how many answers have come in since it was started."""

    survey_id: int
    survey: str
    kind: str
    how: str = Field(description="the way these answers came")
    received_by_way: dict[str, int]
    as_of: datetime | None
    released: int = Field(description="answers that had come when figures were made; `n` of row `all` stand in them")
    received: int = Field(description="answers that have come by now")
    rows: list[RowOut]


class GroupOut(Schema):
    """Words that are like each other, ten or more, with up to three sentences that may be quoted here."""

    id: int
    name: str
    n: int
    value: float | None
    low: float | None
    high: float | None
    typical: list[str]


class WordsOut(Schema):
    """Words without a name, in an order drawn by lot; none where fewer than ten may be read, or were found."""

    survey_id: int
    as_of: datetime | None
    said: int
    rest: int = Field(description="of those said, in no group")
    open: int = Field(description="words that may be read")
    groups: list[GroupOut]
    words: list[dict[str, Any]] = Field(description="words, score and tags")
    few: bool = Field(description="fewer than ten may be read or were found, so none is shown; search more widely")
    next: int | None


class NoteOut(Schema):
    """A change or an outage beside the figures."""

    id: int
    on: date
    words: str
    kind: str


@router.get("surveys", response={200: list[SurveyOut], **FAULTS}, auth=needs("loyalty:read"))
def list_surveys(request: HttpRequest) -> Any:
    """Surveys within reach."""
    found = surveys.surveys(actor_of(request))
    return [{"id": s.pk, "name": s.name, "kind": s.kind, "judged": s.judged, "service_id": s.service_id} for s in found]


@router.get("loyalty/{survey_id}", response={200: ReadingOut, **FAULTS}, auth=needs("loyalty:read"))
def get_loyalty(request: HttpRequest, *, survey_id: int = Survey, how: How = "") -> Any:
    """Every figure of the Loyalty page, of the answers that came in one way."""
    found = insights.reading(_actor(request, survey_id), survey_id=survey_id, how=how)
    page = found.page
    return {
        "survey_id": page.survey_id,
        "survey": page.survey,
        "kind": page.judging.kind,
        "how": page.how,
        "received_by_way": dict(page.received_by_way),
        "as_of": page.as_of,
        "released": page.released,
        "received": page.received,
        "rows": found.rows,
    }


@router.get("loyalty/{survey_id}/words", response={200: WordsOut, **FAULTS}, auth=needs("loyalty:read"))
def list_words(
    request: HttpRequest,
    *,
    survey_id: int = Survey,
    search: str = Query("", max_length=100),
    after: int = Query(0, ge=0, le=100_000, description="The `next` of the page before."),
) -> Any:
    """Groups of words, and the list that may be read."""
    page = insights.their_words(_actor(request, survey_id), survey_id=survey_id, search=search, after=after)
    groups = [
        {"id": g.id, "name": g.name, "n": g.figure.n, "value": g.figure.points, "low": g.figure.low,
         "high": g.figure.high, "typical": list(g.typical)}
        for g in page.groups
    ]  # fmt: skip
    return {
        "survey_id": page.survey_id,
        "as_of": page.as_of,
        "said": page.said,
        "rest": page.rest,
        "open": page.open,
        "groups": groups,
        "words": [{"words": one.words, "score": one.score, "tags": list(one.tags)} for one in page.rows],
        "few": page.few or page.hidden,
        "next": page.next,
    }


@router.get("loyalty/{survey_id}/notes", response={200: list[NoteOut], **FAULTS}, auth=needs("loyalty:read"))
def list_notes(request: HttpRequest, survey_id: int = Survey) -> Any:
    """Changes and outages beside the figures of one survey."""
    return insights.annotations_of(_actor(request, survey_id), survey_id=survey_id)


def _actor(request: HttpRequest, survey_id: int) -> Actor:
    """Who calls; a survey out of reach is not there, whoever asks for its figures."""
    actor = actor_of(request)
    surveys.survey(actor, survey_id)
    return actor
