"""What agents work with: macros, tags, drafts, answers on their way, who is here, mentions and reminders."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.desk.models.messages import Message
from rapport.domains.desk.models.tickets import Ticket, teams_read_by
from rapport.domains.desk.rules.drafts import text_key
from rapport.foundation.actors import Actor


class OwnOrOfTeamQuerySet(models.QuerySet["models.Model"]):
    """What belongs to one agent, or to a team."""

    def in_reach_of(self, viewer: Actor) -> OwnOrOfTeamQuerySet:
        """One's own, and those of the teams one serves in."""
        if viewer.reach.whole:
            return self
        return self.filter(Q(owner_id__in=viewer.reach.person_ids) | Q(team_id__in=teams_read_by(viewer)))


def own_or_of_team(name: str) -> models.CheckConstraint:
    """Either one agent's or one team's, never both, never nobody's."""
    own = Q(owner__isnull=False, team__isnull=True)
    return models.CheckConstraint(name=name, condition=own | Q(owner__isnull=True, team__isnull=False))


class Tag(models.Model):
    """A word of ours that tickets are found by, in small letters."""

    name = models.CharField(max_length=40, unique=True)


class TicketTag(models.Model):
    """A ticket has a tag."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="ticket_tag_once", fields=["ticket", "tag"])]
        indexes = [models.Index(fields=["tag", "ticket"], name="ticket_tag_tag")]


class Macro(models.Model):
    """A text for an answer that comes again, and what becomes of the ticket with it."""

    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("people.Team", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    text = models.TextField()
    then = models.CharField(max_length=16, default="keep_open")
    tags = models.JSONField(default=list, blank=True)
    takes = models.BooleanField(default=False)

    objects = OwnOrOfTeamQuerySet.as_manager()

    class Meta:
        constraints = [own_or_of_team("macro_own_or_of_team")]
        indexes = [models.Index(fields=["team", "name"], name="macro_team_name")]


class Draft(models.Model):
    """An answer somebody is writing.

    `came_back` was sent and did not leave, `fault` says why. Both stay until a page that shows them is kept or sent, so
    a page from before, in which somebody goes on writing, cannot write over them. `written_in` is the key of the window
    that kept it last, so that another one writes over nothing it has not seen.
    """

    agent = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    came_back = models.TextField(blank=True, default="")
    fault = models.CharField(max_length=500, blank=True, default="")
    along = models.JSONField(default=dict, blank=True)  # what was promised and ticked with it: `rules.drafts.Along`
    written_in = models.CharField(max_length=40, blank=True, default="")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="draft_once", fields=["agent", "ticket"])]

    @property
    def base(self) -> str:
        """The key of its text, as `rules.drafts.Window` names what a window has shown."""
        return text_key(self.text)


class Outgoing(models.Model):
    """An answer that was sent and has not left yet: until it leaves nothing has happened, so it can be taken back."""

    agent = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    then = models.CharField(max_length=16)
    promise_until = models.DateTimeField(null=True, blank=True)
    promise_text = models.CharField(max_length=300, blank=True, default="")
    promise_kind = models.CharField(max_length=8, default="word")
    keeps = models.JSONField(default=list, blank=True)  # the ids of promised deeds that this answer keeps
    minutes = models.PositiveIntegerField(null=True, blank=True)
    macro = models.ForeignKey(Macro, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    seen_message_id = models.BigIntegerField(null=True, blank=True)
    source_key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    sent_at = models.DateTimeField()
    leaves_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agent"], name="outgoing_agent")]


class Presence(models.Model):
    """Where an agent was last, and whether they were writing; one row for each agent."""

    person = models.OneToOneField("people.Person", primary_key=True, on_delete=models.CASCADE, related_name="+")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    writing = models.BooleanField(default=False)


class Mention(models.Model):
    """A note names somebody who serves: they are told on Today until they have seen it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="mention_once", fields=["message", "person"])]
        indexes = [models.Index(fields=["person", "made_at"], name="mention_unseen", condition=Q(seen_at__isnull=True))]


class Reminder(models.Model):
    """Somebody who serves wants to be told of a ticket again on a day."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    words = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "on"], name="reminder_due", condition=Q(done_at__isnull=True))]
