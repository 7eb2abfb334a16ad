"""Addresses of the demo's post."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.mail.post import pages

app_name = "post"
urlpatterns = [
    path("", pages.letters, name="letters"),
    path("<int:letter_id>/", pages.letter, name="letter"),
    path("<int:letter_id>/frame/", pages.frame, name="frame"),
    path("<int:letter_id>/files/<int:place>/", pages.attachment, name="attachment"),
    path("calls/", pages.calls, name="calls"),
    path("write/", pages.write, name="write"),
]
