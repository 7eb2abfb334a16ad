"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.reminding import pages

urlpatterns = [
    path("tickets/<int:ticket_id>/remind/", pages.remind, name="remind"),
    path("tickets/<int:ticket_id>/earlier/", pages.earlier, name="earlier"),
    path("reminders/<int:reminder_id>/done/", pages.end_reminder, name="end_reminder"),
    path("mentions/<int:mention_id>/seen/", pages.see_mention, name="see_mention"),
]
