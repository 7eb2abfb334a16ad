"""What people promised us on their own page, to a team that has helped them."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.domains.ledger import queries as ledger
from rapport.domains.promises import actions as promises
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast

# who, what they promised us, noted so many days ago, due so many days after, what became of it
PROMISED = (
    (n.MARTA, "I show the new foreman where the spare router lies.", 1, 5, ""),
    (n.MARTA, "I count the tablets that are still in the trailers.", 24, 6, "kept"),
    (n.LENA, "I ask the night shift which scanner they like.", 2, 6, ""),
)


def promise(cast: Cast, *, at: datetime) -> None:
    """They note it themselves; the team is the first by name of those they met."""
    for place, (who, text, days, after, said) in enumerate(PROMISED):
        actor, told = cast.actor(who), at - timedelta(days=days)
        for team_id, _ in ledger.teams_met(actor)[:1]:
            noted = promises.note_their_promise(
                person_id=cast.persons[who],
                text=text,
                due_on=(told + timedelta(days=after)).date(),
                team_id=team_id,
                source_key=f"demo:own:{place}",
                actor=actor,
                at=told,
            )
            if said:
                promises.settle_their_promise(promise_id=noted.pk, said=said, actor=actor, at=at)
