"""The workspace interface as a Django app, so that its templates are found."""

from __future__ import annotations

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Templates and pages only; no models."""

    name = "rapport.interfaces.workspace"
    label = "workspace"
