"""Thanks: somebody's words, tied to an episode or a service, and everybody they are for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.foundation.actors import Actor


class ThanksQuerySet(models.QuerySet["Thanks"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> ThanksQuerySet:
        """Private first: the giver and the thanked; what was published, all staff."""
        own = viewer.reach.person_ids
        if viewer.reach.whole:
            return self
        to_me = ThanksTo.objects.filter(person_id__in=own).values("thanks_id")
        seen = Q(giver_id__in=own) | Q(pk__in=to_me)
        return self.filter(seen | Q(published_at__isnull=False) if viewer.staff else seen)


class Thanks(models.Model):
    """One thank-you in the words of its giver; published only where the giver agreed."""

    giver = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey("people.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    episode = models.ForeignKey("ledger.Episode", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=200, blank=True, default="")
    words = models.CharField(max_length=500, blank=True, default="")
    given_at = models.DateTimeField()
    given_on = models.DateField()
    consent = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ThanksQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="thanks_once_an_episode", fields=["giver", "episode"], condition=Q(episode__isnull=False)
            ),
            models.UniqueConstraint(
                name="thanks_once_a_day",
                fields=["giver", "service", "given_on"],
                condition=Q(service__isnull=False),
            ),
            models.CheckConstraint(
                name="thanks_published_with_consent", condition=Q(published_at__isnull=True) | Q(consent=True)
            ),
        ]
        indexes = [
            models.Index(fields=["giver", "given_at"], name="thanks_giver_at"),
            models.Index(fields=["published_at"], name="thanks_published", condition=Q(published_at__isnull=False)),
        ]


class ThanksTo(models.Model):
    """One of us whom a thank-you is for, and when they read it."""

    thanks = models.ForeignKey(Thanks, on_delete=models.CASCADE, related_name="to", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="thanks_to_once", fields=["thanks", "person"])]
        indexes = [models.Index(fields=["person", "-at"], name="thanks_to_person")]
