"""Terms and their wordings: their word beside ours, agreed by both sides, every version kept."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from rapport.domains.knowledge.types import (
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_WORD,
    Outcome,
    Side,
    TermState,
    Wording,
)
from rapport.foundation.actors import Actor

NORMALISED = 800  # folding makes words longer, and Chinese, Japanese and Korean are kept in pairs


def new_key() -> str:
    """A random public key for links, so that no address shows a row's number."""
    return secrets.token_urlsafe(12)


class TermQuerySet(models.QuerySet["Term"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> TermQuerySet:
        """Staff see what is in force and all their teams agree on; customers what their organisation uses with them.

        A proposal is nobody's word yet: the one who made it sees it, those it was made to, their client contact.
        """
        reach = viewer.reach
        if reach.whole:
            return self
        seen = Q(organisation_id__in=reach.organisation_ids) | Q(proposed_by_id__in=reach.person_ids)
        seen |= Q(asked_id__in=reach.person_ids)
        if viewer.staff:
            seen |= Q(team_id__in=reach.team_ids)
        if viewer.staff and reach.may("people.read"):
            seen |= Q(in_force_since__isnull=False)
        elif viewer.is_person and not viewer.staff:
            seen |= _shown_to_users(viewer)
        return self.filter(seen)

    def waiting_for(self, viewer: Actor) -> TermQuerySet:
        """Proposals of the other side that the viewer may decide."""
        ours = Q(state=TermState.PROPOSED_BY_THEM)
        if not viewer.reach.whole:
            ours &= Q(team_id__in=viewer.reach.team_ids if viewer.staff else ())
        theirs = Q(state=TermState.PROPOSED_BY_US) & _asked_of(viewer)
        return self.filter(ours | theirs)


def _shown_to_users(viewer: Actor) -> Q:
    """What is in force, or put to all of them, in the viewer's organisation and where they use the service."""
    shown = Q(in_force_since__isnull=False) | Q(state=TermState.PROPOSED_BY_US, asked__isnull=True)
    return shown & Q(organisation_id=viewer.organisation_id) & _used_by(viewer)


def _used_by(viewer: Actor) -> Q:
    persons = viewer.reach.person_ids
    used = Term.objects.filter(
        Q(service__uses__person_id__in=persons) | Q(service__uses__site__persons__in=persons),
        service__uses__until__isnull=True,
    )
    here = Term.objects.filter(site__persons__in=persons)
    of_service = Q(service__isnull=True) | Q(pk__in=used.values("pk"))
    return of_service & (Q(site__isnull=True) | Q(pk__in=here.values("pk")))


def _asked_of(viewer: Actor) -> Q:
    """Their side of a proposal: the one we asked, else anybody who uses the service, and always the client contact."""
    if viewer.staff or not viewer.is_person:
        return Q(pk__in=[])
    anybody = Q(asked__isnull=True, service__isnull=False, organisation_id=viewer.organisation_id) & _used_by(viewer)
    return Q(asked_id__in=viewer.reach.person_ids) | anybody | Q(organisation_id__in=viewer.reach.organisation_ids)


class Term(models.Model):
    """Their word for a thing and ours; the row holds the newest wording, the versions all of them."""

    key = models.CharField(max_length=32, default=new_key, editable=False, unique=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("people.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ref_kind = models.CharField(max_length=32, blank=True, default="")
    ref_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in TermState])
    their_word = models.CharField(max_length=LONGEST_WORD)
    our_word = models.CharField(max_length=LONGEST_WORD)
    meaning = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    example = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    pair = models.CharField(max_length=64)  # a hash of both words, normalised: a key must not keep anybody's name
    latest = models.PositiveIntegerField(default=1)
    in_force_since = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="term_once_for_a_service",
                fields=["organisation", "service", "pair"],
                condition=Q(in_force_since__isnull=False),
            ),
            models.UniqueConstraint(
                name="term_once",
                fields=["organisation", "pair"],
                condition=Q(service__isnull=True, in_force_since__isnull=False),
            ),
            models.CheckConstraint(name="term_has_both_words", condition=~Q(their_word="") & ~Q(our_word="")),
            models.CheckConstraint(
                name="term_agreed_is_in_force", condition=~Q(state="agreed") | Q(in_force_since__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-changed_at", "-id"], name="term_of_organisation"),
            models.Index(fields=["service", "-changed_at", "-id"], name="term_of_service"),
            models.Index(fields=["team", "state", "-changed_at", "-id"], name="term_of_team"),
            models.Index(fields=["ref_id", "ref_kind"], name="term_of_ref", condition=Q(ref_id__isnull=False)),
            models.Index(fields=["state", "-changed_at", "-id"], name="term_by_state"),
            models.Index(fields=["-changed_at", "-id"], name="term_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.their_word} ↔ {self.our_word}"

    def take(self, wording: Wording, *, pair: str) -> None:
        """Show this wording; whoever calls saves."""
        self.their_word, self.our_word = wording.their_word, wording.our_word
        self.meaning, self.example, self.pair = wording.meaning, wording.example, pair


class TermVersion(models.Model):
    """One wording of a term; words and proposer never change, only what became of it."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    their_word = models.CharField(max_length=LONGEST_WORD)
    our_word = models.CharField(max_length=LONGEST_WORD)
    meaning = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    example = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    their_words = models.CharField(max_length=NORMALISED)  # normalised, so that a search finds it by equality
    our_words = models.CharField(max_length=NORMALISED)
    side = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Side])
    proposed_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=[(o.value, o.value) for o in Outcome], default=Outcome.WAITING)
    decided_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True, default="")
    in_force = models.BooleanField(default=False)

    @property
    def wording(self) -> Wording:
        """What it says."""
        return Wording(self.their_word, self.our_word, self.meaning, self.example)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="term_version_once", fields=["term", "number"]),
            models.UniqueConstraint(name="term_one_in_force", fields=["term"], condition=Q(in_force=True)),
            models.CheckConstraint(name="term_in_force_was_agreed", condition=Q(in_force=False) | Q(outcome="agreed")),
            models.CheckConstraint(name="term_declined_says_why", condition=~Q(outcome="declined") | ~Q(reason="")),
        ]
        indexes = [
            models.Index(fields=["their_words"], name="term_their_words", condition=Q(in_force=True)),
            models.Index(fields=["our_words"], name="term_our_words", condition=Q(in_force=True)),
        ]

    def __str__(self) -> str:
        return f"{self.their_word} ↔ {self.our_word} ({self.number})"
