"""The facets answers are counted by, and the words for their values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rapport.domains.insights.rules.periods import MONTHS

FACETS = ("team", "channel", "way", "language", "tenure", "group")
WAVE = "wave"  # before or after a change, whenever that was: no quarters, but the one beside the other
UNKNOWN = "unknown"  # answers that carry none: so that no small group can be worked out from the sum
WORDS: Mapping[str, Mapping[str, str]] = {
    "channel": {"mail": "Mail", "portal": "These pages", "phone": "Phone", "visit": "Visit", "chat": "Chat"},
    "way": {"on_site": "On site", "dispatched": "Dispatched", "remote": "Remote"},
    "tenure": {
        "under_1": "Known for less than a year",
        "1_to_3": "One to three years",
        "3_to_5": "Three to five years",
        "over_5": "More than five years",
    },
    "language": {
        "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch",
        "pl": "Polish", "pt": "Portuguese", "cs": "Czech", "tr": "Turkish", "uk": "Ukrainian", "ro": "Romanian",
    },
}  # fmt: skip


def facet_label(facet: str, value: str, teams: Mapping[str, str]) -> str:
    """One value of a facet as a page writes it.

    >>> facet_label("way", "on_site", {}), facet_label("team", "4", {"4": "Field Team"}), facet_label("team", "5", {})
    ('On site', 'Field Team', 'no longer there')
    >>> facet_label(WAVE, "before 2026-11-12", {})
    'Before 12 November 2026'
    """
    if facet == WAVE:
        side, _, day = value.partition(" ")
        return f"{side.capitalize()} {_day(day)}" if day else "At other times"
    if value == UNKNOWN:
        return "Not known"
    if facet == "team":
        return teams.get(value, "no longer there")
    return WORDS.get(facet, {}).get(value, value)


def _day(raw: str) -> str:
    day = date.fromisoformat(raw)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
