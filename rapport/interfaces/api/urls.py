"""Addresses of the REST API."""

from __future__ import annotations

from django.urls import path, re_path

from rapport.interfaces.api import feed
from rapport.interfaces.api.refusing import with_problems
from rapport.interfaces.api.repeating import done_once
from rapport.interfaces.api.v1 import api, no_such_address

operations, label, namespace = api.urls
urlpatterns = [
    path("feed", feed.take, name="feed"),
    path("", (with_problems(operations, around=done_once), label, namespace)),
    re_path("", no_such_address, name="no_such_api_address"),
]
