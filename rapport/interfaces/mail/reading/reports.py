"""Delivery status reports (RFC 3464): whom a mail did not reach, and which mail it was."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.interfaces.mail.reading.addresses import own_id, read_addresses
from rapport.interfaces.mail.reading.decoding import clean, decode_text
from rapport.interfaces.mail.reading.entities import Entity
from rapport.interfaces.mail.reading.fields import Fields, read_fields
from rapport.interfaces.mail.reading.types import Report, ReportedRecipient

_STATUS = {"message/delivery-status", "message/global-delivery-status"}
_ORIGINALS = {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"}
_HEAD_BYTES = 256 * 1024
_MOST_RECIPIENTS = 1_000


def read_report(root: Entity) -> Report | None:
    """The report in this mail, or None where it is none."""
    statuses = [one for one in leaves(root) if one.kind in _STATUS]
    if statuses:
        found = tuple(recipient for status in statuses for recipient in _recipients(status))
        return Report(recipients=found[:_MOST_RECIPIENTS], original_message_id=_original_id(root))
    failed = read_addresses(root.fields.all_raw("x-failed-recipients"), most=_MOST_RECIPIENTS)
    if failed:  # Exim's own way of saying so
        recipients = tuple(ReportedRecipient(one.address, "failed", "", "") for one in failed)
        return Report(recipients=recipients, original_message_id=_original_id(root))
    return None


def leaves(root: Entity) -> Iterator[Entity]:
    """Every part that holds no other parts, in order, without recursion."""
    waiting = [root]
    while waiting:
        entity = waiting.pop()
        if entity.children:
            waiting.extend(reversed(entity.children))
        else:
            yield entity


def _recipients(status: Entity) -> Iterator[ReportedRecipient]:
    """One group of fields per recipient, parted by blank lines; the first group is about the mail server."""
    content = status.content().replace(b"\r\n", b"\n")
    for group in content.split(b"\n\n")[:_MOST_RECIPIENTS]:
        fields, _, _ = read_fields(group + b"\n\n", 0, len(group) + 2, most_bytes=_HEAD_BYTES)
        address = _address(fields)
        if address:
            yield ReportedRecipient(
                address=address,
                action=fields.word("action") or "failed",
                status=fields.word("status")[:40],
                diagnostic=clean(fields.text("diagnostic-code").partition(";")[2].strip())[:1_000],
            )


def _address(fields: Fields) -> str | None:
    """The address we wrote to, where the server remembers it; else the one that failed."""
    for name in ("original-recipient", "final-recipient"):
        kind, _, value = fields.raw(name).partition(";")
        found = read_addresses([value or kind], most=1)
        if found:
            return found[0].address
    return None


def _original_id(root: Entity) -> str | None:
    for entity in leaves(root):
        if entity.kind in _ORIGINALS:
            inner = entity.content()[:_HEAD_BYTES].lstrip()
            fields, _, _ = read_fields(inner + b"\n\n", 0, len(inner) + 2, most_bytes=_HEAD_BYTES)
            found = own_id(fields.raw("message-id"))
            if found:
                return found
    return _embedded_id(root)


def _embedded_id(root: Entity) -> str | None:
    """Some servers quote the original's head in the text."""
    first = next(leaves(root))
    text = decode_text(first.body[:_HEAD_BYTES], charset=None)
    for line in text.split("\n"):
        if line[:11].lower() == "message-id:":
            return own_id(line[11:])
    return None
