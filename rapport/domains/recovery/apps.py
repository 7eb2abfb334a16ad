"""The Django application of recovery."""

from __future__ import annotations

from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    """Installed as `recovery`; says what leaves with a person and registers its jobs."""

    name = "rapport.domains.recovery"
    label = "recovery"
    verbose_name = "Recovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what happens to these tables when a person leaves, and load the jobs."""
        from rapport.domains.recovery import jobs  # noqa: F401
        from rapport.domains.recovery.actions import leaving as forgetting  # noqa: F401  its steps register themselves
        from rapport.domains.recovery.models import leaving

        leaving.declare_all()
