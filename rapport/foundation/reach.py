"""Reach: what one actor may see and do, computed once and handed to every query."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reach:
    """Ids, not rows: own persons, teams one serves in, organisations granted, and what one may do there.

    `whole` is the system of the provider: everything the installation holds.
    `organisation_ids` are organisations whose rows one may see because one was granted it (client contacts)
    or acts as their system; `abilities` are the words of people.types.ABILITIES.
    """

    person_ids: frozenset[int] = frozenset()
    team_ids: frozenset[int] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    abilities: frozenset[str] = frozenset()
    whole: bool = False
    tokens: frozenset[str] = field(default=frozenset())

    def may(self, ability: str) -> bool:
        """True when the ability is granted anywhere in this reach."""
        return self.whole or ability in self.abilities

    def search_tokens(self) -> frozenset[str]:
        """The tokens a search entry must share with this reach to be found: p<person> t<team> o<organisation>."""
        return self.tokens | {
            *(f"p{i}" for i in self.person_ids),
            *(f"t{i}" for i in self.team_ids),
            *(f"o{i}" for i in self.organisation_ids),
        }


NOTHING = Reach()
WHOLE = Reach(whole=True)
