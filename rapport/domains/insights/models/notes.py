"""What people write beside the figures: annotations of changes and outages, and benchmarks of others."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.insights.types import AnnotationKind


class Annotation(models.Model):
    """Something that happened on a day and may go with the figures; of one survey, or of all without one."""

    survey_id = models.BigIntegerField(null=True)
    on = models.DateField()
    words = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in AnnotationKind])
    author = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="annotation_says_something", condition=~Q(words=""))]
        indexes = [models.Index(fields=["on"], name="annotation_on")]


class Benchmark(models.Model):
    """A figure of others, in the unit of the survey's own, with the source whoever added it states."""

    survey_id = models.BigIntegerField()
    name = models.CharField(max_length=60)
    value = models.FloatField()
    source = models.CharField(max_length=200)
    on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="benchmark_states_its_source", condition=~Q(source="") & ~Q(name="")),
            models.UniqueConstraint(name="benchmark_once", fields=["survey_id", "name"]),
        ]
