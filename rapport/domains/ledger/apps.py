"""The Django application of the ledger."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Installed as `ledger`; what leaves with a person is declared when it is ready."""

    name = "rapport.domains.ledger"
    label = "ledger"
    verbose_name = "Ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what happens to these tables when a person leaves."""
        from rapport.domains.ledger.actions import leaving as forgetting  # noqa: F401  its steps register themselves
        from rapport.domains.ledger.models import leaving

        leaving.declare_all()
