"""What goes along when a ticket goes on in another: the kept one takes over what it has no value of its own for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from rapport.domains.desk.models.enclosed import DraftFile
from rapport.domains.desk.models.joined import TicketLink
from rapport.domains.desk.models.things import TicketThing
from rapport.domains.desk.models.tickets import Ticket
from rapport.domains.desk.models.viewing import FieldValue
from rapport.domains.desk.models.visits import Visit
from rapport.domains.desk.models.working import Draft, Outgoing, Reminder, TicketTag
from rapport.domains.desk.rules import drafts

FACTS = ("site_id", "service_id", "assignee_id")
Carried = dict[str, Any]


def carry(merged: Ticket, kept: Ticket, *, at: datetime) -> Carried:
    """Carry everything over; returns what it takes to give it back.

    Visits, reminders and links move. Tags and fields are copied where the kept one has none of them, so that what
    leads on still tells what it was. The thing goes along where both are at one site.
    """
    carried = {
        "facts": _facts(merged, kept),
        "tags": _tags(merged, kept),
        "fields": _fields(merged, kept),
        "visits": _moved(Visit, merged, kept),
        "reminders": _moved(Reminder, merged, kept),
        "links": _links(merged, kept),
        "thing": _thing(merged, kept, at),
    }
    _what_is_written(merged, kept)
    return carried


def give_back(carried: Mapping[str, Any], merged: Ticket, kept: Ticket) -> None:
    """What was carried over goes back, unless somebody changed it meanwhile; what the kept one had stays."""
    for model, name in ((Visit, "visits"), (Reminder, "reminders")):
        model.objects.filter(pk__in=carried.get(name, []), ticket=kept).update(ticket=merged)  # type: ignore[attr-defined]
    TicketLink.objects.filter(pk__in=carried.get("links", []), ticket=kept).update(ticket=merged)
    TicketLink.objects.filter(pk__in=carried.get("links", []), other=kept).update(other=merged)
    TicketTag.objects.filter(ticket=kept, tag_id__in=carried.get("tags", [])).delete()
    for field_id, value in carried.get("fields", []):
        FieldValue.objects.filter(ticket=kept, field_id=field_id, value=value).delete()
    if carried.get("thing") is not None:
        TicketThing.objects.filter(ticket=kept, installed_id=carried["thing"]).delete()
    given = {name: value for name, value in carried.get("facts", {}).items() if getattr(kept, name) == value}
    _set(kept, dict.fromkeys(given))


def _facts(merged: Ticket, kept: Ticket) -> dict[str, int]:
    """Site, service and who has it, where nobody has said so of the kept one; another team's people stay there."""
    names = FACTS if merged.team_id == kept.team_id else FACTS[:1]
    found = {name: getattr(merged, name) for name in names if getattr(kept, name) is None}
    given = {name: value for name, value in found.items() if value is not None}
    _set(kept, given)
    return given


def _set(ticket: Ticket, given: Mapping[str, int | None]) -> None:
    for name, value in given.items():
        setattr(ticket, name, value)
    if given:
        ticket.save(update_fields=[name.removesuffix("_id") for name in given])


def _tags(merged: Ticket, kept: Ticket) -> list[int]:
    has = TicketTag.objects.filter(ticket=kept).values("tag_id")
    new = list(TicketTag.objects.filter(ticket=merged).exclude(tag_id__in=has).values_list("tag_id", flat=True))
    TicketTag.objects.bulk_create([TicketTag(ticket=kept, tag_id=one) for one in new])
    return new


def _fields(merged: Ticket, kept: Ticket) -> list[tuple[int, str]]:
    has = FieldValue.objects.filter(ticket=kept).values("field_id")
    new = list(FieldValue.objects.filter(ticket=merged).exclude(field_id__in=has).values_list("field_id", "value"))
    FieldValue.objects.bulk_create([FieldValue(ticket=kept, field_id=pk, value=value) for pk, value in new])
    return new


def _moved(model: Any, merged: Ticket, kept: Ticket) -> list[int]:
    ids = list(model.objects.filter(ticket=merged).values_list("pk", flat=True))
    model.objects.filter(pk__in=ids).update(ticket=kept)
    return ids


def _links(merged: Ticket, kept: Ticket) -> list[int]:
    """Links to third tickets; one that the kept ticket has already, and the one between both, stay where they are."""
    rows = TicketLink.objects.filter(Q(ticket=kept) | Q(other=kept)).values_list("ticket_id", "other_id")
    has = {kept.pk, *(pk for row in rows for pk in row)}
    ours = TicketLink.objects.filter(ticket=merged).exclude(other_id__in=has).annotate(third=F("other_id"))
    theirs = TicketLink.objects.filter(other=merged).exclude(ticket_id__in=has).annotate(third=F("ticket_id"))
    forwards, backwards = ({row.third: row.pk for row in rows} for rows in (ours, theirs))
    backwards = {third: pk for third, pk in backwards.items() if third not in forwards}
    TicketLink.objects.filter(pk__in=forwards.values()).update(ticket=kept)
    TicketLink.objects.filter(pk__in=backwards.values()).update(other=kept)
    return [*forwards.values(), *backwards.values()]


def _thing(merged: Ticket, kept: Ticket, at: datetime) -> int | None:
    """What it is about; a thing stands at one site, so it goes along only to a ticket of that site."""
    found = TicketThing.objects.filter(ticket=merged).values_list("installed_id", flat=True).first()
    if found is None or merged.site_id != kept.site_id or TicketThing.objects.filter(ticket=kept).exists():
        return None
    TicketThing.objects.create(ticket=kept, installed_id=found, said_at=at)
    return found


def _what_is_written(merged: Ticket, kept: Ticket) -> None:
    """An answer on its way comes out here, and drafts stand in this box; they are not parted again."""
    if not Outgoing.objects.filter(ticket=kept).exists():
        Outgoing.objects.filter(ticket=merged).update(ticket=kept)
    goes = Q(outgoing__isnull=True) | Q(outgoing__ticket=kept)
    DraftFile.objects.filter(goes, ticket=merged).update(ticket=kept)
    here = {row.agent_id: row for row in Draft.objects.filter(ticket=kept)}
    for row in Draft.objects.filter(ticket=merged):
        mine = here.get(row.agent_id)
        if mine is None:
            row.ticket = kept
            row.save(update_fields=["ticket"])
            continue
        mine.text = drafts.in_box(mine.text, drafts.in_box(row.came_back, row.text))
        mine.along, mine.fault = mine.along or row.along, mine.fault or row.fault
        mine.save(update_fields=["text", "along", "fault"])
        row.delete()
