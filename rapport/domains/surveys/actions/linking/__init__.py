"""Trying to link answers without a name to those who gave them, in every way we know; each attempt says what came."""

from __future__ import annotations

from datetime import datetime

from rapport.domains.surveys.actions.linking.columns import (
    common_columns,
    equal_values,
    events_that_name,
    fields_that_name,
    fine_times,
)
from rapport.domains.surveys.actions.linking.groups import boxes_waiting, small_days, small_places
from rapport.domains.surveys.actions.linking.orders import orders_beside, orders_of_rows
from rapport.domains.surveys.actions.linking.rehearsal import rehearsed_orders
from rapport.domains.surveys.actions.linking.traces import (
    answer_changes,
    audit_rows,
    log_files,
    references,
    words_elsewhere,
)
from rapport.domains.surveys.types import Attempt
from rapport.foundation.actors import Actor, NotFound

ATTEMPTS = (
    common_columns,
    equal_values,
    fine_times,
    fields_that_name,
    events_that_name,
    orders_of_rows,
    orders_beside,
    rehearsed_orders,
    small_days,
    small_places,
    boxes_waiting,
    audit_rows,
    answer_changes,
    references,
    words_elsewhere,
    log_files,
)


def try_to_link(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Every attempt on this database and data folder; what is rehearsed is undone. Only for the machine itself."""
    if not actor.reach.whole:
        raise NotFound
    return [one for attempt in ATTEMPTS for one in attempt(actor=actor, at=at)]
