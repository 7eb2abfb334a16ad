"""Find: words, "phrases" and beginnings of words, in everything within reach."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rapport.foundation import refs, search
from rapport.interfaces.look.web import actor_of, staff_required


@staff_required
def find(request: HttpRequest) -> HttpResponse:
    """Results, newest and best first; empty words show how to search."""
    actor = actor_of(request)
    asked = request.GET.get("q", "").strip()[:200]
    found = search.find(actor, asked) if asked else None
    cards = refs.cards(actor, [(r.kind, r.ref_id) for r in found.rows]) if found else {}
    each = [cards[(r.kind, r.ref_id)] for r in found.rows if (r.kind, r.ref_id) in cards] if found else []
    rows = list({(card.url_name, card.args): card for card in each}.values())  # a matter is named once
    words = {"asked": asked, "rows": rows, "more": bool(found and found.more), "now": timezone.now()}
    return render(request, "workspace/find.html", words)
