"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.views import on_ticket, pages

urlpatterns = [
    path("queue/new/", pages.new_in_queue, name="new_in_queue"),
    path("queue/filter/", pages.filter_tickets, name="filter_tickets"),
    path("queue/many/", pages.change_many, name="change_many"),
    path("views/new/", pages.new_view, name="new_view"),
    path("views/<int:view_id>/", pages.view, name="view"),
    path("views/<int:view_id>/remove/", pages.remove_view, name="remove_view"),
    path("tickets/<int:ticket_id>/details/", on_ticket.keep_details, name="keep_details"),
    path("settings/fields/", pages.custom_fields, name="custom_fields"),
    path("settings/fields/<int:field_id>/", pages.custom_field, name="custom_field"),
]
