"""A made-up stream of acts whose matters are known: overlapping, by several channels, some acts without a number."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import log

from bench.callers import Event
from rapport.measures.episodes import ActRow

BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
CHANNELS = {"mail": 6.0, "phone": 1.5, "portal": 5.0, "chat": 0.2}  # median silence inside a matter, hours
SPREAD = 1.2  # of the logarithm of silences


@dataclass(frozen=True)
class Plan:
    """How the stream is made; the same plan gives the same stream."""

    seed: int = 20261122
    persons: int = 500
    days: int = 365
    matters: float = 9.0  # of one person, on average; they begin at any time, so they overlap
    acts: float = 5.0  # of one matter, on average
    services: int = 6
    service_known: float = 0.6
    numberless: float = 0.2  # acts that carry no reference
    ending: float = 0.85  # matters that come to a stated end


def made_up(plan: Plan) -> list[Event]:
    """The acts with the matter each belongs to; ids in order of time within a person, as a desk would give them."""
    chance = random.Random(plan.seed)
    found = [
        event
        for person in range(plan.persons)
        for matter in range(_about(plan.matters, chance))
        for event in _matter(plan, person, matter, chance)
    ]
    ordered = sorted(found, key=lambda event: event.act.at)
    return [Event(replace(event.act, id=number), event.truth) for number, event in enumerate(ordered)]


def _about(mean: float, chance: random.Random) -> int:
    """A whole number from 1 up, geometric."""
    n = 1
    while chance.random() < 1 - 1 / mean:
        n += 1
    return n


def _matter(plan: Plan, person: int, matter: int, chance: random.Random) -> Iterator[Event]:
    at = BEGIN + timedelta(days=plan.days * chance.random())
    truth = f"{person}/{matter}"
    usual, service = chance.choice(list(CHANNELS)), f"service {chance.randrange(plan.services)}"
    count = _about(plan.acts, chance)
    ends = chance.random() < plan.ending
    for number in range(count):
        channel = usual if chance.random() < 0.7 else chance.choice(list(CHANNELS))
        at += timedelta(hours=chance.lognormvariate(log(CHANNELS[channel]), SPREAD) if number else 0)
        act = ActRow(
            id=None,
            person=person,
            at=at,
            reference=None if chance.random() < plan.numberless else truth,
            service=service if chance.random() < plan.service_known else None,
            completes=ends and number == count - 1,
            channel=channel,
        )
        yield Event(act, truth)
