"""What outreach forgets of a person who leaves, and the words of theirs that they take along."""

from __future__ import annotations

from rapport.domains.outreach.models import Thanks
from rapport.foundation import leaving
from rapport.foundation.leaving import Leaver
from rapport.foundation.leaving.exporting import Contributed, Entry, as_json


@leaving.step("outreach.about", order=30)
def _about(leaver: Leaver, after: int) -> int | None:
    """The title of an episode is in the words of whoever asked, also where a colleague gave the thanks."""
    Thanks.objects.filter(episode__person__in=leaver.person_ids).exclude(about="").update(about="")
    return None


@leaving.contribution("outreach.thanks")
def _thanks(leaver: Leaver, after: int) -> Contributed:
    """The thanks they gave, in their words."""
    rows = Thanks.objects.filter(giver__in=leaver.person_ids).order_by("pk")
    found = [{"about": row.about, "words": row.words, "given_at": row.given_at, "consent": row.consent} for row in rows]
    return ([Entry("outreach/thanks-you-gave.json", as_json(found))] if found else []), None
