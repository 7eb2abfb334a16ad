"""Words that somebody says for us: asked once, shown only with their consent, withdrawn by them at any time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Testimonial(models.Model):
    """One person's words for others, where they may be shown, and whether with their name."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=500, blank=True, default="")
    places = models.JSONField(default=list)
    with_name = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    kept_off_at = models.DateTimeField(null=True, blank=True)  # by us: it stands on no page, and they read why
    kept_off_why = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="testimonial_shown_with_words", condition=Q(agreed_at__isnull=True) | ~Q(words="")
            )
        ]
        indexes = [
            models.Index(
                fields=["-agreed_at"],
                name="testimonial_shown",
                condition=Q(agreed_at__isnull=False, withdrawn_at__isnull=True),
            )
        ]
