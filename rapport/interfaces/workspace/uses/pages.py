"""The services somebody uses: which, since when, one more, and the end of one."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.people import actions, queries
from rapport.domains.people.types import UseSeen
from rapport.foundation.actors import NotFound
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.uses.forms import EndForm, UseForm

LATER = "That day has not come yet. Say it when it has; nothing was changed."


@staff_required
def uses(request: HttpRequest, person_id: int) -> HttpResponse:
    """What they use, and one service more."""
    actor, today = actor_of(request), timezone.localdate()
    actor.require("people.write")
    used = queries.uses_of(actor, person_id)
    own = {one.service_id for one in used if one.until is None and not one.of_site}
    free = [pair for pair in queries.service_names(actor) if pair[0] not in own]
    form = UseForm(request.POST or None, services=free, initial={"since": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["since"] > today:
            form.add_error("since", LATER)
        else:
            actions.record_use(
                service_id=given["service"],
                since=given["since"],
                person_ids=[person_id],
                actor=actor,
                at=timezone.now(),
            )
            messages.success(request, "Kept. They can be asked about this service from now on.")
            return redirect("workspace:uses", person_id=person_id)
    return _shown(request, person_id, used, form if free else None, None)


@staff_required
@require_POST
def end(request: HttpRequest, person_id: int, service_id: int) -> HttpResponse:
    """They do not use it any more."""
    actor, today = actor_of(request), timezone.localdate()
    actor.require("people.write")
    used = queries.uses_of(actor, person_id)
    ending = next((one for one in used if _open(one) and one.service_id == service_id), None)
    if ending is None:
        raise NotFound
    form = EndForm(request.POST)
    if form.is_valid():
        wrong = _wrong(form.cleaned_data["until"], ending, today)
        if wrong:
            form.add_error("until", wrong)
        else:
            actions.end_use(
                service_id=service_id,
                until=form.cleaned_data["until"],
                person_ids=queries.same_human(actor, person_id),
                actor=actor,
                at=timezone.now(),
            )
            messages.success(request, f"{ending.service} has ended for them. What they said about it stays.")
            return redirect("workspace:uses", person_id=person_id)
    return _shown(request, person_id, used, None, (service_id, form))


def _wrong(until: date, ending: UseSeen, today: date) -> str:
    if until > today:
        return LATER
    return f"They began on {ending.since:%-d %B %Y}; the last day cannot be before." if until < ending.since else ""


def _open(one: UseSeen) -> bool:
    return one.until is None and not one.of_site


def _shown(
    request: HttpRequest,
    person_id: int,
    used: list[UseSeen],
    form: UseForm | None,
    ending: tuple[int, EndForm] | None,
) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    own = queries.services_of(actor, [person_id])
    rows = []
    for one in used:
        blank = EndForm(initial={"until": today}, auto_id=f"id_{one.service_id}_%s")
        given = ending[1] if ending and ending[0] == one.service_id else blank
        rows.append((one, given if _open(one) else None))
    words = {
        "card": queries.names(actor, [person_id])[person_id],
        "rows": rows,
        "form": form,
        "now": timezone.now(),
        "n": len(own.get(person_id, [])),
    }
    wrong = bool((form and form.errors) or (ending and ending[1].errors))
    return render(request, "workspace/uses/uses.html", words, status=400 if wrong else 200)
