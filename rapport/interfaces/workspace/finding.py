"""Find: words, "phrases" and beginnings of words, in everything within reach."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rapport.domains.knowledge import queries as knowledge
from rapport.domains.knowledge.types import Synonym
from rapport.foundation import refs, search
from rapport.foundation.actors import Actor
from rapport.interfaces.look.web import actor_of, staff_required

SHOWN, READ = 25, 30  # matters on a page; a matter may be found by its subject and by several of its messages


@staff_required
def find(request: HttpRequest) -> HttpResponse:
    """Results, newest and best first; empty words show how to search."""
    actor = actor_of(request)
    asked = request.GET.get("q", "").strip()[:200]
    also = knowledge.synonyms(actor, asked) if asked else []
    found = search.find(actor, asked, synonyms=_others(also), size=READ) if asked else search.Found([])
    rows = _matters(actor, found.rows)
    words = {
        "asked": asked,
        "also": sorted({(one.shown, one.organisation) for one in also}),
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN or found.more,
        "now": timezone.now(),
    }
    return render(request, "workspace/find.html", words)


def _others(also: Sequence[Synonym]) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """What was typed, with what else it is called."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for one in also:
        found.setdefault(one.typed, []).append(one.other)
    return found


def _matters(actor: Actor, hits: Sequence[search.Hit]) -> list[refs.Card]:
    """The cards of what was found, each matter once, until there is more than a page of them."""
    named: dict[object, refs.Card] = {}
    for start in range(0, len(hits), SHOWN):
        some = [(hit.kind, hit.ref_id) for hit in hits[start : start + SHOWN]]
        cards = refs.cards(actor, some)
        for one in some:
            if one in cards:
                named.setdefault((cards[one].url_name, cards[one].args), cards[one])
        if len(named) > SHOWN:
            break
    return list(named.values())
