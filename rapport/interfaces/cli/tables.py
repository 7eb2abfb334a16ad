"""Bringing the tables up to date: migrations and the cache's table, safe to run at every start."""

from __future__ import annotations

import io

from django.conf import settings
from django.core.management import call_command
from django.db import connections


def bring_up_to_date() -> None:
    """Run what is missing; nothing is printed and nothing happens when all is there."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", database="apart" if "apart" in settings.DATABASES else "default", verbosity=0)


def gather_static() -> None:
    """Copy styles, fonts and scripts under names with hashes, which every page of a real installation asks for."""
    if "Manifest" in settings.STORAGES["staticfiles"]["BACKEND"]:
        call_command("collectstatic", interactive=False, verbosity=0)


def make_migrations() -> str:
    """Write missing migrations (development) and say which."""
    out = io.StringIO()
    call_command("makemigrations", stdout=out)
    return out.getvalue()


def forget_connections() -> None:
    """Close connections before processes are started, so that none is shared."""
    connections.close_all()
