"""The Django app of mail as an interface: taking, fetching, reading jobs, and sending."""

from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Mail in both directions."""

    name = "rapport.interfaces.mail"
    label = "mail_interface"
