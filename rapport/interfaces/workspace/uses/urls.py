"""Addresses of what somebody uses, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.uses import pages

urlpatterns = [
    path("people/<int:person_id>/uses/", pages.uses, name="uses"),
    path("people/<int:person_id>/uses/<int:service_id>/end/", pages.end, name="end_use"),
]
