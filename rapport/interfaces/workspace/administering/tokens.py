"""Tokens of programs: whose they are, what they may do, and ending one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.people import actions, queries
from rapport.interfaces.web.access import staff_required
from rapport.interfaces.workspace.administering.hours import administrator


@staff_required
def tokens(request: HttpRequest) -> HttpResponse:
    """Every token that was not ended; the tokens themselves are nowhere."""
    now = timezone.now()
    found = queries.all_tokens(administrator(request))
    rows = [(one, one.expires_at is not None and one.expires_at <= now) for one in found]
    return render(request, "workspace/administering/tokens.html", {"rows": rows, "now": now})


@staff_required
@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """The program is refused from now on."""
    actions.revoke_token(token_id=token_id, actor=administrator(request), at=timezone.now())
    messages.success(request, "It has ended. The program is refused from now on.")
    return redirect("workspace:tokens")
