"""How answers are kept: the page that says plainly who can see what, and what an administrator could do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapport.domains.people import queries as people
from rapport.interfaces.look.wording import modes


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The same for everybody; nothing on it depends on who is looking."""
    owner = "the owner of the survey, who is named there"
    rows = [
        ("By name", modes.promise(modes.NAMED, owner=owner)),
        ("Confidential", modes.promise(modes.CONFIDENTIAL)),
        ("Anonymous", modes.promise(modes.ANONYMOUS)),
    ]
    return render(request, "public/privacy.html", {"promises": rows, "brand": people.brand()})
