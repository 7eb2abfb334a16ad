"""Thanks for me, in the words they were given; those shown to all of us; and thanks between us."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.outreach import actions, queries
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.thanking import form_for, give


@staff_required
def thanks(request: HttpRequest) -> HttpResponse:
    """Thanks for the one who looks, and those shown to everybody here."""
    actor, now = actor_of(request), timezone.now()
    if request.method == "POST":
        actions.read_thanks(actor=actor, at=now)
        return redirect("workspace:thanks")
    mine = queries.thanks_for_me(actor, new=False, after=request.GET.get("after"))
    words = {
        "mine": mine.rows,
        "new": sum(one.new for one in mine.rows),
        "next": mine.next,
        "to_show": queries.thanks_to_publish(actor),
        "shown": queries.published_thanks(actor),
        "given": queries.thanks_given(actor, at=now).rows,
        "now": now,
    }
    return render(request, "workspace/outreach/thanks.html", words)


@staff_required
@require_POST
def show(request: HttpRequest, thanks_id: int) -> HttpResponse:
    """Show it to all who serve; the giver agreed."""
    try:
        actions.publish_thanks(thanks_id=thanks_id, actor=actor_of(request), at=timezone.now())
        messages.success(request, "All of us can read it now.")
    except actions.NotYoursToPublish as error:
        messages.error(request, str(error))
    return redirect("workspace:thanks")


@staff_required
def episode(request: HttpRequest, episode_id: int) -> HttpResponse:
    """Thanks between us: everybody who took part in an episode."""
    actor = actor_of(request)
    about = queries.thankable(actor, episode_id=episode_id, at=timezone.now())
    form = form_for(request, about.given)
    if request.method == "POST" and form.is_valid():
        refused = give(actor, form, episode_id=episode_id)
        if not refused:
            messages.success(request, "Your thanks are passed on.")
            return redirect("workspace:thanks")
        form.add_error(None, refused)
    words = {"about": about, "form": form, "now": timezone.now()}
    return render(request, "workspace/outreach/thank.html", words, status=400 if form.errors else 200)
