"""The words of people: kinds, roles with their abilities, and the small rows that cross the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class OrganisationKind(StrEnum):
    """Who an organisation is to the provider."""

    CLIENT = "client"
    PROVIDER = "provider"
    PUBLIC = "public"


class SiteKind(StrEnum):
    """What sort of place a site is; a temporary site has an opening and a closing date."""

    OFFICE = "office"
    TEMPORARY = "temporary"
    SHOP = "shop"
    PLANT = "plant"
    HOME = "home"
    OTHER = "other"


class RoleName(StrEnum):
    """What a person is here for."""

    CUSTOMER = "customer"
    CLIENT_CONTACT = "client_contact"
    AGENT = "agent"
    TEAM_LEAD = "team_lead"
    SERVICE_OWNER = "service_owner"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """How far the abilities of a role reach."""

    OWN = "own"
    TEAM = "team"
    ORGANISATION = "organisation"
    PROVIDER = "provider"


class Channel(StrEnum):
    """How a person likes to be reached."""

    MAIL = "mail"
    PORTAL = "portal"
    PHONE = "phone"
    CHAT = "chat"
    IN_PERSON = "in_person"


class Detail(StrEnum):
    """How much explanation a person likes."""

    SHORT = "short"
    STEPS = "steps"
    BACKGROUND = "background"


class Departure(StrEnum):
    """How far somebody's wish to be forgotten has come."""

    ASKED = "asked"
    DECLINED = "declined"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True)
class RoleRule:
    """One line of the table of roles: how far it reaches, what it may do, whether it serves."""

    scope: Scope
    abilities: frozenset[str]
    staff: bool = False


OWN_MATTERS = frozenset({"tickets.open", "profile.own"})
DESK = OWN_MATTERS | {"tickets.read", "tickets.answer", "people.read", "relationships.own"}
LEAD = DESK | {"people.write", "loyalty.read", "surveys.send"}
OWNER = LEAD | {"exports.make", "gaps.write"}

ROLES: Mapping[RoleName, RoleRule] = {
    RoleName.CUSTOMER: RoleRule(scope=Scope.OWN, abilities=OWN_MATTERS),
    RoleName.CLIENT_CONTACT: RoleRule(
        scope=Scope.ORGANISATION, abilities=OWN_MATTERS | {"people.read", "loyalty.read", "relationships.organisation"}
    ),
    RoleName.AGENT: RoleRule(scope=Scope.TEAM, abilities=DESK, staff=True),
    RoleName.TEAM_LEAD: RoleRule(scope=Scope.TEAM, abilities=LEAD, staff=True),
    RoleName.SERVICE_OWNER: RoleRule(scope=Scope.PROVIDER, abilities=OWNER, staff=True),
    RoleName.ADMINISTRATOR: RoleRule(
        scope=Scope.PROVIDER,
        abilities=OWNER | {"settings.write", "roles.write", "audit.read"},
        staff=True,
    ),
}
ABILITIES: frozenset[str] = frozenset().union(*(rule.abilities for rule in ROLES.values()))
STAFF_ROLES = frozenset(name for name, rule in ROLES.items() if rule.staff)

SCOPES = frozenset(
    {
        *("people:read", "tickets:read", "tickets:write", "acts:read", "terms:read", "terms:write", "loyalty:read"),
        *("articles:read", "articles:write", "recoveries:read", "recoveries:write", "contact:read"),
        "contact:write",
    }
)
"""What a token for a program may be limited to."""

NOT_YET_KNOWN = "not yet known"
"""The name of the built-in public organisation that unknown senders belong to until staff decide."""

PROFILE_WORDS = ("language", "channel", "hours", "detail", "support_note", "occupation", "critical_note")
"""What a person says of themself besides the name; all of it goes when they are erased."""

SHOW_ANSWERS = "answers shown to those who help"
"""The consent by which a person lets the team that helps them see their answers by name; by default they do not."""

LEFT = "Somebody who left"
"""What pages call a person who was erased."""

STAFF_TOKEN = "staff"
"""The search token of rows that all staff who may read people can find."""


@dataclass(frozen=True)
class PersonCard:
    """What a list or a message header says of a person; `own_language` is what they chose, "" where they did not."""

    id: int
    name: str
    organisation_id: int
    organisation: str
    site: str
    language: str
    address: str
    unproven: bool
    staff: bool
    key: str
    unnamed: bool = False
    own_language: str = ""


@dataclass(frozen=True)
class Sender:
    """Who a mail says it is from. `proven` is DMARC's word: True pass, None no policy or no result, False failed."""

    address: str
    name: str = ""
    proven: bool | None = None
    mailbox_organisation_id: int | None = None


@dataclass(frozen=True)
class SenderFound:
    """Who that is to us; a held sender has no person and a plain reason instead."""

    person_id: int | None
    organisation_id: int | None
    unproven: bool = False
    held_reason: str = ""
    new: bool = False


@dataclass(frozen=True)
class ServiceUsed:
    """A service that a person uses, directly or through their site."""

    service_id: int
    name: str
    team_id: int
    since: date


@dataclass(frozen=True)
class UseSeen:
    """A service somebody uses or used, themself or through their site; `until` is None where it goes on."""

    service_id: int
    service: str
    since: date
    until: date | None
    of_site: bool


@dataclass(frozen=True)
class Served:
    """Somebody who is served: all rows that are this human, since when we know them, and their zone."""

    person_id: int
    rows: tuple[int, ...]
    since: date
    zone: str


@dataclass(frozen=True)
class CriticalDaySeen:
    """A day on which nothing may go wrong for somebody, and why."""

    id: int
    on: date
    words: str


@dataclass(frozen=True)
class AgentCardSeen:
    """What somebody who helps says of themself, for those they help and for nothing else."""

    person_id: int
    name: str
    does: str
    languages: str
    hours: str
    reach: str
    shown: bool = True


@dataclass(frozen=True)
class AddressSeen:
    """One address of a person, with the row it stands at: another one when two were merged."""

    id: int
    address: str
    verified_at: datetime | None
    person_id: int


@dataclass(frozen=True)
class Likeness:
    """Two rows that may be one human, and why we think so."""

    keep: PersonCard
    other: PersonCard
    reason: str


@dataclass(frozen=True)
class ExportSeen:
    """An export as its page shows it."""

    id: int
    key: str
    person_id: int
    asked_at: datetime
    ready_at: datetime | None
    expires_at: datetime | None
    size: int


@dataclass(frozen=True)
class ErasureSeen:
    """A wish to be forgotten, or an erasure on its way."""

    id: int
    person_id: int
    name: str
    organisation: str
    state: str
    asked_at: datetime
    decided_at: datetime | None
    done_at: datetime | None
    reason: str = ""


@dataclass(frozen=True)
class ImportedPerson:
    """Somebody of another desk's export; the same source_key in an organisation is the same person for ever."""

    source_key: str
    organisation_id: int
    name: str
    unnamed: bool = False
    known_since: date | None = None


@dataclass(frozen=True)
class Refused:
    """One line of an import that was left out, and why."""

    line: int
    reason: str


@dataclass
class Imported:
    """What an import did: rows made and changed by kind, and the lines refused."""

    rows: int = 0
    made: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    kept: int = 0  # of the refused, those known in another organisation, where they stay

    def count(self, kind: str, made: int) -> None:
        """Add to the rows made of one kind."""
        if made:
            self.made[kind] = self.made.get(kind, 0) + made
