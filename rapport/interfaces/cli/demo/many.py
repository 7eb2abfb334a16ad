"""Relationships with many: what was done together over the years, who looks after an organisation, contact counted."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.domains.ledger import actions as ledger
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import working_day
from rapport.interfaces.cli.demo.placing import Cast

TOGETHER = (
    # kind, name, began so many days ago, ended so many days ago (0: still going on)
    ("project", "New tablets on every crane", 640, 430),
    ("change", "Permits without paper", 300, 190),
    ("project", "Trailers get a second line", 150, 0),
)
STEPS = (
    (n.SITES_TEAM, n.SANNA, "Walk the two newest sites together", 6),
    (n.OFFICES_TEAM, n.ELIF, "Ask what the move of the estimators needs", 13),
)
AT_ONCE = 500  # marks; nobody waits for a lock here


def know_the_many(cast: Cast, *, at: datetime) -> None:
    """Sequences of Aldergate, owners and next steps of two teams, and every act counted."""
    organisation_id = cast.organisation_of[n.MARTA]
    for kind, name, began, ended in TOGETHER:
        row = ledger.begin_sequence(
            organisation_id=organisation_id,
            kind=kind,
            name=name,
            started_at=at - timedelta(days=began),
            actor=system(),
            at=at,
        )
        if ended:
            ledger.end_sequence(sequence_id=row.pk, actor=system(), at=at - timedelta(days=ended))
    working = promises.default_calendar()
    while ledger.count_contacts(working=working, actor=system(), at=at, size=AT_ONCE):
        pass
    for team, owner, step, days in STEPS:
        ledger.set_group_step(
            organisation_id=organisation_id,
            team_id=cast.teams[team],
            owner_id=cast.persons[owner],
            next_step=step,
            next_step_on=working_day(at.date() + timedelta(days=days)),
            actor=cast.actor(owner),
            at=at,
        )
