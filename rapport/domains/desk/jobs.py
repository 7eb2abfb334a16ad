"""The desk's own jobs: solved tickets close after a week, answers leave, views are counted, visits called to mind."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from rapport.domains.desk import actions
from rapport.domains.people.events import RoleRevoked
from rapport.foundation import events
from rapport.foundation.actors import system
from rapport.foundation.jobs import cron, job


@cron("desk.close_solved", every="1h")
def close_solved(*, at: datetime) -> None:
    """Close a batch of solved tickets; the next hour goes on where this one ends."""
    actions.close_solved(actor=system(), at=at)


@job("desk.let_leave", once=True)
def let_leave(*, outgoing_id: int) -> None:
    """Nobody took the answer back: it happens now."""
    actions.let_leave(outgoing_id=outgoing_id, actor=system(), at=timezone.now())


@job("desk.forget_files", once=True)
def forget_files(*, file_ids: list[int]) -> None:
    """Files that were taken out of a draft a day ago go, where nothing else holds them."""
    actions.forget_files(file_ids=file_ids, actor=system(), at=timezone.now())


@cron("desk.forget_draft_files", every="daily@03:40")
def forget_draft_files(*, at: datetime) -> None:
    """Files of drafts that nobody went on with for a month go."""
    actions.forget_draft_files(actor=system(), at=at)


@cron("desk.count_views", every="1m")
def count_views(*, at: datetime) -> None:
    """Saved views show what was counted here, so that no page counts."""
    actions.count_views(actor=system(), at=at)


@cron("desk.read_languages", every="1m")
def read_languages(*, at: datetime) -> None:
    """Messages from pages and programs say what language they are in; mail does when it is read."""
    actions.read_languages(actor=system(), at=at)


@cron("desk.remind_of_visits", every="1h")
def remind_of_visits(*, at: datetime) -> None:
    """Remind both sides of the visits of the next working day."""
    actions.remind_of_visits(actor=system(), at=at)


@events.on(RoleRevoked, once=False)
def after_a_role_ended(event: RoleRevoked) -> None:
    """What they had in hand goes back to the queue of the team, one short transaction for each batch."""
    while actions.give_back_tickets(person_id=event.person_id, actor=system(), at=event.at):
        pass
