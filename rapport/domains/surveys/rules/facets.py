"""How a person was helped last, as the few values answers are counted by: team, channel, way, language, tenure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

BANDS = ((1, "under_1"), (3, "1_to_3"), (5, "3_to_5"))
LONGEST = "over_5"
YEAR = 365.25


def tenure(known_since: date | None, *, on: date) -> str:
    """For how many years somebody is known, as a band; "" where nobody knows.

    >>> tenure(date(2024, 1, 1), on=date(2026, 6, 1)), tenure(None, on=date(2026, 6, 1))
    ('1_to_3', '')
    """
    if known_since is None:
        return ""
    years = (on - known_since).days / YEAR
    return next((name for most, name in BANDS if years < most), LONGEST)


def facets(*, team_id: int | None, channel: str, way: str, language: str, tenure_band: str) -> dict[str, str]:
    """What is kept with an invitation; what is not known is left out.

    >>> facets(team_id=4, channel="mail", way="remote", language="", tenure_band="under_1")
    {'team': '4', 'channel': 'mail', 'way': 'remote', 'tenure': 'under_1'}
    """
    found = {
        "team": str(team_id) if team_id else "",
        "channel": channel,
        "way": way,
        "language": language.partition("-")[0].lower()[:8],
        "tenure": tenure_band,
    }
    return {name: value for name, value in found.items() if value}


def wave_facet(period: str, change_on: date) -> dict[str, str]:
    """On which side of a change somebody was asked: counted apart even where both sides fall into one month.

    >>> wave_facet("before", date(2026, 11, 20))
    {'wave': 'before 2026-11-20'}
    """
    return {"wave": f"{period} {change_on.isoformat()}"}


def facet_pairs(kept: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The same as pairs in one order, so that equal ones can be counted together."""
    return tuple(sorted(kept.items()))
