"""What both sides say when a sequence ends, and whether it was worth it."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from django.db import models
from django.db.models import Exists, OuterRef, Q

from rapport.domains.ledger.models.episodes import Sequence, SequenceEpisode
from rapport.domains.ledger.models.reach import NOTHING, WHOLE_ORGANISATION
from rapport.domains.ledger.types import Direction, SequenceKind
from rapport.foundation.actors import Actor

BEGUN_BY_PEOPLE = ~Q(kind=SequenceKind.SERVICE)


def new_key() -> str:
    """A random key for the address people open."""
    return secrets.token_urlsafe(12)


class LookBack(models.Model):
    """The page of one sequence: who owns it, what was agreed, what comes next; `ready_at` is when its end made it."""

    sequence = models.OneToOneField(Sequence, on_delete=models.CASCADE, related_name="look_back")
    key = models.CharField(max_length=32, default=new_key, unique=True, editable=False)
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ends_on = models.DateField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    put_away_at = models.DateTimeField(null=True, blank=True)
    agreed = models.TextField(blank=True, default="")
    following = models.ForeignKey(Sequence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="look_back_leads_on", condition=Q(following__isnull=True) | ~Q(following=models.F("sequence"))
            )
        ]
        indexes = [models.Index(fields=["ends_on"], name="look_back_ends_on", condition=Q(ready_at__isnull=True))]


class LookBackWords(models.Model):
    """What one person wants to keep and to change; `shown` is their consent that the others read it with the name."""

    look_back = models.ForeignKey(LookBack, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=6, choices=[(d.value, d.value) for d in Direction])
    keep = models.TextField(blank=True, default="")
    change = models.TextField(blank=True, default="")
    shown = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="look_back_words_once", fields=["look_back", "person"])]


class Worth(models.Model):
    """Was it worth it? Asked of one person once, at the end of one sequence, in the words stored here."""

    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    wording = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="worth_once", fields=["sequence", "person"]),
            models.CheckConstraint(
                name="worth_between_one_and_seven",
                condition=Q(score__isnull=True, answered_at__isnull=True)
                | Q(score__gte=1, score__lte=7, answered_at__isnull=False),
            ),
        ]


def sequences_in_reach(viewer: Actor) -> Q:
    """Sequences that people began: one's own, those with episodes of one's teams, and those one owns.

    Who may begin them sees those that hold nothing yet; who serves everywhere sees all.
    """
    if viewer.reach.whole:
        return BEGUN_BY_PEOPLE
    seen, places, reach = NOTHING, SequenceEpisode.objects.filter(sequence=OuterRef("pk")), viewer.reach
    if reach.person_ids:
        seen |= Q(Exists(places.filter(episode__person_id__in=reach.person_ids)))
    if viewer.staff and reach.may("people.write"):
        if reach.may("exports.make"):
            return BEGUN_BY_PEOPLE
        seen |= ~Q(Exists(places))
    if viewer.staff and reach.team_ids and reach.may("tickets.read"):
        seen |= Q(Exists(places.filter(episode__team_id__in=reach.team_ids)))
    if viewer.staff and viewer.person_id is not None:
        seen |= Q(look_back__owner_id=viewer.person_id)
    if reach.organisation_ids and not viewer.staff and (viewer.kind == "system" or reach.may(WHOLE_ORGANISATION)):
        seen |= Q(organisation_id__in=reach.organisation_ids)
    return BEGUN_BY_PEOPLE & seen


def in_reach_of(viewer: Actor) -> models.QuerySet[Sequence]:
    """Sequences within the viewer's reach, with their page and owner."""
    return Sequence.objects.filter(sequences_in_reach(viewer)).select_related("organisation", "look_back__owner")


def sequences_known(organisation_id: int, keys: Collection[str]) -> set[str]:
    """Those of the source keys that stand for a sequence of this organisation."""
    rows = Sequence.objects.filter(organisation_id=organisation_id, source_key__in=list(keys))
    return {key or "" for key in rows.values_list("source_key", flat=True)}
