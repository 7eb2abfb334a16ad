"""What a poster at a site opens: what do you need, with the site filled in, signed in or not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from rapport.domains.desk import queries as desk
from rapport.domains.knowledge import queries as knowledge
from rapport.domains.people import queries as people
from rapport.domains.people.queries import SiteAt
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.portal import asking
from rapport.interfaces.web.access import actor_of

LOOKED_AT, SHOWN = 25, 5


@never_cache
def at_site(request: HttpRequest, key: str) -> HttpResponse:
    """The one box; beside it what is known to be broken there, and whom to ask for those who belong there."""
    actor, now = actor_of(request), timezone.now()
    found = people.site_at(actor, key, today=timezone.localdate(now))
    if actor.staff:
        return redirect("workspace:site", site_id=found.id)
    first: dict[str, Any] = {"at": key}
    services = [(one.pk, one.name) for one in people.services(actor)] if actor.is_person else []
    form = asking.AskForm(initial=first, services=services) if actor.is_person else asking.StrangerForm(initial=first)
    told = {
        "site": found,
        "form": form,
        "stranger": not actor.is_person,
        "mailboxes": desk.public_mailboxes(actor),
        "problems": _problems(actor, found),
        "now": now,
    }
    response = render(request, "portal/at_site.html", told)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def site_id_of(actor: Actor, form: asking.AskForm) -> int | None:
    """The site whose poster brought them; a page that was closed meanwhile is no reason to refuse what they wrote."""
    key = form.cleaned_data.get("at") or ""
    try:
        return people.site_at(actor, key, today=timezone.localdate()).id if key else None
    except NotFound:
        return None


def _problems(actor: Actor, found: SiteAt) -> list[Any]:
    """Those within reach of what is used there, and those about no service."""
    rows = knowledge.problems(actor, size=LOOKED_AT).rows
    theirs = [one for one in rows if one.service_id is None or one.service_id in found.service_ids]
    return (theirs if found.service_ids else rows)[:SHOWN]
