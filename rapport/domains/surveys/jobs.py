"""What surveys do by the clock: letters leave when their morning comes."""

from __future__ import annotations

from datetime import datetime

from rapport.domains.surveys import actions
from rapport.foundation.actors import system
from rapport.foundation.jobs import cron

MOST_SETS = 20


@cron("surveys.send_due", every="5m")
def send_due(*, at: datetime) -> None:
    """Send the invitations that are due, one short transaction per set."""
    for _ in range(MOST_SETS):
        if not actions.send_due(actor=system(), at=at):
            return


@cron("surveys.remind_due", every="30m")
def remind_due(*, at: datetime) -> None:
    """Send the reminders that are due."""
    for _ in range(MOST_SETS):
        if not actions.remind_due(actor=system(), at=at):
            return


@cron("surveys.send_anonymous", every="5m")
def send_anonymous(*, at: datetime) -> None:
    """Send anonymous invitations and their reminders, between nine and five where the person is."""
    for step in (actions.send_anonymous_due, actions.remind_anonymous_due):
        for _ in range(MOST_SETS):
            if not step(actor=system(), at=at):
                break


@cron("surveys.move_sealed", every="1h")
def move_sealed(*, at: datetime) -> None:
    """Move sealed answers in batches of five and more, and turn the key of the boxes."""
    actions.move_sealed(actor=system(), at=at)


@cron("surveys.run_rules", every="30m")
def run_rules(*, at: datetime) -> None:
    """Draw and send what is due by schedules and around changes."""
    actions.run_rules(actor=system(), at=at)
