"""An import into an empty place: a provider stands in until somebody sets one up."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from rapport.domains.people import actions, queries
from rapport.foundation.actors import Actor

PROVISIONAL = "Provisional desk"
ZONE = "Europe/Berlin"


def make_provider(*, actor: Actor, at: datetime, name: str = "") -> bool:
    """Make a provisional provider where there is none; True when one was made."""
    if queries.has_provider():
        return False
    actions.set_up_provider(
        name=name or PROVISIONAL,
        zone=ZONE,
        language="en",
        administrator_email=f"administrator@{settings.MAIL_DOMAIN}",
        administrator_name="Administrator",
        actor=actor,
        at=at,
    )
    return True
