"""What a person may do here, wants, and has agreed to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.people.models.organisations import Organisation, Team
from rapport.domains.people.models.persons import Person
from rapport.domains.people.types import RoleName

PER_TEAM = [RoleName.AGENT.value, RoleName.TEAM_LEAD.value]


class Role(models.Model):
    """A role of a person: agents and leads hold it in a team, client contacts for an organisation."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=24, choices=[(r.value, r.value) for r in RoleName])
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="role_once_in_team", fields=["person", "role", "team"], condition=Q(team__isnull=False)
            ),
            models.UniqueConstraint(
                name="role_once_for_organisation",
                fields=["person", "role", "organisation"],
                condition=Q(organisation__isnull=False),
            ),
            models.UniqueConstraint(
                name="role_once", fields=["person", "role"], condition=Q(team__isnull=True, organisation__isnull=True)
            ),
            models.CheckConstraint(name="role_has_its_team", condition=~Q(role__in=PER_TEAM) | Q(team__isnull=False)),
            models.CheckConstraint(
                name="role_has_its_organisation",
                condition=~Q(role=RoleName.CLIENT_CONTACT.value) | Q(organisation__isnull=False),
            ),
        ]


class Preference(models.Model):
    """One setting a person chose for themself."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="preferences")
    key = models.CharField(max_length=64)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(name="preference_once", fields=["person", "key"])]


class Consent(models.Model):
    """What a person agreed to, when, and when they took it back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="consent_open_once", fields=["person", "kind"], condition=Q(withdrawn_at__isnull=True)
            )
        ]
