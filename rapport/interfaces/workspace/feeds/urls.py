"""Addresses of the feeds, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.feeds import pages

urlpatterns = [
    path("settings/readings/", pages.readings, name="set_readings"),
    path("settings/feeds/", pages.feeds, name="feeds"),
    path("settings/feeds/<int:feed_id>/", pages.feed, name="feed"),
    path("settings/feeds/<int:feed_id>/secret/", pages.renew, name="renew_feed"),
    path("settings/feeds/<int:feed_id>/end/", pages.end, name="end_feed"),
]
