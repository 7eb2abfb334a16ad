"""Addresses of the pages of mailboxes, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.mailboxes import pages

urlpatterns = [
    path("settings/mailboxes/<int:mailbox_id>/", pages.mailbox, name="mailbox"),
    path("settings/mailboxes/<int:mailbox_id>/pause/", pages.pause, name="pause_mailbox"),
    path("settings/mailboxes/<int:mailbox_id>/resume/", pages.resume, name="resume_mailbox"),
    path("settings/mailboxes/<int:mailbox_id>/remove/", pages.remove, name="remove_mailbox"),
]
