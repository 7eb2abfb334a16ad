"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.answering import pages

urlpatterns = [
    path("macros/", pages.macros, name="macros"),
    path("macros/new/", pages.new_macro, name="new_macro"),
    path("macros/<int:macro_id>/", pages.macro, name="macro"),
    path("macros/<int:macro_id>/remove/", pages.remove_macro, name="remove_macro"),
    path("tickets/<int:ticket_id>/draft/", pages.keep_draft, name="keep_draft"),
    path("tickets/<int:ticket_id>/attach/", pages.attach_files, name="attach_files"),
    path("tickets/<int:ticket_id>/attach/<int:file_id>/", pages.draft_file, name="draft_file"),
    path("tickets/<int:ticket_id>/attach/<int:file_id>/remove/", pages.remove_file, name="remove_file"),
    path("tickets/<int:ticket_id>/here/", pages.here, name="here"),
    path("answers/<int:outgoing_id>/undo/", pages.take_back, name="take_back_answer"),
]
