"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.joining import pages

urlpatterns = [
    path("tickets/<int:ticket_id>/merge/", pages.merge, name="merge_ticket"),
    path("tickets/<int:ticket_id>/merged/<int:merge_id>/undo/", pages.part, name="part_ticket"),
    path("tickets/<int:ticket_id>/split/", pages.split, name="split_ticket"),
    path("tickets/<int:ticket_id>/link/", pages.link, name="link_ticket"),
    path("tickets/<int:ticket_id>/link/<int:other_id>/away/", pages.unlink, name="unlink_ticket"),
]
