"""Old notices and calls are forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rapport.domains.notices.models import HookCall, Notice
from rapport.foundation.actors import Actor

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def forget_old(*, actor: Actor, at: datetime) -> int:
    """Notices told and calls made a month ago go, also those held for who was paused since; how many rows."""
    actor.require("settings.write")
    notices, _ = Notice.objects.filter(told_at__lt=at - KEPT_FOR).delete()
    calls, _ = HookCall.objects.filter(made_at__lt=at - KEPT_FOR).delete()
    return notices + calls
