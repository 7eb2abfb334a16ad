"""Everybody within reach, by name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.domains.people import queries
from rapport.interfaces.web.access import actor_of, staff_required


@staff_required
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody within reach, by name; a few letters narrow it."""
    search = request.GET.get("q", "").strip()[:100]
    actor = actor_of(request)
    page, merges = queries.people(actor, search=search, after=request.GET.get("after")), actor.reach.may("people.write")
    return render(
        request, "workspace/people.html", {"rows": page.rows, "next": page.next, "search": search, "merges": merges}
    )
