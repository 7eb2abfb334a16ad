"""Help pages: all that are for the reader, one to read, and one tap: did this help?"""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.types import ARTICLE
from rapport.domains.ledger import queries as ledger
from rapport.foundation import limits
from rapport.interfaces.look.wording.german import say
from rapport.interfaces.portal.help.doors import or_sign_in
from rapport.interfaces.web.access import actor_of

READER = "reader"  # names who taps without being signed in, for as long as their session


def articles(request: HttpRequest) -> HttpResponse:
    """Everything written that is for the reader, known problems on top."""
    actor = actor_of(request)
    page = queries.articles(actor, after=request.GET.get("after"))
    told = {
        "rows": [one for one in page.rows if one.shown],
        "next": page.next,
        "problems": queries.problems(actor, size=5).rows,
        "now": timezone.now(),
    }
    return render(request, "portal/help/articles.html", told)


@or_sign_in
def article(request: HttpRequest, key: str) -> HttpResponse:
    """One help page; looking at it writes nothing."""
    actor = actor_of(request)
    page = queries.article(actor, key)
    told = {
        "page": page,
        "article": page.article,
        "noted": actor.is_person and ledger.readings_noted(actor),
        "kind": ARTICLE,
        "now": timezone.now(),
    }
    return render(request, "portal/help/article.html", told)


@require_POST
@or_sign_in
def helped(request: HttpRequest, key: str) -> HttpResponse:
    """Yes or no, by one press; whoever says no is asked what they need."""
    actor, yes = actor_of(request), request.POST.get("helped") == "yes"
    reader = "" if actor.is_person else _reader(request)
    if actor.is_person or limits.allow(f"tap {request.META.get('REMOTE_ADDR', '')}", limit=60, per_seconds=3600):
        actions.tap_article(key=key, helped=yes, reader=reader, actor=actor, at=timezone.now())
    if yes:
        messages.success(request, say("Thank you. Good to know."))
        return redirect("portal:article", key=key)
    messages.info(request, say("Thank you, we look at it. Tell us what you need, and a person helps."))
    return redirect("portal:home")


def _reader(request: HttpRequest) -> str:
    if READER not in request.session:
        request.session[READER] = secrets.token_urlsafe(12)
    return str(request.session[READER])
