"""Addresses of words and of services with their words."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.terms import on_ticket, pages

urlpatterns = [
    path("terms/", pages.terms, name="terms"),
    path("terms/propose/", pages.propose, name="propose_term"),
    path("terms/<int:term_id>/", pages.term, name="term"),
    path("terms/<int:term_id>/decide/", pages.decide, name="decide_term"),
    path("terms/<int:term_id>/reword/", pages.reword, name="reword_term"),
    path("tickets/<int:ticket_id>/term/", on_ticket.catch, name="catch_term"),
    path("services/<int:service_id>/", pages.service, name="service"),
]
