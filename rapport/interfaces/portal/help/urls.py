"""Addresses of help pages, known problems and suggestions."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.portal.help import pages, suggesting, troubles

urlpatterns = [
    path("suggest/", suggesting.suggest, name="suggest"),
    path("help/", pages.articles, name="articles"),
    path("help/<str:key>/", pages.article, name="article"),
    path("help/<str:key>/helped/", pages.helped, name="article_helped"),
    path("known/", troubles.problems, name="problems"),
    path("known/<str:key>/", troubles.problem, name="problem"),
    path("known/<str:key>/follow/", troubles.follow, name="follow_problem"),
]
