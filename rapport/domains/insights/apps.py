"""The Django application of insights."""

from __future__ import annotations

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Installed as `insights`; its tables hold counts and point to no person."""

    name = "rapport.domains.insights"
    label = "insights"
    verbose_name = "Insights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the jobs."""
        from rapport.domains.insights import jobs  # noqa: F401
