"""Registers the templates and template tags every interface shares."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Templates, tags and drawings; no models."""

    name = "rapport.interfaces.look"
    label = "look"

    def ready(self) -> None:
        """Fields speak our words."""
        from rapport.interfaces.look.wording import plain_words

        plain_words.speak()
