"""Everything that may be done about contact and thanks."""

from __future__ import annotations

from rapport.domains.outreach.actions.acting import act_earlier_thanks, act_thanks
from rapport.domains.outreach.actions.calling import NobodyCalled, NotTheirCall, log_call
from rapport.domains.outreach.actions.counting import count_shares, follow_contacts, move_off_free_days
from rapport.domains.outreach.actions.feeding import end_calendar_link, new_calendar_link
from rapport.domains.outreach.actions.finding import find_moments
from rapport.domains.outreach.actions.joining import move_plans
from rapport.domains.outreach.actions.noticing import PastDay, note_answer, note_leaving, put_off
from rapport.domains.outreach.actions.planning import end_plan, plan_contact, set_level
from rapport.domains.outreach.actions.thanking import (
    NobodyToThank,
    NotYoursToPublish,
    TooLate,
    give_thanks,
    publish_thanks,
    read_thanks,
    set_consent,
)
from rapport.domains.outreach.rules import SeveralLines, WrongCadence

__all__ = [
    "NobodyCalled",
    "NobodyToThank",
    "NotTheirCall",
    "NotYoursToPublish",
    "PastDay",
    "SeveralLines",
    "TooLate",
    "WrongCadence",
    "act_earlier_thanks",
    "act_thanks",
    "count_shares",
    "end_calendar_link",
    "end_plan",
    "find_moments",
    "follow_contacts",
    "give_thanks",
    "log_call",
    "move_off_free_days",
    "move_plans",
    "new_calendar_link",
    "note_answer",
    "note_leaving",
    "plan_contact",
    "publish_thanks",
    "put_off",
    "read_thanks",
    "set_consent",
    "set_level",
]
