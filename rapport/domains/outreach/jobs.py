"""What outreach does by the clock and after others: cadences follow the ledger, moments are found, roles end."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from rapport.domains.outreach import actions
from rapport.domains.outreach.events import ThanksGiven
from rapport.domains.people.events import PeopleMerged, RoleRevoked
from rapport.foundation import events
from rapport.foundation.actors import system
from rapport.foundation.jobs import cron, enqueue, job

MOST_BATCHES = 40


@cron("outreach.contacts", every="10m")
def contacts(*, at: datetime) -> None:
    """Cadences follow the contacts that were recorded since the last time, one short transaction for each batch."""
    for _ in range(MOST_BATCHES):
        if not actions.follow_contacts(actor=system(), at=at):
            return


@cron("outreach.moments", every="1h")
def moments(*, at: datetime) -> None:
    """Find whom to call."""
    actions.find_moments(actor=system(), at=at)


@cron("outreach.shares", every="daily@03:20")
def shares(*, at: datetime) -> None:
    """Count how much contact was planned; what is planned keeps to the days we work."""
    actions.move_off_free_days(actor=system(), at=at)
    actions.count_shares(actor=system(), at=at)


@events.on(ThanksGiven)
def after_thanks_given(event: ThanksGiven) -> None:
    """They stand on the line of whoever gave them and of those thanked, in the words they have now."""
    actions.act_thanks(thanks_id=event.thanks_id, actor=system(), at=timezone.now())


@job("outreach.earlier_thanks", once=True)
def earlier_thanks(*, after_id: int) -> None:
    """Thanks that were given before they were acts become acts, some at a time."""
    last = actions.act_earlier_thanks(after_id=after_id, actor=system(), at=timezone.now())
    if last is not None:
        enqueue("outreach.earlier_thanks", args={"after_id": last})


@events.on(RoleRevoked)
def after_a_role_ended(event: RoleRevoked) -> None:
    """Whom an agent looked after is told who does now; a contact who stops is thanked."""
    actions.note_leaving(
        person_id=event.person_id,
        role=event.role,
        team_id=event.in_team,
        organisation_id=event.for_organisation,
        actor=system(),
        at=event.at,
    )


@events.on(PeopleMerged)
def after_people_merged(event: PeopleMerged) -> None:
    """What was planned with either row goes on with the one that is kept; parted again, it stays there."""
    if event.together:
        actions.move_plans(kept_id=event.kept_id, other_id=event.other_id, actor=system(), at=event.at)
