"""Addresses of help pages and known problems at the desk."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.articles import on_ticket, pages, troubles

urlpatterns = [
    path("articles/", pages.articles, name="articles"),
    path("articles/new/", pages.write, name="write_article"),
    path("articles/<str:key>/", pages.article, name="article"),
    path("articles/<str:key>/show/", pages.show, name="show_article"),
    path("problems/", troubles.problems, name="problems"),
    path("problems/new/", troubles.open_one, name="open_problem"),
    path("problems/<str:key>/", troubles.problem, name="problem"),
    path("problems/<str:key>/state/", troubles.change_state, name="problem_state"),
    path("tickets/<int:ticket_id>/problem/", on_ticket.tie, name="tie_problem"),
]
