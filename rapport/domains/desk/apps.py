"""The Django application of the desk."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Installed as `desk`; says what leaves with a person and which cards it makes."""

    name = "rapport.domains.desk"
    label = "desk"
    verbose_name = "Desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what happens to these tables when a person leaves, and register the cards of tickets."""
        from rapport.domains.desk.actions import leaving as forgetting  # noqa: F401  its steps register themselves
        from rapport.domains.desk.models import leaving
        from rapport.domains.desk.queries import cards  # noqa: F401  its cards register themselves
        from rapport.domains.desk.queries import leaving as taking_along  # noqa: F401

        leaving.declare_all()
