"""Known problems: what many meet, what to do meanwhile, who is told when it is fixed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.knowledge.models.audiences import ForSomebodyQuerySet
from rapport.domains.knowledge.models.terms import new_key
from rapport.domains.knowledge.types import LONGEST_ADVICE, LONGEST_TITLE, Audience, ProblemState


class Problem(models.Model):
    """Something that does not work for many, and what to do until it does."""

    key = models.CharField(max_length=32, default=new_key, editable=False, unique=True)
    title = models.CharField(max_length=LONGEST_TITLE)
    advice = models.TextField(max_length=LONGEST_ADVICE, blank=True, default="")
    language = models.CharField(max_length=16, default="en")
    audience = models.CharField(max_length=16, choices=[(a.value, a.value) for a in Audience])
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in ProblemState], default=ProblemState.OPEN
    )
    shown = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    expected_at = models.DateTimeField(null=True, blank=True)
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_words = models.CharField(max_length=300, blank=True, default="")
    changed_at = models.DateTimeField()
    reports = models.PositiveIntegerField(default=0)
    followers = models.PositiveIntegerField(default=0)
    source_key = models.CharField(max_length=200, null=True, blank=True, unique=True)

    objects = ForSomebodyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="problem_says_something", condition=~Q(title="")),
            models.CheckConstraint(
                name="problem_fixed_has_moment",
                condition=Q(state="open", fixed_at__isnull=True) | Q(state="fixed", fixed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="problem_for_a_service", condition=~Q(audience="service") | Q(service__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-opened_at", "-id"], name="problem_state"),
            models.Index(fields=["service", "state", "-opened_at", "-id"], name="problem_service"),
        ]

    def __str__(self) -> str:
        return self.title


class ProblemFollower(models.Model):
    """Somebody who is told once when it is fixed."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="problem_followed_once", fields=["problem", "person"])]


class ProblemReport(models.Model):
    """Somebody meets the problem: by a ticket tied to it, or by saying so."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    ref_kind = models.CharField(max_length=32, blank=True, default="")
    ref_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="problem_reported_once", fields=["problem", "person"])]
        indexes = [
            models.Index(fields=["ref_id", "ref_kind"], name="problem_of_ref", condition=Q(ref_id__isnull=False))
        ]
