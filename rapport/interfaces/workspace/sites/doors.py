"""The public page of a site: opened, closed, and printed as a poster with its code."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rapport.domains.people import actions
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look.wording import languages
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.asking import poster as drawing

POSTERS = {
    "en": ("{site}: what do you need?", "No password. Point your camera here, or type:"),
    "de": ("{site}: Was brauchen Sie?", "Ohne Passwort. Kamera hierher halten oder eintippen:"),
}


def languages_of(theirs: str) -> list[tuple[str, str]]:
    """The languages a poster speaks, with their names: that of those who work there, then ours, then the rest."""
    ours = people.provider()
    first = [code.split("-")[0] for code in (theirs, ours.language if ours else "", *POSTERS)]
    spoken = dict.fromkeys(code for code in first if code in POSTERS)
    return [(code, languages.name_of(code)) for code in spoken]


def address_of(actor: Actor, site_id: int) -> str:
    """Where its page is; empty where it has none."""
    key = people.site_door(actor, site_id)
    return settings.BASE_URL + reverse("portal:at_site", args=[key]) if key else ""


@staff_required
@require_POST
def door(request: HttpRequest, site_id: int) -> HttpResponse:
    """Give it a page, or take it away."""
    actor, now = actor_of(request), timezone.now()
    people.site(actor, site_id)
    if "close" in request.POST:
        actions.close_site_door(site_id=site_id, actor=actor, at=now)
        messages.success(request, "The page is gone. Take down the posters: a new page has another address.")
    else:
        actions.open_site_door(site_id=site_id, actor=actor, at=now)
        messages.success(request, "The site has a page. Print its poster and put it where people look.")
    return redirect("workspace:site", site_id=site_id)


@staff_required
@require_safe
def poster(request: HttpRequest, site_id: int) -> HttpResponse:
    """The poster to print, in the language of the site unless another one is asked for."""
    actor = actor_of(request)
    site, address = people.site(actor, site_id), address_of(actor, site_id)
    if not address:
        raise NotFound("page")
    asked = request.GET.get("language", "")
    language = asked if asked in POSTERS else languages_of(site.organisation.language)[0][0]
    question, hint = POSTERS[language]
    said = {"question": question.format(site=site.name), "brand": people.brand(), "language": language, "hint": hint}
    drawn = drawing.draw(address=address, **said)
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
