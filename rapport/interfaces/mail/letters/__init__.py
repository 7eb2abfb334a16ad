"""What our letters say, one module per kind."""

from __future__ import annotations

import importlib
import pkgutil


def load() -> None:
    """Import every module here; each registers its kinds with `@renders`."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
