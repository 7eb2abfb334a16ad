"""Links opened as machines open them: counted per survey and month, with no identity, and never as an answer."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.timezone import localtime

from rapport.domains.surveys.models import Openings
from rapport.foundation.actors import NOBODY, Actor


def notice_opening(*, survey_id: int, at: datetime, actor: Actor = NOBODY) -> None:
    """Count one; a single statement but for the first of a month. Which link it was is kept nowhere."""
    del actor  # whoever opened it: that is just what is not known
    month = localtime(at).date().replace(day=1)
    if not Openings.objects.filter(survey_id=survey_id, month=month).update(n=F("n") + 1):
        Openings.objects.bulk_create([Openings(survey_id=survey_id, month=month)], ignore_conflicts=True)
        Openings.objects.filter(survey_id=survey_id, month=month).update(n=F("n") + 1)
