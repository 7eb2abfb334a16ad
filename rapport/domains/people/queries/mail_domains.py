"""Mail domains that were vouched for: whoever is new and writes from one belongs to its organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.domains.people.models import MailDomain
from rapport.foundation.actors import Actor


@dataclass(frozen=True)
class MailDomainSeen:
    """One domain of an organisation, and since when it counts."""

    id: int
    domain: str
    verified_at: datetime


def mail_domains(viewer: Actor, organisation_id: int) -> list[MailDomainSeen]:
    """The verified ones of an organisation, by name, to those who may change them."""
    viewer.require("settings.write")
    rows = MailDomain.objects.filter(organisation_id=organisation_id, verified_at__isnull=False).order_by("domain")
    return [MailDomainSeen(pk, name, at) for pk, name, at in rows.values_list("pk", "domain", "verified_at") if at]
