"""Answers and asks by organisation and the services used there, for figures that one client reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from rapport.domains.surveys.models import Answer, Invitation
from rapport.domains.surveys.queries.recounting import _asked_anonymously
from rapport.domains.surveys.queries.samples import refuse_all_but_staff
from rapport.domains.surveys.types import How, Mode
from rapport.domains.surveys.types.clients import ClientCount
from rapport.foundation.actors import Actor

CHUNK = 5000
PLACE = ("month", "organisation_id", "services")


def client_counts(viewer: Actor, *, survey_id: int, since: date, how: str = How.DRAWN) -> Iterator[ClientCount]:
    """What came since the first of a month, and who was asked for it; in a stream."""
    refuse_all_but_staff(viewer)
    wanted = {"survey_id": survey_id, "how": how, "month__gte": since}
    named = ExpressionWrapper(Q(mode=Mode.NAMED), output_field=BooleanField())
    answers = Answer.objects.filter(**wanted).annotate(named=named).order_by()
    for month, client, services, score, by_name, n in (
        answers.values_list(*PLACE, "score", "named").annotate(n=Count("pk")).iterator(chunk_size=CHUNK)
    ):
        yield ClientCount(month, client, tuple(services), score, bool(by_name), answered=n)
    asks = Invitation.objects.filter(**wanted).order_by()
    for month, client, services, n in asks.values_list(*PLACE).annotate(n=Count("pk")).iterator(chunk_size=CHUNK):
        yield ClientCount(month, client, tuple(services), None, named=False, asked=n)
    if how == How.DRAWN:
        for one in _asked_anonymously({"sample__survey_id": survey_id, "sample__month__gte": since}):
            yield ClientCount(one.month, one.organisation_id, one.used, None, named=False, asked=one.asked)
