"""Organisations, their mail domains and sites; the provider's teams and services."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from rapport.domains.people.types import OrganisationKind, SiteKind
from rapport.foundation.names import NameColumn


class Organisation(models.Model):
    """A client, the provider, or a public whose members have no reach to each other."""

    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in OrganisationKind])
    name = NameColumn(max_length=200)
    zone = models.CharField(max_length=64, default="Europe/Berlin")
    language = models.CharField(max_length=16, default="en")
    built_in = models.BooleanField(default=False)
    next_ticket_number = models.PositiveBigIntegerField(default=1)  # used on the provider's row only
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="organisation_one_provider", fields=["kind"], condition=Q(kind="provider")),
            models.UniqueConstraint(name="organisation_one_built_in", fields=["built_in"], condition=Q(built_in=True)),
            models.CheckConstraint(
                name="organisation_kind_known", condition=Q(kind__in=[k.value for k in OrganisationKind])
            ),
        ]
        indexes = [models.Index(fields=["kind", "name"], name="organisation_kind_name")]

    def __str__(self) -> str:
        return self.name


class MailDomain(models.Model):
    """A mail domain that belongs to an organisation; it counts once verified."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="mail_domains")
    domain = models.CharField(max_length=253)
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="mail_domain_once", fields=["organisation", "domain"]),
            models.CheckConstraint(name="mail_domain_lower", condition=Q(domain=Lower("domain"))),
        ]
        indexes = [models.Index(fields=["domain"], name="mail_domain_domain")]


class Site(models.Model):
    """An office, or a temporary site with an opening and a closing date."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    name = NameColumn(max_length=200)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in SiteKind], default=SiteKind.OFFICE)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="site_name_once", fields=["organisation", "name"]),
            models.CheckConstraint(
                name="site_closes_after_opening",
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People of the provider who serve together."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = NameColumn(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(name="team_name_once", fields=["organisation", "name"])]

    def __str__(self) -> str:
        return self.name


def new_service_key() -> str:
    """A random public key for its address, so that no page shows a row's number."""
    return secrets.token_urlsafe(12)


class Service(models.Model):
    """What is delivered: it has an owner, who may be a customer, and a team that supports it."""

    key = models.CharField(max_length=32, default=new_service_key, editable=False, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="services")
    name = NameColumn(max_length=200)
    description = models.TextField(blank=True, default="")
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="services_owned"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="services")

    class Meta:
        constraints = [models.UniqueConstraint(name="service_name_once", fields=["organisation", "name"])]

    def __str__(self) -> str:
        return self.name
