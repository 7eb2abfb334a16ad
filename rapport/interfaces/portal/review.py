"""A client contact reads the review of their organisation, and signs what was agreed for their side."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rapport.domains.insights import actions
from rapport.domains.insights import queries as insights
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look import reviews
from rapport.interfaces.look.wording import quarters
from rapport.interfaces.portal.your_people import ABILITY
from rapport.interfaces.web.access import actor_of, signed_in_required


@require_safe
@signed_in_required
def your_review(request: HttpRequest) -> HttpResponse:
    """Facts, perception, what was said, done and agreed in a quarter; the same figures as ours."""
    actor, now, quarter = actor_of(request), timezone.now(), _quarter(request)
    organisation_id = _own(actor)
    found = insights.review(actor, organisation_id, quarter=quarter, at=now)
    said = reviews.read(actor, found, at=now)
    said["quarters"] = quarters.choices(insights.review_quarters(actor, organisation_id, at=now), quarter)
    return render(request, "portal/review.html", said)


@require_POST
@signed_in_required
def sign_your_review(request: HttpRequest) -> HttpResponse:
    """Sign it for the client."""
    actor, quarter = actor_of(request), _quarter(request)
    try:
        actions.sign_review(organisation_id=_own(actor), quarter=quarter, actor=actor, at=timezone.now())
    except actions.NothingAgreed:
        messages.error(request, "There is nothing to sign yet. Nothing was changed.")
    return redirect(f"{reverse('portal:your_review')}?quarter={quarters.key(quarter)}")


def _own(actor: Actor) -> int:
    """The organisation somebody was named the contact of, their own first."""
    if actor.staff or not actor.reach.may(ABILITY) or not actor.reach.organisation_ids:
        raise NotFound
    return min(actor.reach.organisation_ids, key=lambda pk: (pk != actor.organisation_id, pk))


def _quarter(request: HttpRequest) -> date:
    return quarters.looked_back_on(request.POST, request.GET, today=timezone.localdate())
