"""Addresses of a person's own page, below /you-and-us/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.portal.you_and_us import changing, pages, told_us

urlpatterns = [
    path("you-and-us/", pages.relationship, name="relationship"),
    path("you-and-us/profile/", changing.profile, name="profile"),
    path("you-and-us/days/<int:day_id>/remove/", changing.remove_day, name="remove_day"),
    path("you-and-us/told-us/<int:promise_id>/", told_us.settle, name="settle_told_us"),
    path("you-and-us/matters/<int:episode_id>/", changing.not_right, name="not_right"),
]
