"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.leaving import pages

urlpatterns = [
    path("people/duplicates/", pages.duplicates, name="duplicates"),
    path("people/<int:person_id>/addresses/", pages.addresses, name="addresses"),
    path("people/<int:person_id>/merge/", pages.merge, name="merge"),
    path("people/<int:person_id>/part/", pages.part, name="part"),
    path("people/<int:person_id>/export/", pages.export, name="export_person"),
    path("people/<int:person_id>/erase/", pages.erase, name="erase_person"),
    path("exports/<str:key>/", pages.fetch, name="export"),
    path("settings/leaving/", pages.wishes, name="settings_leaving"),
]
