"""May we note what somebody reads?"""

from __future__ import annotations

from rapport.domains.ledger.models import ReadingSetting, Trace
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor

CONSENT = "readings"


def readings_allowed(viewer: Actor) -> bool:
    """True where an administrator allowed this place to ask; everybody may know it."""
    del viewer
    return ReadingSetting.objects.filter(pk=1, on=True).exists()


def readings_noted(viewer: Actor) -> bool:
    """True where it is allowed and the viewer, signed in, agreed; then every such page says so."""
    return viewer.is_person and readings_allowed(viewer) and people.has_agreed(viewer, CONSENT)


def own_readings(viewer: Actor) -> int:
    """How many readings of the viewer's own are kept."""
    return Trace.objects.filter(person_id__in=viewer.reach.person_ids, kind__startswith="read").count()
