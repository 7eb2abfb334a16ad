"""The public interface as a Django app, so that its templates are found."""

from __future__ import annotations

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Templates and pages only; no models."""

    name = "rapport.interfaces.public"
    label = "public"
