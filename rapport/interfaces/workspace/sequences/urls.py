"""Addresses of the sequences, below /desk/."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.workspace.sequences import pages

urlpatterns = [
    path("sequences/", pages.sequences, name="sequences"),
    path("sequences/begin/", pages.begin, name="begin_sequence"),
    path("sequences/<int:sequence_id>/", pages.sequence, name="sequence"),
    path("sequences/<int:sequence_id>/episodes/", pages.episodes, name="sequence_episodes"),
    path("sequences/<int:sequence_id>/name/", pages.name, name="name_sequence"),
    path("sequences/<int:sequence_id>/end/", pages.end, name="end_sequence"),
    path("sequences/<int:sequence_id>/words/", pages.write, name="sequence_words"),
    path("sequences/<int:sequence_id>/agreed/", pages.agreed, name="sequence_agreed"),
    path("sequences/<int:sequence_id>/next/", pages.following, name="sequence_following"),
    path("sequences/<int:sequence_id>/put-away/", pages.put_away, name="put_away_sequence"),
]
