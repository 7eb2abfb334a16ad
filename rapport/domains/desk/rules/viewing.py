"""What a view of the queue is limited by, and in which order it stands. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

STANDS = {"open": "Open work", "new": "New", "waiting": "Waiting for them", "done": "Done", "any": "All"}
WAITS = {"us": "They wait for us", "them": "We wait for them"}
ORDERS = {"longest": "Longest wait first", "newest": "Newest first"}
MOST_COUNTED = 100


class WrongView(ValueError):
    """This view cannot be kept so; what you chose stands below."""


@dataclass(frozen=True)
class ViewFilters:
    """All of it must hold; what is empty limits nothing. `assignee` is me, nobody or an id."""

    stands: str = "open"
    waits: str = ""
    tags: tuple[str, ...] = ()
    assignee: str = ""
    service_id: int | None = None
    organisation_id: int | None = None
    older_days: int | None = None
    at_risk: bool = False
    stopped: bool = False
    field_id: int | None = None
    field_value: str = ""

    def kept(self) -> dict[str, Any]:
        """As it is kept: what limits nothing is left out."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items() if v not in ("", ())}


def filters_of(kept: Mapping[str, Any]) -> ViewFilters:
    """A kept view's limits; names that are no more are left out.

    >>> filters_of({"tags": ["vpn"], "colour": "red"}).tags
    ('vpn',)
    """
    known = {one.name for one in fields(ViewFilters)}
    given: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in kept.items() if name in known}
    return ViewFilters(**given)


def refuse_wrong(name: str, filters: ViewFilters, order: str, *, of_team: bool) -> None:
    """A view has a name and known limits; one of a team is the same for everybody who looks."""
    if not name.strip():
        raise WrongView("A view needs a name.")
    if filters.stands not in STANDS or order not in ORDERS or filters.waits not in {"", *WAITS}:
        raise WrongView("One of these is no choice here.")
    if of_team and filters.assignee == "me":
        raise WrongView("A view of the team shows everybody the same, so it cannot be about “me”. Name somebody.")
