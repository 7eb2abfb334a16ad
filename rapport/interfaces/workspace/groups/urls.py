"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.groups import pages

PAIR = "organisations/<int:organisation_id>/teams/<int:team_id>/"
urlpatterns = [
    path("organisations/", pages.organisations, name="organisations"),
    path("organisations/<int:organisation_id>/", pages.organisation, name="organisation"),
    path(PAIR, pages.team, name="organisation_team"),
    path(f"{PAIR}next-step/", pages.next_step, name="group_next_step"),
    path("sites/<int:site_id>/", pages.site, name="site"),
]
