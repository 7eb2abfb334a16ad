"""Feeds in Settings: what came in, what was refused and why, and the secret, shown once."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.types import FeedSeen
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.feeds.forms import FeedForm


def _administrator(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    actor.require("settings.write")
    return actor


@staff_required
def feeds(request: HttpRequest) -> HttpResponse:
    """Every feed with what it sent last; below it the form for a new one."""
    actor = _administrator(request)
    form = FeedForm(request.POST or None, **_choices(actor))
    if request.method == "POST" and form.is_valid():
        try:
            feed_id, secret = actions.open_feed(actor=actor, at=timezone.now(), **form.cleaned_data)
            return _secret(request, queries.feed(actor, feed_id), secret)
        except actions.WrongFeed as error:
            form.add_error("source", str(error))
    words = {
        "feeds": queries.feeds(actor),
        "form": form,
        "readings": queries.readings_allowed(actor),
        "now": timezone.now(),
    }
    return render(request, "workspace/feeds/feeds.html", words, status=400 if form.errors else 200)


def _choices(actor: Actor) -> dict[str, list[tuple[int, str]]]:
    provider = people.provider()
    served = [one for one in people.organisations(actor) if provider is None or one.pk != provider.pk]
    return {
        "organisations": [(one.pk, one.name) for one in served],
        "teams": [(one.pk, one.name) for one in people.teams(actor)],
    }


@staff_required
def feed(request: HttpRequest, feed_id: int) -> HttpResponse:
    """One feed: counts, and the newest refused rows with their reasons."""
    actor = _administrator(request)
    words = {
        "feed": queries.feed(actor, feed_id),
        "refused": queries.refused_rows(actor, feed_id),
        "address": _address(),
        "now": timezone.now(),
    }
    return render(request, "workspace/feeds/feed.html", words)


@require_POST
@staff_required
def renew(request: HttpRequest, feed_id: int) -> HttpResponse:
    """A new secret; the one before is taken for a day."""
    actor = _administrator(request)
    secret = actions.renew_secret(feed_id=feed_id, actor=actor, at=timezone.now())
    return _secret(request, queries.feed(actor, feed_id), secret)


@require_POST
@staff_required
def end(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Take nothing more from this desk."""
    actions.end_feed(feed_id=feed_id, actor=_administrator(request), at=timezone.now())
    messages.success(request, "This desk writes nothing here any more. What it wrote stays.")
    return redirect("workspace:feed", feed_id=feed_id)


@require_POST
@staff_required
def readings(request: HttpRequest) -> HttpResponse:
    """Allow that people are asked whether we may note what they read, or stop it."""
    allow = "allow" in request.POST
    actions.set_readings(on=allow, actor=_administrator(request), at=timezone.now())
    messages.success(request, "People may be asked now." if allow else "Nothing that people read is noted any more.")
    return redirect("workspace:feeds")


def _secret(request: HttpRequest, found: FeedSeen, secret: str) -> HttpResponse:
    """The only page that ever shows a secret; no copy of it stays."""
    words = {"feed": found, "secret": secret, "address": _address(), "now": timezone.now()}
    response = render(request, "workspace/feeds/secret.html", words)
    response.headers["Cache-Control"] = "no-store"
    return response


def _address() -> str:
    return f"{settings.BASE_URL}{reverse('feed')}"
