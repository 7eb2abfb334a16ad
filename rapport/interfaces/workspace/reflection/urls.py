"""Addresses of the reflection pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.reflection import pages

urlpatterns = [
    path("reflection", pages.reflection, name="reflection"),
    path("reflection.csv", pages.reflection_csv, name="reflection_csv"),
]
