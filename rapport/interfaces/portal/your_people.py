"""A client contact's pages: what was between the people of their organisation and us."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look import relationships
from rapport.interfaces.web.access import actor_of, signed_in_required

ABILITY = "relationships.organisation"
YEAR = timedelta(days=365)


@signed_in_required
def your_people(request: HttpRequest) -> HttpResponse:
    """Everybody of the organisation by name, with how much contact there was within a year."""
    actor, now = _contact(request), timezone.now()
    page = people.people(actor, after=request.GET.get("after"))
    counts = ledger.contact_counts(actor, [card.id for card in page.rows], since=now - YEAR)
    rows = [(card, counts.get(card.id)) for card in page.rows]
    return render(request, "portal/your_people.html", {"rows": rows, "next": page.next, "now": now})


@signed_in_required
def your_person(request: HttpRequest, key: str) -> HttpResponse:
    """What was between one of them and us: the line and its matters, without answers and notes."""
    actor, now = _contact(request), timezone.now()
    person = people.person_by_key(actor, key)
    if person.pk in actor.reach.person_ids:
        return redirect("portal:relationship")
    timeline = ledger.timeline(actor, person.pk, start=now - YEAR).as_of(now)
    made = list(promises.promises_to(actor, person.pk, at=now))
    words = {
        "person": person,
        "timeline": timeline,
        "line": relationships.draw_line(timeline, made, start=now - YEAR, at=now),
        "words": relationships.named(person.name),
        "now": now,
    }
    return render(request, "portal/your_person.html", words)


def _contact(request: HttpRequest) -> Actor:
    """For everybody else these pages are not there."""
    actor = actor_of(request)
    if actor.staff or not actor.reach.may(ABILITY):
        raise NotFound
    return actor
