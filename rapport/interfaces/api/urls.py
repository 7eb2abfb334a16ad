"""Addresses of the REST API."""

from __future__ import annotations

from django.urls import path, re_path

from rapport.interfaces.api import feed
from rapport.interfaces.api.v1 import api, no_such_address

urlpatterns = [
    path("feed", feed.take, name="feed"),
    path("", api.urls),
    re_path("", no_such_address, name="no_such_api_address"),
]
