"""Persons, their addresses, and which services they and their sites use."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from rapport.domains.people.models.organisations import Organisation, Service, Site
from rapport.domains.people.types import Channel, Detail
from rapport.foundation.names import NameColumn


def new_key() -> str:
    """A random public key for links, so that no address shows a row's number."""
    return secrets.token_urlsafe(12)


class Person(models.Model):
    """Someone who is served or serves, in exactly one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="persons")
    account = models.ForeignKey(
        "people.Account", null=True, blank=True, on_delete=models.SET_NULL, related_name="persons"
    )
    key = models.CharField(max_length=32, default=new_key, editable=False)
    name = NameColumn(max_length=200)
    language = models.CharField(max_length=16, blank=True, default="")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="persons")
    known_since = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    unproven = models.BooleanField(default=False)
    # Stands for somebody whom another desk's export does not name: in no relationship, stage or sample.
    unnamed = models.BooleanField(default=False)
    source_key = models.CharField(max_length=120, null=True, blank=True)
    # They were erased: the row stays so that counts hold, and says nothing about anybody.
    left_at = models.DateTimeField(null=True, blank=True)
    opted_out_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(
        max_length=16, choices=[(c.value, c.value) for c in Channel], blank=True, default=Channel.MAIL
    )
    hours = models.CharField(max_length=120, blank=True, default="")
    detail = models.CharField(
        max_length=16, choices=[(d.value, d.value) for d in Detail], blank=True, default=Detail.SHORT
    )
    support_note = models.TextField(blank=True, default="")
    occupation = models.CharField(max_length=200, blank=True, default="")
    critical_note = models.CharField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
            models.UniqueConstraint(name="person_source_once", fields=["organisation", "source_key"]),
        ]
        indexes = [
            models.Index(fields=["organisation", "name", "id"], name="person_organisation_name"),
            models.Index(fields=["key"], name="person_key"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kept_id(self) -> int:
        """The row this human is known by: the one it was merged into, else itself."""
        return self.merged_into_id or self.pk


class Address(models.Model):
    """A mail address of a person; known once in an organisation, perhaps again in another."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="address_once_in_organisation", fields=["organisation", "address"]),
            models.CheckConstraint(name="address_lower", condition=Q(address=Lower("address"))),
        ]
        indexes = [models.Index(fields=["address", "organisation"], name="address_address")]


class AddressClaim(models.Model):
    """An address somebody says is theirs; mail from it is nobody's of theirs before they confirm it by a mail to it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=254)
    claimed_at = models.DateTimeField()


class Use(models.Model):
    """This person or this site uses this service, since, until."""

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="uses")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.CASCADE, related_name="uses")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="uses")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="use_of_person_or_site",
                condition=Q(person__isnull=False, site__isnull=True) | Q(person__isnull=True, site__isnull=False),
            ),
            models.CheckConstraint(
                name="use_ends_after_it_began", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint(
                name="use_once_per_person",
                fields=["person", "service"],
                condition=Q(person__isnull=False, until__isnull=True),
            ),
            models.UniqueConstraint(
                name="use_once_per_site",
                fields=["site", "service"],
                condition=Q(site__isnull=False, until__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["until"], name="use_ended", condition=Q(until__isnull=False))]
