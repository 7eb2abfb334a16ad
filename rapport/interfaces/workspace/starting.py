"""The first run: from an empty place to a provider with an administrator, opened by a one-time link."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from rapport.domains.people import actions as people_actions
from rapport.foundation import actors, links
from rapport.interfaces.web import failures
from rapport.interfaces.web.access import actor_of
from rapport.interfaces.web.middleware import PERSON
from rapport.interfaces.workspace.settings_forms import ProviderForm


@never_cache
def start(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks five things; POST makes the provider and signs its first administrator in."""
    now = timezone.now()
    try:
        link = links.read(token, "invite", now)
    except links.WrongLink as error:
        return _used_up(request, error)
    if link.ref != people_actions.FIRST_RUN:
        return _worn(request, "It was made for something else.")
    form = ProviderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _set_up(request, token, form)
    return _asking(request, form, status=400 if form.errors else 200)


def _asking(request: HttpRequest, form: ProviderForm, *, status: int) -> HttpResponse:
    """Without the line that tells how to get here: whoever sees this page is here."""
    return render(request, "workspace/settings/start.html", {"form": form, "not_set_up": False}, status=status)


def _set_up(request: HttpRequest, token: str, form: ProviderForm) -> HttpResponse:
    now = timezone.now()
    try:
        said = form.cleaned_data | {"language": form.cleaned_data["language"] or "en"}
        made = people_actions.first_run(token=token, actor=actors.system(), at=now, **said)
    except links.WrongLink as error:  # the same form was sent twice, and the other one was faster
        return _used_up(request, error)
    except people_actions.AlreadySetUp:
        return _worn(request, "There is a provider here already.")
    except (people_actions.WrongZone, people_actions.WrongAddress) as error:
        form.add_error(None, str(error))
        return _asking(request, form, status=400)
    login(request, made.account, backend="django.contrib.auth.backends.ModelBackend")
    request.session[PERSON] = made.administrator_id
    return redirect("workspace:settings")


def _used_up(request: HttpRequest, error: links.WrongLink) -> HttpResponse:
    """Whoever set the place up a moment ago goes on; everybody else is told why the link is of no use."""
    if actor_of(request).reach.may("settings.write"):
        return redirect("workspace:settings")
    return _worn(request, str(error))


def _worn(request: HttpRequest, reason: str) -> HttpResponse:
    return failures.message(
        request,
        status=410,
        title="This link does not work any more",
        what=reason,
        safe="Nothing was changed.",
        todo="To the settings",
        url=reverse("workspace:settings"),
    )
