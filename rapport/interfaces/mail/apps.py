"""The Django app of mail as an interface: taking, fetching, reading jobs, and sending."""

from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Mail in both directions."""

    name = "rapport.interfaces.mail"
    label = "mail_interface"

    def ready(self) -> None:
        """Load what letters say, so that each kind can be put into words."""
        from rapport.interfaces.mail import letters

        letters.load()
