"""The web application as a WSGI callable, with everything loaded before the first request."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
application = get_wsgi_application()


def _settle() -> None:
    """Load every page's code now, and leave what is loaded out of all later looks for garbage."""
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


_settle()
