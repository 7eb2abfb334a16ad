"""Structured logs: one line per event, keys and ids only, never names, addresses, tokens or paths with them."""

from __future__ import annotations

import logging
from typing import Any

import structlog


def configure(settings: dict[str, Any]) -> None:
    """Set up structlog and send the standard library's records through it."""
    level = getattr(logging, str(settings.get("level", "INFO")).upper(), logging.INFO)
    renderer: Any = structlog.processors.JSONRenderer() if settings.get("json") else structlog.dev.ConsoleRenderer()
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=shared)
    stream = logging.StreamHandler()
    stream.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [stream]
    root.setLevel(level)
    for noisy in ("mail.log", "aiosmtpd", "_granian", "django.request"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
