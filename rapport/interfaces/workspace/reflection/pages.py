"""Do we understand each other? What both sides tapped, by quarter; and one's own taps for everybody who serves."""

from __future__ import annotations

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapport.domains.ledger import queries
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.reflection import wording


@require_safe
@staff_required
def reflection(request: HttpRequest) -> HttpResponse:
    """Leads and owners see released quarters of their teams; every one of staff their own taps and nobody else's."""
    actor = actor_of(request)
    leads = actor.reach.may("loyalty.read")
    found = queries.reflections_between(actor) if leads else []
    own = queries.own_taps(actor, at=timezone.now())
    words = {
        "leads": leads,
        "lead": wording.lead(found),
        "groups": wording.shown(found),
        "hidden": wording.hidden(found),
        "own": wording.own(own) if own else [],
        "taps": own,
    }
    return render(request, "workspace/reflection/reflection.html", words)


@require_safe
@staff_required
def reflection_csv(request: HttpRequest) -> HttpResponse:
    """The same figures for a spreadsheet; what is hidden on the page is not in it either."""
    found = queries.reflections_between(actor_of(request))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="reflection.csv"'
    rows = csv.writer(response)
    rows.writerow(wording.COLUMNS)
    rows.writerows(line for one in found for line in wording.csv_rows(one))
    return response
