"""What language messages are in: those nobody has looked at yet, some at a time."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from rapport.domains.desk.models import Message
from rapport.foundation.actors import Actor
from rapport.foundation.languages import language_of

AT_ONCE = 1_000
RECENT = timedelta(days=30)  # what was there before languages were told stays as it is


def read_languages(*, actor: Actor, at: datetime, most: int = AT_ONCE) -> int:
    """Say of the newest messages from pages and programs what language they are in, where that is sure enough.

    Mail has its language when it is read. Judged here and not where they are written: the model is large, and pages
    wait for nothing. Returns how many were looked at.
    """
    actor.require("settings.write")
    unread = Message.objects.filter(language__isnull=True, recorded_at__gt=at - RECENT)
    found: dict[str, list[int]] = defaultdict(list)
    for pk, text in unread.order_by("-recorded_at").values_list("pk", "text")[:most]:
        found[language_of(text)].append(pk)
    for language, ids in found.items():
        Message.objects.filter(pk__in=ids).update(language=language)
    return sum(map(len, found.values()))
