"""One mailbox: its identity, its team, where its mail is; paused, or removed with what it brought left in place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import MailboxCard
from rapport.domains.people import queries as people
from rapport.foundation import secrets
from rapport.foundation.actors import Actor
from rapport.interfaces.mail import testing
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.settings_forms import MailboxForm


class MailboxEdit(MailboxForm):
    """The same questions of a mailbox there is; its address names it, so it stays."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        del self.fields["address"]
        self.fields["imap_password"].help_text = "Left empty: the one we have. Kept sealed, never shown again."


def _administrator(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    actor.require("settings.write")
    return actor


@staff_required
def mailbox(request: HttpRequest, mailbox_id: int) -> HttpResponse:
    """Change a mailbox, or try it as it is entered; the test says the exact fault and keeps nothing."""
    actor = _administrator(request)
    found = queries.mailbox(actor, mailbox_id)
    form = MailboxEdit(
        request.POST or None,
        teams=[(team.pk, team.name) for team in people.teams(actor)],
        initial={name: getattr(found, name) for name in MailboxForm.base_fields if hasattr(found, name)},
    )
    tried = None
    if request.method == "POST" and form.is_valid():
        if "test" in request.POST:
            tried = _tried(actor, mailbox_id, form.cleaned_data)
        else:
            actions.change_mailbox(mailbox_id=mailbox_id, actor=actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "The mailbox is kept like this. Letters look like it from now on.")
            return redirect("workspace:mailbox", mailbox_id=mailbox_id)
    words = {"box": found, "form": form, "tried": tried, "now": timezone.now()}
    return render(request, "workspace/mailboxes/mailbox.html", words, status=400 if form.errors else 200)


def _tried(actor: Actor, mailbox_id: int, given: dict[str, Any]) -> testing.Tried:
    """With the password entered, else the one we have, which is sent to the server it was kept for and to no other."""
    password = given["imap_password"]
    kept: MailboxCard = queries.mailbox(actor, mailbox_id)
    if not password and given["imap_host"]:
        asked = (given["imap_host"], given["imap_port"], given["imap_user"])
        if asked != (kept.imap_host, kept.imap_port, kept.imap_user):
            return testing.Tried(False, "For another server or user enter the password, too. Nothing was sent.")
        sealed = queries.account_of(actor, mailbox_id)
        try:
            password = secrets.unseal(sealed) if sealed else ""
        except secrets.WrongKey as error:
            return testing.Tried(False, str(error))
    return testing.try_mailbox(
        host=given["imap_host"], port=given["imap_port"], user=given["imap_user"], password=password
    )


@require_POST
@staff_required
def pause(request: HttpRequest, mailbox_id: int) -> HttpResponse:
    """Fetch nothing for now."""
    actions.pause_mailbox(mailbox_id=mailbox_id, actor=_administrator(request), at=timezone.now())
    messages.success(request, "Nothing is fetched until you resume it. New mail waits on its server.")
    return redirect("workspace:mailbox", mailbox_id=mailbox_id)


@require_POST
@staff_required
def resume(request: HttpRequest, mailbox_id: int) -> HttpResponse:
    """Fetch again."""
    actions.resume_mailbox(mailbox_id=mailbox_id, actor=_administrator(request), at=timezone.now())
    messages.success(request, "Mail is fetched again, from where it was left.")
    return redirect("workspace:mailbox", mailbox_id=mailbox_id)


@require_POST
@staff_required
def remove(request: HttpRequest, mailbox_id: int) -> HttpResponse:
    """Take no more mail for it; what was taken stays."""
    try:
        actions.remove_mailbox(mailbox_id=mailbox_id, actor=_administrator(request), at=timezone.now())
    except actions.WrongMailbox as error:
        messages.error(request, str(error))
        return redirect("workspace:mailbox", mailbox_id=mailbox_id)
    messages.success(request, "No more mail is taken for it. What was taken stays and is answered from another one.")
    return redirect("workspace:settings")
