"""Everything that may be done about notices."""

from __future__ import annotations

from rapport.domains.notices.actions.calling import make_call, note_attempt, queue_calls, resend_call, send_test_call
from rapport.domains.notices.actions.channels import (
    ToolRefused,
    WrongChannel,
    add_channel,
    end_channel,
    post_to_channel,
    try_channel,
)
from rapport.domains.notices.actions.choosing import NoChat, WrongHours, choose
from rapport.domains.notices.actions.endpoints import (
    WrongEndpoint,
    change_endpoint,
    end_endpoint,
    open_endpoint,
    pause_endpoint,
    renew_endpoint_secret,
    resume_endpoint,
)
from rapport.domains.notices.actions.forgetting import forget_old
from rapport.domains.notices.actions.noting import note_changes
from rapport.domains.notices.actions.own_chat import end_own_chat, keep_own_chat, post_to_own_chat, try_own_chat
from rapport.domains.notices.actions.telling import NothingToTell, tell_due, try_notice

__all__ = [
    "NoChat",
    "NothingToTell",
    "ToolRefused",
    "WrongChannel",
    "WrongEndpoint",
    "WrongHours",
    "add_channel",
    "change_endpoint",
    "choose",
    "end_channel",
    "end_endpoint",
    "end_own_chat",
    "forget_old",
    "keep_own_chat",
    "make_call",
    "note_attempt",
    "note_changes",
    "open_endpoint",
    "pause_endpoint",
    "post_to_channel",
    "post_to_own_chat",
    "queue_calls",
    "renew_endpoint_secret",
    "resend_call",
    "resume_endpoint",
    "send_test_call",
    "tell_due",
    "try_channel",
    "try_notice",
    "try_own_chat",
]
