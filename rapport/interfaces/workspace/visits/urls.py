"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.visits import arranging, pages

urlpatterns = [
    path("visits/", pages.visits, name="visits"),
    path("visits/<int:visit_id>/", pages.visit, name="visit"),
    path("visits/<int:visit_id>/outcome/", pages.outcome, name="visit_outcome"),
    path("visits/<int:visit_id>/cancel/", pages.cancel, name="visit_cancel"),
    path("tickets/<int:ticket_id>/visits/new/", arranging.for_ticket, name="visit_for_ticket"),
    path("sites/<int:site_id>/visits/new/", arranging.for_site, name="visit_for_site"),
]
