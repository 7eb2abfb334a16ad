"""A recovery, the tries to reach the person, and who was told that nobody had."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rapport.domains.recovery.types import CauseKind, Facts, Outcome, Turn
from rapport.foundation.actors import Actor

HANDS_OVER = "roles.write"
"""The ability of those who may give a recovery to somebody else, without reading the answer."""


class RecoveryQuerySet(models.QuerySet["Recovery"]):
    """Filters that read as policy."""

    def answered_for_by(self, viewer: Actor) -> RecoveryQuerySet:
        """Those whose owner, deputy or service owner the viewer is: they read the answer and may act."""
        if viewer.reach.whole:
            return self
        if not viewer.staff:
            return self.none()
        own = viewer.reach.person_ids
        return self.filter(Q(owner_id__in=own) | Q(deputy_id__in=own) | Q(service_owner_id__in=own))

    def in_reach_of(self, viewer: Actor) -> RecoveryQuerySet:
        """The same, and all of them for administrators, who may hand one over and read no answer."""
        if viewer.staff and viewer.reach.may(HANDS_OVER):
            return self
        return self.answered_for_by(viewer)

    def standing(self) -> RecoveryQuerySet:
        """Not ended."""
        return self.filter(ended_at__isnull=True)


class Recovery(models.Model):
    """The follow-up of what one person said by name while unhappy; a second unhappy answer joins it."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey("people.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    deputy = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    service_owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    holder = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    turn = models.CharField(max_length=16, choices=[(t.value, t.value) for t in Turn], default=Turn.OWNER)
    facts = models.CharField(max_length=8, choices=[(f.value, f.value) for f in Facts], default=Facts.NONE)
    opened_at = models.DateTimeField()
    deputy_at = models.DateTimeField()
    service_owner_at = models.DateTimeField()
    due_at = models.DateTimeField()
    next_turn_at = models.DateTimeField(null=True, blank=True)
    contacted_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    thanked_at = models.DateTimeField(null=True, blank=True)
    cause_kind = models.CharField(max_length=8, choices=[(c.value, c.value) for c in CauseKind], blank=True, default="")
    cause_id = models.BigIntegerField(null=True, blank=True)
    cause_words = models.CharField(max_length=200, blank=True, default="")
    outcome = models.CharField(max_length=40, choices=[(o.value, o.value) for o in Outcome], blank=True, default="")
    outcome_words = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ask_again_on = models.DateField(null=True, blank=True)
    again_on = models.DateField(null=True, blank=True)
    again_answer = models.BigIntegerField(null=True, blank=True)  # which one it was: it may be changed later
    mood_after = models.CharField(max_length=8, blank=True, default="")

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="recovery_one_at_a_time",
                fields=["person"],
                condition=Q(ended_at__isnull=True, person__isnull=False),
            ),
            models.CheckConstraint(
                name="recovery_ends_with_outcome",
                condition=Q(ended_at__isnull=True, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="recovery_in_order", condition=Q(service_owner_at__gte=F("deputy_at"), due_at__gt=F("opened_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="recovery_open", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["holder", "due_at"], name="recovery_held", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["next_turn_at"], name="recovery_turn", condition=Q(next_turn_at__isnull=False)),
            models.Index(fields=["-ended_at", "-id"], name="recovery_ended", condition=Q(ended_at__isnull=False)),
            models.Index(fields=["opened_at"], name="recovery_opened"),
            models.Index(fields=["again_on"], name="recovery_again", condition=Q(again_on__isnull=False)),
        ]


class Contact(models.Model):
    """One try to reach them: what was said stays with those who answer for the recovery."""

    recovery = models.ForeignKey(Recovery, on_delete=models.CASCADE, related_name="contacts", db_index=False)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    channel = models.CharField(max_length=8)
    reached = models.BooleanField()
    words = models.TextField(blank=True, default="")
    source_key = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(name="recovery_contact_once", fields=["recovery", "source_key"])]


class Notice(models.Model):
    """Somebody was told that it is their turn now; each turn is told once."""

    recovery = models.ForeignKey(Recovery, on_delete=models.CASCADE, related_name="notices", db_index=False)
    turn = models.CharField(max_length=16)
    to = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="recovery_notice_once", fields=["recovery", "turn"])]
