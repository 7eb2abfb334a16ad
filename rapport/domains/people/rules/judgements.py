"""Judgements about addresses, names, senders and roles; no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from rapport.domains.people.types import ROLES, STAFF_TOKEN, RoleName, Scope
from rapport.foundation.text import shown

# Domains at which anybody can have an address; none of them can belong to an organisation.
_OPEN_TO_ALL = """
aol.com btinternet.com free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com
hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.fr icloud.com laposte.net libero.it live.com live.de mac.com
mail.com mail.de mail.ru mailbox.org me.com msn.com o2.pl orange.fr outlook.com outlook.de posteo.de proton.me
protonmail.com qq.com rediffmail.com seznam.cz t-online.de tuta.com tutanota.com 126.com 163.com virgilio.it
wanadoo.fr web.de wp.pl yahoo.co.uk yahoo.com yahoo.de yahoo.fr yandex.com yandex.ru zoho.com
"""
PUBLIC_MAIL = frozenset(_OPEN_TO_ALL.split())
LONGEST_ADDRESS = 254
LONGEST_NAME = 200
JOINERS = "\u200c\u200d"
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@(?:[^\s@.<>,;:\"()\[\]\\]+\.)*[^\s@.<>,;:\"()\[\]\\]+")


class WrongAddress(ValueError):
    """This is not a mail address."""


class WrongZone(ValueError):
    """There is no such time zone."""


@dataclass(frozen=True)
class Candidate:
    """A person who has the address a mail came from."""

    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class Granted:
    """One role as it is held: in a team, for an organisation, or at large."""

    role: str
    team_id: int | None = None
    organisation_id: int | None = None


def plain_address(raw: str) -> str:
    """The address in lower case, without spaces around it.

    >>> plain_address("  Marta.Kolb@Aldergate.example ")
    'marta.kolb@aldergate.example'
    """
    address = raw.strip().lower()
    # Lower() of the databases folds ASCII only on SQLite, so an address is kept as Python folds it.
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise WrongAddress(f"{raw.strip()[:80]!r} is not a mail address.")
    return address


def domain_of(address: str) -> str:
    """What stands behind the @."""
    return address.rsplit("@", 1)[-1]


def can_belong_to_organisation(domain: str) -> bool:
    """False for domains of public mail providers."""
    return domain not in PUBLIC_MAIL


def plain_name(name: str, address: str) -> str:
    """A name for a person: as they wrote it on one line, else made from the address.

    >>> plain_name("", "ivo.brandt@aldergate.example")
    'Ivo Brandt'
    """
    made = " ".join(part.capitalize() for part in re.split(r"[._\-+]+", address.partition("@")[0]) if part)
    return (on_one_line(name) or made or address)[:LONGEST_NAME]


def on_one_line(name: str) -> str:
    """A name without line breaks, control characters and quotes around it; the joiners of Persian and Hindi stay."""
    seen = "".join(c if c.isprintable() or c in JOINERS else " " for c in shown(name))
    return " ".join(seen.split()).strip("'\" ")[:LONGEST_NAME]


def known_zone(zone: str) -> str:
    """The name of a time zone that exists."""
    if zone not in available_timezones():
        raise WrongZone(f"{zone!r} is not a time zone. Use a name such as Europe/Berlin.")
    return zone


def who_wrote(
    candidates: Sequence[Candidate], *, mailbox_organisation_id: int | None, last_act: Mapping[int, datetime]
) -> Candidate | None:
    """The one of several persons with an address: in the mailbox's client, else with the latest act, else nobody."""
    if len(candidates) == 1:
        return candidates[0]
    here = [c for c in candidates if c.organisation_id == mailbox_organisation_id]
    if len(here) == 1:
        return here[0]
    seen = sorted((last_act[c.person_id], c.person_id) for c in candidates if c.person_id in last_act)
    if not seen or (len(seen) > 1 and seen[-1][0] == seen[-2][0]):
        return None
    return next(c for c in candidates if c.person_id == seen[-1][1])


def abilities_of(granted: Iterable[Granted]) -> frozenset[str]:
    """What the roles allow together; everybody is at least a customer."""
    held = {RoleName(g.role) for g in granted} | {RoleName.CUSTOMER}
    return frozenset().union(*(ROLES[role].abilities for role in held))


def serves(granted: Iterable[Granted]) -> bool:
    """True for staff: whoever holds a role that serves."""
    return any(ROLES[RoleName(g.role)].staff for g in granted)


def serves_everywhere(granted: Iterable[Granted]) -> bool:
    """True where a role reaches all teams of the provider."""
    return any(ROLES[RoleName(g.role)].scope is Scope.PROVIDER for g in granted)


def teams_of(granted: Iterable[Granted]) -> frozenset[int]:
    """The teams in which a role is held."""
    return frozenset(g.team_id for g in granted if g.team_id and ROLES[RoleName(g.role)].scope is Scope.TEAM)


def organisations_granted(granted: Iterable[Granted]) -> frozenset[int]:
    """The organisations whose people and figures a role opens."""
    return frozenset(
        g.organisation_id for g in granted if g.organisation_id and ROLES[RoleName(g.role)].scope is Scope.ORGANISATION
    )


def tokens_of_person(person_id: int, organisation_id: int) -> list[str]:
    """Who finds a person in the search: themself, the contacts of their organisation, and staff."""
    return [f"p{person_id}", f"o{organisation_id}", STAFF_TOKEN]
