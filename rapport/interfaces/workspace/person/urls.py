"""Addresses of a person's pages and of one's own card, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.person import card, pages, righting

urlpatterns = [
    path("people/<int:person_id>/", pages.person, name="person"),
    path("people/<int:person_id>/next-step/", pages.next_step, name="next_step"),
    path("people/<int:person_id>/owner/", pages.owner, name="owner"),
    path("people/<int:person_id>/not-right/<int:correction_id>/", righting.correction, name="correction"),
    path("my-card/", card.my_card, name="my_card"),
]
