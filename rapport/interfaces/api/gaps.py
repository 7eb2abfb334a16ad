"""The REST API's gaps by quarter and client reviews: the figures of the pages, and nothing they do not show."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from rapport.domains.insights import queries
from rapport.domains.insights.types import GapKind, GapRow, GapStanding, ReviewSeen, ServiceGap, Side
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, QUARTER, Id, actor_of, quarter_read, quarter_told
from rapport.interfaces.look.wording import quarters

READ = needs("loyalty:read")
router = Router(tags=["gaps"])


class FactsOut(Schema):
    """How many clocks that began in the quarter met their target; `goal` is the share published, 0 to 1 all."""

    kind: str = Field(description="Which clock was judged: the solution where one is aimed for, else the first answer.")
    met: int
    n: int
    share: float
    low: float
    high: float
    goal: float
    reached: bool


class ShareOut(Schema):
    """A share from 0 to 1 with its 95 % range and the counts it comes from."""

    value: float
    low: float
    high: float
    k: int
    n: int


class TakenOut(Schema):
    """Who looks after it, and what comes next."""

    owner_id: int | None
    owner: str
    next_step: str
    next_on: date | None
    taken_at: datetime


class GapOut(Schema):
    """One group: facts beside perception, never one number.

    `flagged`: the target is met, and even the upper end of satisfied people lies below `target`. `in_time` and `late`
    are unhappy people among those whose matters were in time or late, from answers by name. `by_name`: perception
    itself is from those alone. Null is not known, or not shown.
    """

    kind: GapKind
    id: int
    name: str
    beside: str = Field(description="A service's owner, a site's organisation.")
    standing: GapStanding
    facts: FactsOut | None
    satisfied: ShareOut | None
    target: float
    in_time: ShareOut | None
    late: ShareOut | None
    by_name: bool
    came: int = Field(description="How many answered as of now; more than stand in `satisfied` wait to join it.")
    taken: TakenOut | None


class GapsOut(Schema):
    """Every group that you look after, the flagged first; as of the last release."""

    quarter: str
    quarters: list[str]
    as_of: datetime | None
    survey_id: int | None
    rows: list[GapOut]


class ServiceFactsOut(FactsOut):
    """The same of one service."""

    service: str


class AgreedOut(Schema):
    """One thing agreed, and whose part it is."""

    id: int
    text: str
    side: Side
    who: str
    due_on: date | None
    done_on: date | None


class SignatureOut(Schema):
    """Who signed, and whether what they signed still stands as it was."""

    name: str
    side: Side
    signed_at: datetime
    stands: bool


class ScoreOut(Schema):
    """The score of what may be shown; null below ten answers."""

    n: int
    asked: int
    points: float | None
    low: float | None
    high: float | None
    response_rate: float | None


class ServiceGapOut(Schema):
    """One service as the people of this client see it, beside the facts of it; null is not known, or not shown."""

    service: str
    standing: GapStanding
    facts: FactsOut | None
    satisfied: ShareOut | None
    target: float
    score: ScoreOut | None


class ReviewOut(Schema):
    """The client review: facts, perception, words that may be quoted, and what was agreed.

    `whole`: perception is that of everybody in the organisation. Else it is the sum of the sites that may be shown;
    `hidden_sites` of `sites` are not in it.
    """

    organisation_id: int
    quarter: str
    standing: GapStanding
    facts: FactsOut | None
    facts_by_service: list[ServiceFactsOut]
    satisfied: ShareOut | None
    target: float
    score: ScoreOut | None
    sites: int
    hidden_sites: int
    whole: bool
    by_service: list[ServiceGapOut]
    words: list[str]
    agreed: list[AgreedOut]
    agreed_before: list[AgreedOut]
    signatures: list[SignatureOut]
    next_step: str
    next_on: date | None


@router.get("gaps", response={200: GapsOut, **FAULTS}, auth=needs("loyalty:read", staff=True))
def list_gaps(request: HttpRequest, quarter: str | None = QUARTER) -> Any:
    """The gaps of one quarter; all on one page."""
    page = queries.gap_page(actor_of(request), quarter=quarter_read(quarter), at=timezone.now())
    return {
        "quarter": quarter_told(page.quarter),
        "quarters": [quarter_told(one) for one in page.quarters],
        "as_of": page.as_of,
        "survey_id": page.survey_id,
        "rows": [_gap(row) for row in page.rows],
    }


@router.get("reviews/{organisation_id}", response={200: ReviewOut, **FAULTS}, auth=READ)
def get_review(request: HttpRequest, organisation_id: int = Id, quarter: str | None = QUARTER) -> Any:
    """The review of a client and quarter, to staff who may read loyalty and to the client's contact."""
    ended = quarters.before(quarters.of(timezone.localdate()))
    chosen = quarter_read(quarter) or ended
    return _review(queries.review(actor_of(request), organisation_id, quarter=chosen, at=timezone.now()))


def _gap(row: GapRow) -> dict[str, Any]:
    tested = row.tested
    return {
        **{name: getattr(row, name) for name in ("kind", "id", "name", "beside", "facts", "target")},
        **{name: getattr(row, name) for name in ("by_name", "taken", "satisfied", "came")},
        "standing": row.told,
        "in_time": tested.unhappy_met if tested else None,
        "late": tested.unhappy_missed if tested else None,
    }


def _service(one: ServiceGap) -> dict[str, Any]:
    felt = one.judged.satisfied if one.judged and one.facts else None
    return {**vars(one), "service": one.name, "satisfied": felt, "score": one.figure}


def _review(found: ReviewSeen) -> dict[str, Any]:
    by_service = [{**vars(facts), "reached": facts.reached, "service": name} for name, facts in found.facts_by_service]
    return vars(found) | {
        "quarter": quarter_told(found.quarter),
        "facts_by_service": by_service,
        "by_service": [_service(one) for one in found.by_service],
        "satisfied": found.judged.satisfied if found.judged else None,
        "score": found.figure,
        "agreed": found.actions,
        "agreed_before": found.before,
    }
