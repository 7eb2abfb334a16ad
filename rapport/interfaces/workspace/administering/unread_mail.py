"""Mail in quarantine: read it again, or download it as it came; the list stands among the work that waits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions
from rapport.interfaces.web.access import staff_required
from rapport.interfaces.workspace.administering.hours import administrator


@staff_required
@require_POST
def read_again(request: HttpRequest, raw_mail_id: int) -> HttpResponse:
    """Try once more; where it fails, it stands here again with its reason."""
    actions.read_mail_again(raw_mail_id=raw_mail_id, actor=administrator(request), at=timezone.now())
    messages.success(request, "It is read again. If that fails, it stands here again in a minute.")
    return redirect("workspace:settings_work")


@staff_required
@require_POST
def download(request: HttpRequest, raw_mail_id: int) -> HttpResponse:
    """The mail as it came, saved and never shown; a POST, because it is noted who took it."""
    raw = actions.take_raw_mail(raw_mail_id=raw_mail_id, actor=administrator(request), at=timezone.now())
    response = HttpResponse(raw, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="mail-{raw_mail_id}.eml"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
