"""What a vulnerable moment says, and the one next step it asks for: sentences, no database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from rapport.domains.outreach.types import MomentKind, WhyNow

UNHAPPY_BELOW = 7
TO_CALL = timedelta(hours=48)
"""Recovery: somebody unhappy is called within two days of their answer."""


class Told(NamedTuple):
    """What is known of one moment: its kind, where it came from, what it names, when it began and its day."""

    kind: MomentKind
    source: str
    named: str
    since: datetime
    on: date


def why_now(told: Told, *, at: datetime, today: date) -> WhyNow:
    """One reason in words, with its next step."""
    words, step = _SAYS[told.kind](told, today)
    late = _late(told, at=at, today=today)
    score = int(told.named) if told.kind == MomentKind.UNHAPPY else None
    return WhyNow(kind=told.kind, words=words, step=step, on=told.on, late=late, score=score)


def _late(told: Told, *, at: datetime, today: date) -> bool:
    if told.kind == MomentKind.UNHAPPY:
        return at > told.since + TO_CALL
    return told.kind == MomentKind.SILENCE and told.on < today


def _unhappy(told: Told, today: date) -> tuple[str, str]:
    return f"Answered {told.named} of 10 by name, and no contact since.", "Call and listen; then say what you will do."


def _broken(told: Told, today: date) -> tuple[str, str]:
    return (
        f"{_FEW.get(told.named, told.named)} promises were broken within 30 days.",
        "Say sorry, and give one time that holds.",
    )


def _leaves(told: Told, today: date) -> tuple[str, str]:
    if told.source.startswith("contact:"):
        return f"No longer speaks for {told.named}.", "Say thank you, and ask who takes over."
    return f"{told.named} looked after them and no longer serves in the team.", "Introduce who looks after them now."


def _sequence(told: Told, today: date) -> tuple[str, str]:
    return f"“{told.named}” ends on {short(told.on, today=today)}.", "Look back together, and ask what comes next."


def _site(told: Told, today: date) -> tuple[str, str]:
    return (
        f"{told.named} closes on {short(told.on, today=today)}.",
        "Agree what is taken down when, and who stays in touch.",
    )


def _silence(told: Told, today: date) -> tuple[str, str]:
    return (
        f"Silent longer than planned: contact was due by {short(told.on, today=today)}.",
        told.named or "Call without a fault.",
    )


def _quiet(told: Told, today: date) -> tuple[str, str]:
    if told.source.startswith("use:"):
        return (
            f"Stopped using {told.named} on {short(told.on, today=today)}.",
            "Ask what they use now, and what was missing.",
        )
    return (
        f"Not heard of since {short(told.on, today=today)}, and there used to be contact.",
        "Call without a fault: how are things?",
    )


_SAYS = {
    MomentKind.UNHAPPY: _unhappy,
    MomentKind.BROKEN: _broken,
    MomentKind.LEAVES: _leaves,
    MomentKind.SEQUENCE: _sequence,
    MomentKind.SITE: _site,
    MomentKind.SILENCE: _silence,
    MomentKind.QUIET: _quiet,
}


_FEW = {"2": "Two", "3": "Three", "4": "Four"}


def short(day: date, *, today: date) -> str:
    """A day as a sentence names it: with its year where that is another one.

    >>> short(date(2026, 11, 9), today=date(2026, 12, 1)), short(date(2025, 11, 9), today=date(2026, 12, 1))
    ('9 Nov', '9 Nov 2025')
    """
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b %Y}"
