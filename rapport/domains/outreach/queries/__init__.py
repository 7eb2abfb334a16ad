"""What can be read of contact and thanks, limited to the viewer's reach."""

from __future__ import annotations

from rapport.domains.outreach.queries.calls import reasons_for, whom_to_call
from rapport.domains.outreach.queries.feeds import calendar, calendar_since
from rapport.domains.outreach.queries.plans import cadences, next_steps, plan, plan_of, plans, reasons_to_call
from rapport.domains.outreach.queries.shares import missing_levels, planned_shares
from rapport.domains.outreach.queries.thanks import (
    published_thanks,
    thankable,
    thankable_by_me,
    thanks_for_me,
    thanks_given,
    thanks_to_publish,
)

__all__ = [
    "cadences",
    "calendar",
    "calendar_since",
    "missing_levels",
    "next_steps",
    "plan",
    "plan_of",
    "planned_shares",
    "plans",
    "published_thanks",
    "reasons_for",
    "reasons_to_call",
    "thankable",
    "thankable_by_me",
    "thanks_for_me",
    "thanks_given",
    "thanks_to_publish",
    "whom_to_call",
]
