"""Reading one line of an import: words become dates, roles and addresses, or a reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapport.domains.people.rules.judgements import WrongAddress, on_one_line, plain_address
from rapport.domains.people.types import STAFF_ROLES, RoleName, SiteKind
from rapport.foundation.text import shown

IN_A_TEAM = frozenset({RoleName.AGENT, RoleName.TEAM_LEAD})


class WrongLine(ValueError):
    """The line cannot be used; the text says why."""


@dataclass(frozen=True)
class Line:
    """One person as the file has them."""

    number: int
    addresses: tuple[str, ...]
    name: str
    organisation: str
    site: str
    site_kind: SiteKind
    site_opens: date | None
    site_closes: date | None
    services: tuple[str, ...]
    language: str
    known_since: date | None
    role: RoleName
    teams: tuple[str, ...]

    @property
    def serves(self) -> bool:
        """True for a line that gives a role of staff."""
        return self.role in STAFF_ROLES


def read_line(row: Mapping[str, str], number: int) -> Line:
    """One line as the rules want it; WrongLine with the reason."""
    text = {key: shown(value or "").strip() for key, value in row.items() if isinstance(key, str) and _is_text(value)}
    opens, closes = _day(text, "site_opens"), _day(text, "site_closes")
    if opens and closes and closes < opens:
        raise WrongLine("The site closes before it opens.")
    addresses, role = _addresses(text.get("email", "")), _role(text)
    return Line(
        number=number,
        addresses=addresses,
        name=on_one_line(text.get("name", "")),
        organisation=_organisation(text, role),
        site=text.get("site", "")[:200],
        site_kind=_site_kind(text.get("site_kind", "")),
        site_opens=opens,
        site_closes=closes,
        services=_several(text.get("services", "")),
        language=_language(text.get("language", "")),
        known_since=_day(text, "known_since"),
        role=role,
        teams=_several(text.get("team", "")),
    )


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip()[:200] for part in text.split(";") if part.strip()))


def _addresses(text: str) -> tuple[str, ...]:
    parts = _several(text)
    if not parts:
        raise WrongLine("There is no email.")
    try:
        return tuple(dict.fromkeys(plain_address(part) for part in parts))
    except WrongAddress as error:
        raise WrongLine(str(error)) from None


def _organisation(text: Mapping[str, str], role: RoleName) -> str:
    """The name as given; empty for a role of staff, whose organisation can only be the provider."""
    name = text.get("organisation", "")[:200]
    if not name and role not in STAFF_ROLES:
        raise WrongLine("There is no organisation.")
    return name


def _day(text: Mapping[str, str], column: str) -> date | None:
    written = text.get(column, "")
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise WrongLine(f"{column} is {written[:40]!r}; write it as 2026-11-22.") from None


def _site_kind(written: str) -> SiteKind:
    try:
        return SiteKind(written.lower() or SiteKind.OFFICE)
    except ValueError:
        raise WrongLine(f"site_kind is {written[:40]!r}; use one of {', '.join(SiteKind)}.") from None


def _language(written: str) -> str:
    if written and (len(written) > 16 or not written.replace("-", "").isalnum()):
        raise WrongLine(f"language is {written[:40]!r}; use a code such as en or pt-BR.")
    return written


def _role(text: Mapping[str, str]) -> RoleName:
    written = text.get("role", "").lower().replace(" ", "_")
    try:
        role = RoleName(written or RoleName.CUSTOMER)
    except ValueError:
        raise WrongLine(f"role is {written[:40]!r}; use one of {', '.join(RoleName)}.") from None
    if role in IN_A_TEAM and not text.get("team"):
        raise WrongLine(f"A person with the role {role.replace('_', ' ')} needs a team.")
    return role
