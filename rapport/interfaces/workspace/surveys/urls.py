"""Addresses of the pages about surveys, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.surveys import editing, pages

urlpatterns = [
    path("surveys/", pages.surveys, name="surveys"),
    path("surveys/new/", pages.new, name="new_survey"),
    path("surveys/<int:survey_id>/", pages.survey, name="survey"),
    path("surveys/<int:survey_id>/wording/", editing.edit, name="survey_wording"),
    path("surveys/<int:survey_id>/preview/", pages.preview, name="survey_preview"),
    path("surveys/<int:survey_id>/language/", editing.confirm, name="survey_language"),
    path("surveys/<int:survey_id>/standing/", pages.standing, name="survey_standing"),
]
