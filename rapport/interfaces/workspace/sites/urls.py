"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.sites import doors, pages

urlpatterns = [
    path("sites/<int:site_id>/door/", doors.door, name="site_door"),
    path("sites/<int:site_id>/poster.svg", doors.poster, name="site_poster"),
    path("sites/<int:site_id>/about/", pages.about, name="site_about"),
    path("sites/<int:site_id>/contacts/", pages.contact, name="site_contact"),
    path("sites/<int:site_id>/contacts/<int:contact_id>/remove/", pages.no_contact, name="site_contact_remove"),
    path("sites/<int:site_id>/installed/", pages.note, name="site_installed"),
    path("sites/<int:site_id>/installed/<int:installed_id>/end/", pages.end, name="site_installed_end"),
]
