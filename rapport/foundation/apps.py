"""The Django app of the foundation; loads every app's jobs so that names of jobs and reactions are known."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FoundationConfig(AppConfig):
    """What any product needs, below all domains."""

    name = "rapport.foundation"
    label = "foundation"

    def ready(self) -> None:
        """Import `jobs` of every app: subscribing happens there."""
        autodiscover_modules("jobs")
        from django.db.backends.signals import connection_created

        from rapport.foundation import chores, moments, prepared

        chores.declare_leaving()
        connection_created.connect(prepared.keep_plans, dispatch_uid="plans are kept")
        connection_created.connect(moments.read_quickly, dispatch_uid="moments are read quickly")
