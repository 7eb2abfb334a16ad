"""Structured logs: one line per event, keys and ids only, never names, addresses, tokens or paths with them."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

ABOUT_REQUESTS = ("django.request", "django.security.csrf")


def configure(settings: dict[str, Any]) -> None:
    """Set up structlog and send the standard library's records through it."""
    level = getattr(logging, str(settings.get("level", "INFO")).upper(), logging.INFO)
    renderer: Any = structlog.processors.JSONRenderer() if settings.get("json") else _readable()
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
    for about in ABOUT_REQUESTS:
        logging.getLogger(about).addFilter(_name_the_page)


def _readable() -> structlog.dev.ConsoleRenderer:
    """Text for people; colours on a terminal only, since in a file they are noise.

    Plain tracebacks: the pretty ones print local variables, and with them names, addresses and tokens.
    """
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)


def _name_the_page(record: logging.LogRecord) -> bool:
    """Django names the path of a refused request, and a path may hold a link's token: name the page, or nothing."""
    request = getattr(record, "request", None)
    if request is not None:
        match = getattr(request, "resolver_match", None)
        if match and "answer" in (match.view_name or "") and record.levelno < logging.ERROR:
            return False  # when somebody stood before a question is nobody's business
        record.msg = "%s answered %s"
        record.args = (match.view_name if match else "no page", getattr(record, "status_code", ""))
    return True
