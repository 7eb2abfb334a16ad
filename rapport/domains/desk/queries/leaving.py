"""What the desk adds to an export of a person: whole conversations with notes, files, mails they wrote, mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from rapport.domains.desk.models import Attachment, DraftFile, HeldMessage, Message, Participant, Ticket, Visit
from rapport.domains.desk.models.finding import MESSAGE
from rapport.domains.desk.types import REF, Side
from rapport.foundation import files, leaving, postroom, search
from rapport.foundation.actors import system
from rapport.foundation.leaving import Leaver
from rapport.foundation.leaving.exporting import Contributed, Entry, as_json
from rapport.foundation.models import File

BATCH = 10
MENTIONS = 100
SAID = ("id", "ticket_id", "author_id", "author__name", "side", "channel", "said_at", "text", "quoted", "html")


@leaving.contribution("desk.conversations")
def _conversations(leaver: Leaver, after: int) -> Contributed:
    """Requests they asked for or took part in: all that was said, notes of the team among it, with its files."""
    part = Participant.objects.filter(person__in=leaver.person_ids).values("ticket")
    said = Message.objects.filter(author__in=leaver.person_ids).values("ticket")
    within = Q(requester__in=leaver.person_ids) | Q(pk__in=part) | Q(pk__in=said)
    tickets = list(Ticket.objects.filter(within, pk__gt=after).order_by("pk")[:BATCH])
    entries = [entry for ticket in tickets for entry in _conversation(ticket, leaver)]
    return entries, tickets[-1].pk if tickets else None


@leaving.contribution("desk.held")
def _held(leaver: Leaver, after: int) -> Contributed:
    """Mail of theirs that waits for a decision, with its files."""
    theirs = Q(person__in=leaver.person_ids) | Q(sender_address__in=leaver.addresses)
    rows = list(HeldMessage.objects.filter(theirs, pk__gt=after).order_by("pk")[:BATCH])
    if not rows:
        return [], None
    entries = [Entry(f"desk/held-{rows[0].pk}.json", as_json(leaving.plain_rows(rows)))]
    entries += _mails("desk/held", [row.raw_mail_id for row in rows])
    named = [(int(one[0]), str(one[1])) for row in rows for one in row.files]
    return entries + _files("desk/held", named), rows[-1].pk


@leaving.contribution("desk.draft_files")
def _draft_files(leaver: Leaver, after: int) -> Contributed:
    """Files they attached to answers that have not left."""
    rows = DraftFile.objects.filter(agent__in=leaver.person_ids, pk__gt=after).order_by("pk")
    found = list(rows.values_list("pk", "file_id", "name")[:BATCH])
    return _files("desk/drafts", [(file_id, name) for _, file_id, name in found]), found[-1][0] if found else None


@leaving.contribution("desk.visits")
def _visits(leaver: Leaver, after: int) -> Contributed:
    """Visits they were told of, with what was said about each."""
    rows = list(Visit.objects.filter(person__in=leaver.person_ids, pk__gt=after).order_by("pk")[: BATCH * 10])
    if not rows:
        return [], None
    return [Entry(f"desk/visits-{rows[0].pk}.json", as_json(leaving.plain_rows(rows)))], rows[-1].pk


@leaving.contribution("desk.mentions")
def _mentions(leaver: Leaver, after: int) -> Contributed:
    """Where others name them, for those who answer for the installation; a person sees no conversation of others."""
    hits = _found(leaver) if leaver.whole else []
    some = hits[after : after + MENTIONS]
    if not some:
        return [], None
    message_ids = [hit.ref_id for hit in some if hit.kind == MESSAGE]
    ticket_ids = [hit.ref_id for hit in some if hit.kind == REF]
    said = Message.objects.filter(Q(pk__in=message_ids) | Q(ticket__in=ticket_ids)).order_by("pk")
    found = {"hits": [vars(hit) for hit in some], "said": list(said.values(*SAID))}
    return [Entry(f"mentions/{after}.json", as_json(found))], after + MENTIONS


def _conversation(ticket: Ticket, leaver: Leaver) -> Iterable[Entry]:
    home = f"desk/{ticket.key}"
    messages = list(Message.objects.filter(ticket=ticket).order_by("said_at", "pk").values(*SAID, "raw_mail_id"))
    yield Entry(f"{home}/conversation.json", as_json({"ticket": leaving.plain_rows([ticket]), "said": messages}))
    wrote = [m for m in messages if m["author_id"] in leaver.person_ids and m["side"] == Side.THEIRS]
    yield from _mails(home, [m["raw_mail_id"] for m in wrote if m["raw_mail_id"] is not None])
    attached = Attachment.objects.filter(message__ticket=ticket).order_by("pk").values_list("file_id", "name")
    yield from _files(home, list(attached))


def _mails(home: str, raw_mail_ids: Sequence[int]) -> list[Entry]:
    """Mails in which they wrote, as they came."""
    return [Entry(f"{home}/mail-{pk}.eml", raw) for pk, raw in sorted(postroom.raw_of(raw_mail_ids).items())]


def _files(home: str, named: Sequence[tuple[int, str]]) -> list[Entry]:
    rows = File.objects.in_bulk([file_id for file_id, _ in named])
    entries = []
    for file_id, name in named:
        try:
            with files.open_file(rows[file_id]) as stream:
                entries.append(Entry(f"{home}/{file_id}-{files.safe_name(name)}", stream.read()))
        except (KeyError, files.FileGone):
            continue
    return entries


def _found(leaver: Leaver) -> list[search.Hit]:
    """Everything a search for their names and addresses finds, each thing once."""
    hits: dict[tuple[str, int], search.Hit] = {}
    for asked in [*leaver.names, *leaver.addresses]:
        after: str | None = None
        while True:
            page = search.find(system(), f"{asked} ", after=after, size=100)
            hits |= {(hit.kind, hit.ref_id): hit for hit in page.rows}
            after = page.next
            if after is None:
                break
    return [hits[key] for key in sorted(hits)]
