"""The Django application of promises."""

from __future__ import annotations

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    """Installed as `promises`; what leaves with a person is declared when it is ready."""

    name = "rapport.domains.promises"
    label = "promises"
    verbose_name = "Promises"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what happens to these tables when a person leaves."""
        from rapport.domains.promises.actions import leaving as forgetting  # noqa: F401  its steps register themselves
        from rapport.domains.promises.models import leaving

        leaving.declare_all()
