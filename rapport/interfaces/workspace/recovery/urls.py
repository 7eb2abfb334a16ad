"""Addresses of these pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.recovery import doing, pages

urlpatterns = [
    path("recovery/", pages.recoveries, name="recoveries"),
    path("recovery/moves/", pages.moves, name="class_moves"),
    path("recovery/<int:recovery_id>/", pages.recovery, name="recovery"),
    path("recovery/<int:recovery_id>/contact/", doing.contact, name="recovery_contact"),
    path("recovery/<int:recovery_id>/end/", doing.end, name="recovery_end"),
    path("recovery/<int:recovery_id>/cause/", doing.cause, name="recovery_cause"),
    path("recovery/<int:recovery_id>/hand-over/", doing.hand_over, name="recovery_hand_over"),
    path("recovery/<int:recovery_id>/thank/", doing.thank, name="recovery_thank"),
    path("recovery/cards/<int:card_id>/", doing.card, name="recovery_card"),
    path("recovery/calls/<int:request_id>/", doing.called, name="recovery_called"),
]
