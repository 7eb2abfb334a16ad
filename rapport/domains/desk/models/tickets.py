"""Tickets and who takes part in them."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Case, F, Q, When

from rapport.domains.desk.types import DONE, OUR_TURN, UNSOLVED, Side, TicketChannel, TicketKind, TicketState
from rapport.foundation.actors import Actor


def new_public_key() -> str:
    """A random key for links, so that no address shows a number that can be counted up."""
    return secrets.token_urlsafe(12)


WAITS = Q(waits_since__isnull=False)


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Tickets as policy reads them."""

    def in_reach_of(self, viewer: Actor) -> TicketQuerySet:
        """Those the viewer's teams serve, those they take part in, those of an organisation granted to them."""
        reach = viewer.reach
        if reach.whole:
            return self
        return self.filter(
            Q(team_id__in=teams_read_by(viewer))
            | Q(pk__in=tickets_of(reach.person_ids))
            | Q(organisation_id__in=reach.organisation_ids)
        )

    def served_by(self, viewer: Actor) -> TicketQuerySet:
        """Those the viewer's teams serve: the ones staff may change."""
        return self if viewer.reach.whole else self.filter(team_id__in=teams_read_by(viewer))

    def taken_part_in_by(self, viewer: Actor) -> TicketQuerySet:
        """Those the viewer asked for or was added to."""
        return self.filter(pk__in=tickets_of(viewer.reach.person_ids))

    def unsolved(self) -> TicketQuerySet:
        """Those somebody still waits for."""
        return self.filter(state__in=UNSOLVED)

    def done(self) -> TicketQuerySet:
        """Those solved or closed."""
        return self.filter(state__in=DONE)


def teams_read_by(viewer: Actor) -> frozenset[int]:
    """The teams whose tickets the viewer may read: none unless they serve."""
    return viewer.reach.team_ids if viewer.staff else frozenset()


def tickets_of(person_ids: frozenset[int]) -> models.QuerySet[Participant, int]:
    """The ids of tickets that these persons take part in."""
    return Participant.objects.filter(person_id__in=person_ids).values_list("ticket_id", flat=True)


class Ticket(models.Model):
    """One thing somebody asked us for, and how it went."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    requester = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    site = models.ForeignKey("people.Site", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    mailbox = models.ForeignKey("desk.Mailbox", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveBigIntegerField(unique=True)
    key = models.CharField(max_length=32, unique=True)
    public_key = models.CharField(max_length=32, unique=True, default=new_public_key, editable=False)
    kind = models.CharField(
        max_length=16, choices=[(k.value, k.value) for k in TicketKind], default=TicketKind.QUESTION
    )
    subject = models.CharField(max_length=500)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in TicketState], default=TicketState.NEW)
    priority = models.PositiveSmallIntegerField(default=3)
    assignee = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=16, choices=[(c.value, c.value) for c in TicketChannel])
    opened_at = models.DateTimeField()
    last_message_at = models.DateTimeField()
    last_side = models.CharField(max_length=16, default=Side.THEIRS)
    answered_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    next_word_at = models.DateTimeField(null=True, blank=True)
    # Since when they wait for a word from us; the database keeps it, and the queue walks it.
    waits_since = models.GeneratedField(
        expression=Case(When(state__in=[state.value for state in OUR_TURN], then=F("last_message_at"))),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    # Where answers go while whoever asked has not confirmed their address; empty for everybody else.
    reply_to = models.CharField(max_length=254, blank=True, default="")
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    thread_index = models.TextField(blank=True, default="")
    thread_topic = models.CharField(max_length=500, blank=True, default="")
    raw_source = models.CharField(max_length=16, default="mail")
    source_key = models.CharField(max_length=200, null=True, blank=True, unique=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="ticket_priority_known", condition=Q(priority__gte=1, priority__lte=4)),
            models.CheckConstraint(name="ticket_state_known", condition=Q(state__in=[s.value for s in TicketState])),
            models.CheckConstraint(name="ticket_kind_known", condition=Q(kind__in=[k.value for k in TicketKind])),
            models.CheckConstraint(
                name="ticket_solved_has_moment",
                condition=~Q(state__in=[TicketState.SOLVED.value, TicketState.CLOSED.value])
                | Q(solved_at__isnull=False),
            ),
            # The queue walks an index of tickets without a moment of solution, so this must hold both ways.
            models.CheckConstraint(
                name="ticket_unsolved_has_none",
                condition=~Q(state__in=[s.value for s in UNSOLVED]) | Q(solved_at__isnull=True),
            ),
            models.CheckConstraint(
                name="ticket_solved_after_opening",
                condition=Q(solved_at__isnull=True) | Q(solved_at__gte=F("opened_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["team", "waits_since", "id"], name="ticket_team_waits", condition=WAITS),
            models.Index(fields=["waits_since", "id"], name="ticket_waits", condition=WAITS),
            models.Index(fields=["assignee", "waits_since", "id"], name="ticket_assignee_waits", condition=WAITS),
            models.Index(fields=["team", "assignee"], name="ticket_hands", condition=WAITS),
            models.Index(fields=["last_message_at", "id"], name="ticket_open", condition=Q(solved_at__isnull=True)),
            models.Index(fields=["last_message_at", "id"], name="ticket_last"),
            models.Index(fields=["team", "last_message_at", "id"], name="ticket_team_last"),
            models.Index(fields=["organisation", "last_message_at", "id"], name="ticket_organisation_last"),
            models.Index(fields=["requester", "acknowledged_at"], name="ticket_requester_acknowledged"),
            models.Index(fields=["state", "solved_at"], name="ticket_state_solved"),
        ]

    def __str__(self) -> str:
        return self.key


class Participant(models.Model):
    """A person who takes part in a ticket: who asked, and whom staff added. Cc alone makes nobody a participant."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="participant_once", fields=["ticket", "person"])]
        indexes = [models.Index(fields=["person", "ticket"], name="participant_person")]
