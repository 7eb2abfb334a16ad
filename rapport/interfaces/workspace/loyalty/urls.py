"""Addresses of the Loyalty pages, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.loyalty import pages

urlpatterns = [
    path("loyalty", pages.loyalty, name="loyalty"),
    path("loyalty/samples", pages.samples, name="samples"),
    path("loyalty/samples/draw", pages.draw, name="draw_sample"),
    path("loyalty/samples/<int:sample_id>", pages.sample, name="sample"),
    path("loyalty/samples/<int:sample_id>/send", pages.send, name="send_sample"),
]
