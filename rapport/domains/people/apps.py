"""The Django application of people."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Installed as `people`; what leaves with a person is declared when it is ready."""

    name = "rapport.domains.people"
    label = "people"
    verbose_name = "People"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what happens to these tables when a person leaves."""
        from rapport.domains.people.models import leaving

        leaving.declare_all()
