"""Actors: who does or looks; a person, the system of an organisation, or nobody (signed out)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from rapport.foundation.reach import NOTHING, WHOLE, Reach


class NotAllowed(Exception):
    """The actor sees this but may not do it; pages answer 403 with a plain sentence."""


class NotFound(Exception):
    """Not there or not yours: both look the same; pages answer 404."""


@dataclass(frozen=True)
class Actor:
    """Who acts, and within which reach."""

    kind: str
    reach: Reach = NOTHING
    person_id: int | None = None
    organisation_id: int | None = None
    name: str = ""
    staff: bool = False
    language: str = "en"
    zone: str = "UTC"

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Reckoned once: an actor names what is kept for them, at every statement."""
        return hash((self.kind, self.person_id, self.organisation_id, self.reach))

    @cached_property
    def bare(self) -> Actor:
        """The same without name, language and zone: what a statement may depend on."""
        return replace(self, name="", language="", zone="")

    @property
    def is_person(self) -> bool:
        """True for somebody signed in."""
        return self.kind == "person"

    def require(self, ability: str) -> None:
        """Refuse with NotAllowed unless the ability is within reach."""
        if not self.reach.may(ability):
            raise NotAllowed(ability)


NOBODY = Actor(kind="nobody")


def system() -> Actor:
    """The system of the provider: jobs that concern the whole installation."""
    return Actor(kind="system", reach=WHOLE, name="Rapport", staff=True)


def system_of(organisation_id: int) -> Actor:
    """The system of one organisation: sees its rows, nobody else's."""
    reach = Reach(organisation_ids=frozenset({organisation_id}), tokens=frozenset({f"o{organisation_id}"}))
    return Actor(kind="system", reach=reach, organisation_id=organisation_id, name="Rapport")
