"""Articles: what helps, written once, every version kept, and how often it helped."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rapport.domains.knowledge.models.audiences import ForSomebodyQuerySet
from rapport.domains.knowledge.models.terms import new_key
from rapport.domains.knowledge.types import LONGEST_REASON, LONGEST_TITLE, Audience


class Article(models.Model):
    """One help page; the row holds the newest version and the sums of what readers tapped."""

    key = models.CharField(max_length=32, default=new_key, editable=False, unique=True)
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField()
    language = models.CharField(max_length=16, default="en")
    audience = models.CharField(max_length=16, choices=[(a.value, a.value) for a in Audience])
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    review_on = models.DateField(null=True, blank=True)
    shown = models.BooleanField(default=True)
    latest = models.PositiveIntegerField(default=1)
    helped = models.PositiveIntegerField(default=0)
    tapped = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    source_key = models.CharField(max_length=200, null=True, blank=True, unique=True)

    objects = ForSomebodyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="article_says_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(name="article_helped_of_tapped", condition=Q(helped__lte=F("tapped"))),
            models.CheckConstraint(
                name="article_for_a_service", condition=~Q(audience="service") | Q(service__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="article_newest"),
            models.Index(fields=["audience", "-changed_at", "-id"], name="article_audience"),
            models.Index(fields=["service", "-changed_at", "-id"], name="article_service"),
            models.Index(fields=["review_on", "id"], name="article_review"),
        ]

    def __str__(self) -> str:
        return self.title


class ArticleVersion(models.Model):
    """One version of an article; it never changes."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField()
    why = models.CharField(max_length=LONGEST_REASON, blank=True, default="")
    written_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="article_version_once", fields=["article", "number"])]


class ArticleTap(models.Model):
    """Did this help? One tap of one reader, who is a hash of a key that only their session or account knows."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    reader = models.CharField(max_length=64)
    helped = models.BooleanField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(name="article_tap_once", fields=["article", "reader"])]
