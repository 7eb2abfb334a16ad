"""Every test client goes through one chain of middleware: building it looks through all static files each time."""

from __future__ import annotations

from typing import Any

from django.core.signals import setting_changed
from django.test.client import ClientHandler

BUILT = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")
OF_EVERY_TEST = frozenset({"CACHES", "PASSWORD_HASHERS"})  # conftest.py; no middleware reads them when it is built


def keep_one_chain() -> None:
    """Build the chain for the first client, and anew after a test has changed a setting."""
    build = ClientHandler.load_middleware
    kept: dict[str, Any] = {}

    def load(self: ClientHandler, is_async: bool = False) -> None:
        if not kept:
            build(self, is_async)
            kept.update({name: getattr(self, name) for name in BUILT})
        self.__dict__.update(kept)

    def forget(*, setting: str, **_: object) -> None:
        if setting not in OF_EVERY_TEST:
            kept.clear()

    ClientHandler.load_middleware = load  # type: ignore[method-assign]
    setting_changed.connect(forget, weak=False, dispatch_uid="the chain of middleware is built anew")
