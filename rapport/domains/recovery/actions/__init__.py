"""Everything that may be done after an answer by name."""

from __future__ import annotations

from rapport.domains.recovery.actions.calling_back import NoWayToReach, ask_for_call, forget_calls, note_called
from rapport.domains.recovery.actions.cards import AskedBefore, NeverAsk, NotPromoter, ask_to_speak, put_away, thank_for
from rapport.domains.recovery.actions.contacting import hand_over, log_contact, thank
from rapport.domains.recovery.actions.counting import count_quarters
from rapport.domains.recovery.actions.ending import (
    EndedAlready,
    NobodyTalked,
    NoSuchCause,
    TooFewTries,
    WrongOutcome,
    end_recovery,
    join_people,
    link_cause,
    note_asked_again,
)
from rapport.domains.recovery.actions.escalating import escalate
from rapport.domains.recovery.actions.noting import note_answers
from rapport.domains.recovery.actions.speaking import NoReason, NothingSaid, keep_off, speak, take_back

__all__ = [
    "AskedBefore",
    "EndedAlready",
    "NeverAsk",
    "NoReason",
    "NoSuchCause",
    "NoWayToReach",
    "NobodyTalked",
    "NotPromoter",
    "NothingSaid",
    "TooFewTries",
    "WrongOutcome",
    "ask_for_call",
    "ask_to_speak",
    "count_quarters",
    "end_recovery",
    "escalate",
    "forget_calls",
    "hand_over",
    "join_people",
    "keep_off",
    "link_cause",
    "log_contact",
    "note_answers",
    "note_asked_again",
    "note_called",
    "put_away",
    "speak",
    "take_back",
    "thank",
    "thank_for",
]
