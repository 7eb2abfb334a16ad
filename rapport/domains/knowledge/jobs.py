"""What knowledge does after others: followers of a known problem are told that it is fixed."""

from __future__ import annotations

from rapport.domains.knowledge import actions
from rapport.domains.knowledge.events import ProblemFixed
from rapport.foundation import events
from rapport.foundation.actors import system


@events.on(ProblemFixed)
def after_a_problem_was_fixed(event: ProblemFixed) -> None:
    """A hundred letters a transaction, until everybody was told."""
    while actions.tell_followers(problem_id=event.problem_id, actor=system(), at=event.at):
        pass
