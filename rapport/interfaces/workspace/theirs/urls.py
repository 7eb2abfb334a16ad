"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.theirs import pages

urlpatterns = [
    path("people/<int:person_id>/they-said/", pages.of_person, name="they_said"),
    path("tickets/<int:ticket_id>/they-said/", pages.on_ticket, name="they_said_on_ticket"),
    path("they-said/<int:promise_id>/", pages.settle, name="settle_theirs"),
    path("ideas/<int:idea_id>/delivered/", pages.delivered, name="idea_delivered"),
]
