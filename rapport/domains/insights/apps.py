"""The Django application of insights."""

from __future__ import annotations

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Installed as `insights`; its tables hold counts and, but for who wrote a note, point to no person."""

    name = "rapport.domains.insights"
    label = "insights"
    verbose_name = "Insights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the jobs, and declare what happens to what people wrote beside the figures when they leave."""
        from rapport.domains.insights import jobs, models  # noqa: F401
        from rapport.domains.insights.models import leaving as of_gaps
        from rapport.foundation import leaving

        of_gaps.declare_all()
        leaving.declare(
            models.Annotation, "author", "detach", "what happened to a service is no fact about who said so"
        )
