"""Addresses of the pages about stages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.stages import pages

urlpatterns = [
    path("loyalty/stages", pages.moves, name="stage_moves"),
    path("people/quiet/", pages.quiet, name="gone_quiet"),
    path("people/<int:person_id>/evidence/", pages.evidence, name="evidence"),
    path("settings/direct-line/", pages.direct_line, name="settings_direct_line"),
]
