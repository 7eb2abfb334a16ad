"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.matters import beginning, deciding

urlpatterns = [
    path("settings/matters/", beginning.overview, name="settings_matters"),
    path("settings/matters/<str:channel>/", beginning.one_channel, name="settings_matter"),
    path("people/<int:person_id>/episodes/<int:episode_id>/", deciding.episode, name="episode"),
    path("people/<int:person_id>/episodes/<int:episode_id>/name/", deciding.name, name="name_episode"),
    path("people/<int:person_id>/episodes/<int:episode_id>/undo/", deciding.undo, name="undo_decision"),
]
