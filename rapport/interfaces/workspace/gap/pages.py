"""The gap: facts beside perception, the flagged ones first, and everything about one of them."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapport.domains.insights import queries as insights
from rapport.domains.insights.types import GapKind, GapPage, GapRow, GapStanding
from rapport.domains.people import queries as people
from rapport.domains.surveys import queries as surveys
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look.wording import quarters
from rapport.interfaces.web import filters
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.gap import wording
from rapport.interfaces.workspace.gap.forms import CloseForm, TakeForm

TESTS_SHOWN = 4
FIRST = {"": (GapKind.SERVICE, GapKind.SITE), GapKind.TEAM.value: (GapKind.TEAM,)}


@require_safe
@staff_required
def gap(request: HttpRequest) -> HttpResponse:
    """Every group one looks after in a quarter."""
    filters.only(request.GET, "quarter", "by")
    page, by = _page(request), filters.one_of(request.GET, "by", FIRST)
    shown = _only(page, FIRST[by])
    claim, then = wording.headline(shown)
    flagged = shown.standing(GapStanding.FLAGGED)
    said = {
        "page": page,
        "claim": claim,
        "then": then,
        "as_of": wording.as_of(page),
        "quarter": quarters.label(page.quarter),
        "key": quarters.key(page.quarter),
        "quarters": quarters.choices(page.quarters, page.quarter),
        "by": by,
        "kinds": wording.kinds(page, by),
        "flagged": wording.drawn(flagged, page),
        "agree": wording.drawn([row for row in shown.rows if row.told is GapStanding.AGREE], page),
        "open": wording.drawn([row for row in shown.rows if row.told is GapStanding.OPEN], page),
        "silent": wording.silent(shown.standing(GapStanding.UNKNOWN)),
        "tests": [(row, *wording.tested(row.tested)) for row in flagged if row.tested][:TESTS_SHOWN],
        "ticked": next((row for row in flagged if row.ticks), None),
        "may_set": actor_of(request).reach.may("gaps.write"),
    }
    return render(request, "workspace/gap/gap.html", said)


@require_safe
@staff_required
def gap_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table, with nothing in it that the page does not show."""
    filters.only(request.GET, "quarter")
    page = _page(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="gap-{quarters.key(page.quarter)}.csv"'
    rows = csv.writer(response)
    rows.writerow(wording.CSV_HEAD)
    rows.writerows(wording.csv_row(row, page) for row in page.rows)
    return response


@require_safe
@staff_required
def one_gap(request: HttpRequest, kind: str, group_id: int) -> HttpResponse:
    """One group: both figures, whether lateness explains it, who said so, and who looks after it."""
    return one_page(request, kind, group_id)


def one_page(
    request: HttpRequest,
    kind: str,
    group_id: int,
    *,
    take: TakeForm | None = None,
    close: CloseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one group, with a form that was not right yet where there is one."""
    actor = actor_of(request)
    group = insights.gap_group(actor, kind, group_id)
    page = _page(request)
    row = next((one for one in page.rows if (one.kind, one.id) == (kind, group_id)), None)
    if row is None:
        raise NotFound("gap")
    owners = insights.gap_owners(actor, group)
    said = wording.one_words(row, page) | _spoken(actor, row, page)
    said |= {
        "kind": kind,
        "quarter": quarters.label(page.quarter),
        "key": quarters.key(page.quarter),
        "quarters": quarters.choices(page.quarters, page.quarter),
        "take_form": take or _take_form(row, actor, owners),
        "close_form": close or CloseForm(),
        "history": insights.gap_history(actor, kind, group_id),
        "now": timezone.now(),
    }
    return render(request, "workspace/gap/one.html", said, status=status)


def quarter_of(request: HttpRequest) -> date | None:
    """The quarter an address or a form names."""
    return quarters.named(request.POST) or quarters.named(request.GET)


def _page(request: HttpRequest) -> GapPage:
    wanted = quarter_of(request)
    page = insights.gap_page(actor_of(request), quarter=wanted, at=timezone.now())
    if wanted is not None and page.quarter != wanted:
        raise NotFound("quarter")  # nothing was counted then; another quarter does not stand in for it
    return page


def _only(page: GapPage, kinds: tuple[GapKind, ...]) -> GapPage:
    rows = tuple(row for row in page.rows if row.kind in kinds)
    return GapPage(page.quarter, page.quarters, page.as_of, page.survey_id, rows)


def _take_form(row: GapRow, actor: Actor, owners: list[tuple[int, str]]) -> TakeForm:
    initial: dict[str, Any] = {"owner_id": actor.person_id}
    if row.taken is not None:
        initial = {"owner_id": row.taken.owner_id, "next_step": row.taken.next_step, "next_on": row.taken.next_on}
    return TakeForm(initial=initial, owners=owners)


def _spoken(actor: Actor, row: GapRow, page: GapPage) -> dict[str, Any]:
    """Who was unhappy by name, only for whom they told it; and words that ten and more gave leave to print."""
    if page.survey_id is None or row.kind is GapKind.TEAM:
        return {"people": [], "voices": []}
    after = quarters.after(page.quarter)
    place = {"service_id": row.id} if row.kind is GapKind.SERVICE else {"site_id": row.id}
    asked: dict[str, Any] = {"survey_id": page.survey_id, "since": page.quarter, **place}
    found = surveys.unhappy_by_name(actor, until=after, **asked)
    cards = people.names(actor, {one.person_id for one in found})
    among = insights.words_released(actor, survey_id=page.survey_id)
    over = min(after, timezone.localdate().replace(day=1))
    return {
        "people": [(cards[one.person_id], one) for one in found if one.person_id in cards],
        "voices": surveys.words_of_group(actor, until=over, among=among, **asked),
    }
