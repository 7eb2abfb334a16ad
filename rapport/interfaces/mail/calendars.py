"""The calendar entry that a letter about a visit carries (RFC 5545, 5546): a request, a change, or a cancellation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from rapport.foundation.models.mail import Letter
from rapport.interfaces.mail.letters.visits_words import VisitWords, words_in

UID = "visit-"


def visit_key_of(uid: str) -> str:
    """The key of the visit that an entry is about, "" for entries that are not ours.

    >>> visit_key_of("040000008200E00074C5B7101A82E008")
    ''
    """
    key, _, _ = uid.partition("@")
    return key.removeprefix(UID) if key.startswith(UID) else ""


def entry_of(letter: Letter) -> tuple[str, str]:
    """The method and the file; both empty for letters about anything else.

    One visit has one UID for everybody, and its version is the SEQUENCE, so that calendars follow every change.
    """
    said = letter.data
    if "visit_key" not in said:
        return "", ""
    import icalendar  # only letters about visits pay for it

    file = icalendar.Calendar()
    file.add("prodid", "-//Rapport//Visits//EN")
    file.add("version", "2.0")
    file.add("method", said["method"])
    file.add_component(_event(letter))
    return said["method"], file.to_ical().decode()


def _event(letter: Letter) -> Any:
    import icalendar

    said, event = letter.data, icalendar.Event()
    event.add("uid", f"{UID}{said['visit_key']}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", said["version"])
    event.add("dtstamp", letter.posted_at.astimezone(UTC))
    event.add("dtstart", datetime.fromisoformat(said["starts_at"]).astimezone(UTC))
    event.add("dtend", datetime.fromisoformat(said["ends_at"]).astimezone(UTC))
    event.add("summary", _words_of(letter).entry.format(site=said["site"], what=said["what"])[:200])
    event.add("location", f"{said['site']}, {said['organisation']}")
    event.add("description", _described(letter))
    event.add("status", "CANCELLED" if said["method"] == "CANCEL" else "CONFIRMED")
    event.add("organizer", _party(letter.sender_name, letter.sender_address))
    for name, address in letter.to:
        event.add("attendee", _party(name, address, RSVP="FALSE", PARTSTAT="ACCEPTED"))
    return event


def _party(name: str, address: str, **more: str) -> Any:
    import icalendar

    party = icalendar.vCalAddress(f"mailto:{address}")
    for key, value in {"CN": name.replace('"', "'"), **more}.items():
        party.params[key] = icalendar.vText(value)
    return party


def _described(letter: Letter) -> str:
    said, words = letter.data, _words_of(letter)
    kit = said["kit"]
    lines = [str(said["what"]), words.comes.format(technician=said["technician"]) if said["technician"] else ""]
    lines += ["To bring:", *(f"- {one}" for one in kit)] if isinstance(kit, list) and kit else []
    return "\n".join(line for line in lines if line)


def _words_of(letter: Letter) -> VisitWords:
    """In the letter's language; whoever goes reads English."""
    return words_in(letter.language if letter.kind == "visit" else "en")
