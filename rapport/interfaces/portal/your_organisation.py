"""A client contact's page of their whole organisation: what was between all of them and us."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rapport.domains.ledger.types import Group, GroupNarrowed
from rapport.domains.people import queries as people
from rapport.foundation.actors import NotFound
from rapport.interfaces.look import groups, relationships
from rapport.interfaces.look.wording import line_words
from rapport.interfaces.portal.your_people import ABILITY
from rapport.interfaces.web.access import actor_of, signed_in_required

MONTHS = 12


@signed_in_required
def your_organisation(request: HttpRequest) -> HttpResponse:
    """Contact within a year, what it costs both sides, promises and who knows whom; no notes, answers, next steps."""
    actor, now = actor_of(request), timezone.now()
    if actor.staff or not actor.reach.may(ABILITY):
        raise NotFound
    granted = sorted(actor.reach.organisation_ids, key=lambda pk: (pk != actor.organisation_id, pk))
    organisation_id = granted[0] if granted else 0
    name = people.organisation(actor, organisation_id).name
    since = groups.months_back(timezone.localdate(now), MONTHS)
    found = groups.read(actor, Group(organisation_id), GroupNarrowed(since), at=now)
    months, unit = groups.line_of_months(found, since=since, at=now)
    claim, then = groups.opening(found.effort, period="in twelve months", said=line_words.THEIRS)
    words = {
        "name": name,
        "found": found,
        "claim": claim,
        "then": then,
        "months": months,
        "caption": groups.caption_of(unit, said=line_words.THEIRS),
        "episodes_line": groups.line_of_episodes(found, at=now),
        "costs": groups.costs_and_brings(found.effort, found.kept, said=line_words.YOURS),
        "words": relationships.named(name),
        "now": now,
    }
    return render(request, "portal/your_organisation.html", words)
