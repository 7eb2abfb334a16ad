"""What a calendar answers to an invitation: yes, no, perhaps or another time, and the words with it (RFC 5546)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rapport.interfaces.mail.reading.entities import Entity
from rapport.interfaces.mail.reading.reports import leaves
from rapport.interfaces.mail.reading.types import CalendarAnswer

_KINDS = {"text/calendar", "application/ics"}
_METHODS = (b"METHOD:REPLY", b"METHOD:COUNTER")
_SAID = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}
_MOST_BYTES, _MOST_WORDS, _MOST_SUMMARY = 256 * 1024, 2_000, 200


def read_calendar_answer(root: Entity, *, sender: str, text: str) -> CalendarAnswer | None:
    """The answer that a mail brings, or None where it brings none that can be read.

    `text` is what was written in the mail: it counts as words of theirs only where it is not the program's own
    sentence, which names the meeting or who answers.
    """
    for leaf in leaves(root):
        if leaf.kind in _KINDS:
            content = leaf.content()[:_MOST_BYTES]
            if any(method in content.upper() for method in _METHODS):
                return _answer(content, sender.lower(), text)
    return None


def _answer(content: bytes, sender: str, text: str) -> CalendarAnswer | None:
    import icalendar  # only mails with an answer pay for it

    try:
        file: Any = icalendar.Calendar.from_ical(content)
        event = next(iter(file.walk("VEVENT")), None)
        return None if event is None else _read(event, str(file.get("METHOD", "")).upper(), sender, text)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None  # not a calendar file after all: the mail is received like any other


def _read(event: Any, method: str, sender: str, text: str) -> CalendarAnswer | None:
    party = _who(event, sender)
    state = str(party.params.get("PARTSTAT", "")).upper() if party else ""
    said = "counter" if method == "COUNTER" else _SAID.get(state, "")
    if not said:
        return None
    summary = " ".join(str(event.get("SUMMARY", "")).split())[:_MOST_SUMMARY]
    own = [summary, str(party.params.get("CN", "")) if party else "", _address(party)]
    return CalendarAnswer(
        uid=str(event.get("UID", ""))[:300],
        version=int(event.get("SEQUENCE", 0)),
        said=said,
        summary=summary,
        words=_words(event, text, own),
        starts_at=_moment(event, "DTSTART") if said == "counter" else None,
        ends_at=_moment(event, "DTEND") if said == "counter" else None,
    )


def _who(event: Any, sender: str) -> Any:
    """Who answers: the attendee that wrote the mail, else the only one there is."""
    found = event.get("ATTENDEE", [])
    parties = found if isinstance(found, list) else [found]
    own = [one for one in parties if _address(one) == sender]
    return own[0] if own else parties[0] if len(parties) == 1 else None


def _address(party: Any) -> str:
    return str(party or "").lower().removeprefix("mailto:").strip()


def _words(event: Any, text: str, own: list[str]) -> str:
    said = event.get("COMMENT", "")
    comment = " ".join(" ".join(str(one) for one in (said if isinstance(said, list) else [said])).split())
    if comment:
        return comment[:_MOST_WORDS]
    lower = text.lower()
    of_the_program = any(one and one.lower() in lower for one in own)
    return "" if of_the_program else text.strip()[:_MOST_WORDS]


def _moment(event: Any, name: str) -> datetime | None:
    value = event.decoded(name, None)
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
