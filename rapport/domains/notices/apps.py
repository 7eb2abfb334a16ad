"""The Django application of notices."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Installed as `notices`; says what leaves with a person and registers its jobs."""

    name = "rapport.domains.notices"
    label = "notices"
    verbose_name = "Notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what happens to these tables when a person leaves, and load the jobs."""
        from rapport.domains.notices import jobs  # noqa: F401
        from rapport.domains.notices.models import leaving

        leaving.declare_all()
