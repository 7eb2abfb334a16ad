"""Visits: a technician goes to a site in a window of time, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rapport.domains.desk.models.tickets import new_public_key, teams_read_by, tickets_of
from rapport.domains.desk.rules.visiting import VisitState
from rapport.foundation.actors import Actor

TO_COME = Q(state=VisitState.ARRANGED.value)


class VisitQuerySet(models.QuerySet["Visit"]):
    """Visits as policy reads them."""

    def in_reach_of(self, viewer: Actor) -> VisitQuerySet:
        """Those of the viewer's teams, those they are told of or that belong to their tickets, and granted ones."""
        reach = viewer.reach
        if reach.whole:
            return self
        return self.filter(
            Q(team_id__in=teams_read_by(viewer))
            | Q(person_id__in=reach.person_ids)
            | Q(ticket_id__in=tickets_of(reach.person_ids))
            | Q(organisation_id__in=reach.organisation_ids)
        )

    def served_by(self, viewer: Actor) -> VisitQuerySet:
        """Those of the viewer's teams: the ones staff may change."""
        return self if viewer.reach.whole else self.filter(team_id__in=teams_read_by(viewer))

    def told_to(self, viewer: Actor) -> VisitQuerySet:
        """Those whose customer the viewer is: who is told of it, or takes part in its ticket."""
        persons = viewer.reach.person_ids
        return self.filter(Q(person_id__in=persons) | Q(ticket_id__in=tickets_of(persons)))

    def to_come(self) -> VisitQuerySet:
        """Arranged, without an outcome."""
        return self.filter(TO_COME)


class Visit(models.Model):
    """One visit to a site; `version` is the SEQUENCE of its calendar file, and counts every change."""

    public_key = models.CharField(max_length=32, unique=True, default=new_public_key, editable=False)
    ticket = models.ForeignKey("desk.Ticket", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    technician = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    what = models.CharField(max_length=500)
    kit = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in VisitState], default="arranged")
    version = models.PositiveIntegerField(default=0)
    moves_theirs = models.PositiveIntegerField(default=0)
    moves_ours = models.PositiveIntegerField(default=0)
    answer_theirs = models.CharField(max_length=16, blank=True, default="")
    answer_ours = models.CharField(max_length=16, blank=True, default="")
    asked_for = models.CharField(max_length=500, blank=True, default="")
    words = models.CharField(max_length=1000, blank=True, default="")
    minutes = models.PositiveIntegerField(null=True, blank=True)
    fixed = models.BooleanField(null=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    arranged_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    arranged_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    source_key = models.CharField(max_length=200, null=True, blank=True, unique=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="visit_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="visit_state_known", condition=Q(state__in=[s.value for s in VisitState])),
            models.CheckConstraint(
                name="visit_ended_has_moment", condition=Q(state="arranged") | Q(ended_at__isnull=False)
            ),
            models.CheckConstraint(
                name="visit_fixed_when_done", condition=Q(fixed__isnull=True) | Q(state=VisitState.DONE.value)
            ),
        ]
        indexes = [
            models.Index(fields=["team", "starts_at", "id"], name="visit_team_starts"),
            models.Index(fields=["site", "starts_at", "id"], name="visit_site_starts"),
            models.Index(fields=["technician", "starts_at"], name="visit_technician_open", condition=TO_COME),
            models.Index(fields=["starts_at", "id"], name="visit_to_come", condition=TO_COME),
            models.Index(fields=["ticket"], name="visit_ticket", condition=Q(ticket__isnull=False)),
            models.Index(fields=["person", "starts_at"], name="visit_person_starts"),
            models.Index(fields=["organisation", "starts_at"], name="visit_organisation_starts"),
        ]
