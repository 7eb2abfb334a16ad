"""What kinds, ways, events and tools are called on pages."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.domains.notices.types import CallState, HookEvent, NoticeKind, ToolKind, Way

KINDS: Mapping[NoticeKind, str] = {
    NoticeKind.ASSIGNED: "A ticket is yours now",
    NoticeKind.REPLY: "Somebody answered on a ticket of yours",
    NoticeKind.AT_RISK: "A promise is at risk",
    NoticeKind.NEW_TICKET: "A new ticket in a team of yours",
    NoticeKind.STOPPED: "A webhook was stopped",
    NoticeKind.MENTION: "A note names you",
    NoticeKind.RECOVERY: "Somebody who was unhappy is yours to call",
}
SHORT: Mapping[NoticeKind, str] = {
    NoticeKind.ASSIGNED: "yours now",
    NoticeKind.REPLY: "they answered",
    NoticeKind.AT_RISK: "a promise is at risk",
    NoticeKind.NEW_TICKET: "new in your team",
    NoticeKind.STOPPED: "stopped: it did not answer",
    NoticeKind.MENTION: "a note names you",
    NoticeKind.RECOVERY: "your turn to call",
}
WAYS: Mapping[Way, str] = {
    Way.AT_ONCE: "Mail at once",
    Way.CHAT: "In my chat, at once",
    Way.DAILY: "In a daily mail",
    Way.WEEKLY: "In a weekly mail",
    Way.NONE: "Not at all",
}
EVENTS: Mapping[HookEvent, str] = {
    HookEvent.TICKET_OPENED: "A ticket was opened",
    HookEvent.TICKET_REPLIED: "They wrote on a ticket",
    HookEvent.TICKET_ANSWERED: "We answered a ticket",
    HookEvent.TICKET_ASSIGNED: "A ticket has another owner",
    HookEvent.TICKET_SOLVED: "A ticket was solved",
    HookEvent.TICKET_REOPENED: "A ticket is open again",
    HookEvent.ACT_RECORDED: "An act was recorded",
    HookEvent.ANSWER_COUNTED: "Answers to a survey were counted",
    HookEvent.TEST: "A test",
}
STATES: Mapping[CallState, str] = {
    CallState.WAITING: "waiting",
    CallState.TAKEN: "taken",
    CallState.GIVEN_UP: "given up",
}
TOOLS: Mapping[ToolKind, str] = {
    ToolKind.SLACK: "Slack",
    ToolKind.TEAMS: "Microsoft Teams",
    ToolKind.MATTERMOST: "Mattermost",
    ToolKind.ROCKET_CHAT: "Rocket.Chat",
    ToolKind.DISCORD: "Discord",
    ToolKind.GOOGLE_CHAT: "Google Chat",
    ToolKind.MATRIX: "Matrix",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
