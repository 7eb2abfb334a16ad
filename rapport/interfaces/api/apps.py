"""The api interface as a Django app, so that its templates are found."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Templates and pages only; no models."""

    name = "rapport.interfaces.api"
    label = "api"
