"""What an estimate is made from: the same for everybody who begins to wait at one moment."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.domains.people import queries as people
from rapport.domains.promises.models.hours import working_hours
from rapport.domains.promises.models.readings import histories, levels
from rapport.domains.promises.types import History, Level
from rapport.foundation.actors import system
from rapport.measures import worktime


@dataclass(frozen=True)
class Grounds:
    """Working hours, published targets, forecasts, and the names of the teams that read what comes in."""

    hours: worktime.Calendar
    targets: list[Level]
    history: list[History]
    readers: dict[int, str]


def grounds() -> Grounds:
    """As they stand now; four statements."""
    readers = {team.pk: team.name for team in people.teams(system())}
    return Grounds(working_hours(), levels(), histories(), readers)
