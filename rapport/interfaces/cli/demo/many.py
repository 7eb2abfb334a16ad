"""Relationships with many: what was done together over the years, who looks after an organisation, contact counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from rapport.domains.ledger import actions as ledger
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import both_ways
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import working_day
from rapport.interfaces.cli.demo.placing import Cast
from rapport.interfaces.cli.demo.script import Script

TOGETHER = (
    # kind, name, began so many days ago, ended so many days ago (0: still going on), words in the titles of its matters
    ("project", "New tablets on every crane", 640, 430, "tablet"),
    ("change", "Permits without paper", 300, 190, "permit|form|drawing"),
    ("project", "Trailers get a second line", 150, 0, "line|trailer|network"),
)
STEPS = (
    (n.SITES_TEAM, n.SANNA, "Walk the two newest sites together", 6),
    (n.OFFICES_TEAM, n.ELIF, "Ask what the move of the estimators needs", 13),
)
AT_ONCE = 500  # marks; nobody waits for a lock here


def know_the_many(scripts: Sequence[Script], episodes: Mapping[str, int], cast: Cast, *, at: datetime) -> None:
    """Sequences of Aldergate, owners and next steps of two teams, and every act counted."""
    organisation_id = cast.organisation_of[n.MARTA]
    for kind, name, began, ended, of in TOGETHER:
        since, until = at - timedelta(days=began), at - timedelta(days=ended)
        row = ledger.begin_sequence(
            organisation_id=organisation_id,
            kind=kind,
            name=name,
            started_at=since,
            actor=system(),
            at=at,
        )
        ids = both_ways.belonging(scripts, episodes, cast, since=since, until=until, of=of)
        ledger.join_sequence(sequence_id=row.pk, episode_ids=ids, actor=system(), at=until)
        if ended:
            ledger.end_sequence(sequence_id=row.pk, actor=system(), at=until)
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
