"""Addresses of the REST API."""

from __future__ import annotations

from django.urls import path

from rapport.interfaces.api.v1 import api

urlpatterns = [path("", api.urls)]
