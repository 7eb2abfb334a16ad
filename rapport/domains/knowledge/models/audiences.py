"""For whom articles and known problems are: one rule of reach and of search for both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from rapport.domains.knowledge.types import Audience
from rapport.domains.people.types import STAFF_TOKEN
from rapport.foundation.actors import Actor

EVERYBODY_TOKEN = "everybody"


class Named(models.Model):
    """One organisation that an article or a known problem is for."""

    kind = models.CharField(max_length=16)
    ref_id = models.BigIntegerField()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="audience_names_once", fields=["kind", "ref_id", "organisation"])]


class ForSomebodyQuerySet(models.QuerySet[models.Model]):
    """Rows with an audience, as policy reads them."""

    def for_reader(self, viewer: Actor, *, kind: str, service_ids: Iterable[int]) -> Self:
        """Staff read all; everybody else what is shown to everybody, to their organisation or for their services."""
        if viewer.reach.whole or (viewer.staff and viewer.reach.may("tickets.read")):
            return self
        seen = Q(audience=Audience.EVERYBODY)
        if viewer.is_person and viewer.organisation_id is not None:
            named = Named.objects.filter(kind=kind, ref_id=OuterRef("pk"), organisation_id=viewer.organisation_id)
            seen |= Q(audience=Audience.ORGANISATIONS) & Q(Exists(named))
            seen |= Q(audience=Audience.SERVICE, service_id__in=list(service_ids))
        return self.filter(seen, shown=True)


def tokens_of(audience: str, *, service_id: int | None, organisation_ids: Iterable[int], shown: bool) -> list[str]:
    """Who finds a row: staff always; its readers once it is shown. `reader_tokens` are the other half."""
    readers: list[str] = []
    if shown and audience == Audience.EVERYBODY:
        readers = [EVERYBODY_TOKEN]
    elif shown and audience == Audience.ORGANISATIONS:
        readers = [f"m{one}" for one in organisation_ids]
    elif shown and audience == Audience.SERVICE and service_id is not None:
        readers = [f"u{service_id}"]
    return [STAFF_TOKEN, *readers]


def reader_tokens(viewer: Actor, service_ids: Iterable[int]) -> frozenset[str]:
    """What a reader finds rows by: everybody's, their organisation's, and those of the services they use."""
    own = {f"m{viewer.organisation_id}"} if viewer.is_person and viewer.organisation_id else set()
    return frozenset({EVERYBODY_TOKEN, *own, *(f"u{one}" for one in service_ids)})
