"""The reactions as a Django app, so that each is subscribed when Rapport starts."""

from __future__ import annotations

import importlib
import pkgutil

from django.apps import AppConfig


class ReactionsConfig(AppConfig):
    """Every file beside this one is a reaction; its name is the sentence."""

    name = "rapport.reactions"
    label = "reactions"

    def ready(self) -> None:
        """Import every reaction, which subscribes it."""
        package = importlib.import_module(self.name)
        for module in pkgutil.iter_modules(package.__path__):
            if module.name != "apps" and not module.ispkg:
                importlib.import_module(f"{self.name}.{module.name}")
