"""The Django application of outreach."""

from __future__ import annotations

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Installed as `outreach`; says what leaves with a person and registers its jobs."""

    name = "rapport.domains.outreach"
    label = "outreach"
    verbose_name = "Outreach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what happens to these tables when a person leaves, and load the jobs."""
        from rapport.domains.outreach import jobs  # noqa: F401
        from rapport.domains.outreach.actions import leaving as forgetting  # noqa: F401  its steps register themselves
        from rapport.domains.outreach.models import leaving

        leaving.declare_all()
