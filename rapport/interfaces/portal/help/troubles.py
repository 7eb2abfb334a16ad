"""Known problems as those who meet them read them: what to do, follow, and "I have it, too"."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.types import ProblemState
from rapport.interfaces.look.wording.german import say
from rapport.interfaces.portal.help.doors import or_sign_in
from rapport.interfaces.web.access import actor_of, signed_in_required

SAID = {
    "follow": "We tell you once, when it is fixed.",
    "stop": "We tell you nothing about it any more.",
    "report": "Thank you, you are counted. We tell you once, when it is fixed.",
}
DONE = {
    "follow": actions.follow_problem,
    "stop": actions.unfollow_problem,
    "report": actions.report_problem,
}


def problems(request: HttpRequest) -> HttpResponse:
    """What does not work now, then what was fixed last."""
    actor = actor_of(request)
    page = queries.problems(actor, after=request.GET.get("after"))
    fixed = queries.problems(actor, state=ProblemState.FIXED, size=10)
    told = {"rows": page.rows, "next": page.next, "fixed": fixed.rows, "now": timezone.now()}
    return render(request, "portal/help/problems.html", told)


@or_sign_in
def problem(request: HttpRequest, key: str) -> HttpResponse:
    """One known problem: what it is, what to do until then, when we expect it to be fixed."""
    told = {"problem": queries.problem(actor_of(request), key), "now": timezone.now()}
    return render(request, "portal/help/problem.html", told)


@require_POST
@signed_in_required
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Follow it, say that one has it, too, or stop following."""
    said = request.POST.get("decision", "follow")
    if said in DONE:
        DONE[said](key=key, actor=actor_of(request), at=timezone.now())
        messages.success(request, say(SAID[said]))
    return redirect("portal:problem", key=key)
