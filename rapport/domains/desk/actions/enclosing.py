"""Files that go with an answer or a note: kept with the draft, on their way with it, its message's once it was said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from rapport.domains.desk.actions.attaching import Attached
from rapport.domains.desk.actions.saying import KeptAttachment
from rapport.domains.desk.models import DraftFile, Outgoing, Ticket
from rapport.domains.desk.queries import changing
from rapport.domains.desk.types import MOST_ENCLOSED
from rapport.foundation import files, jobs, postroom
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.models.files import File, ScanState

FORGET = "desk.forget_files"
KEPT_FOR = timedelta(days=30)  # in a draft that nobody goes on with
GRACE = timedelta(days=1)  # the same bytes may be on their way in again
AT_ONCE = 500
MEGABYTE = 1024 * 1024


class NotAttached(ValueError):
    """This file cannot go with an answer; the text and the other files are kept."""


class EmptyFile(NotAttached):
    """The file is empty. Nothing was sent; choose it again."""


class TooManyEnclosed(NotAttached):
    """One answer takes as many files as are in it already."""

    def __init__(self) -> None:
        super().__init__(f"One answer takes {MOST_ENCLOSED} files at most. Nothing was sent; leave some out.")


class TooLargeEnclosed(NotAttached):
    """The mail server would not take the letter."""

    def __init__(self) -> None:
        most = postroom.most_enclosed() // MEGABYTE
        said = f"The files of one answer may have {most} MB together, or its mail would not arrive."
        super().__init__(f"{said} Nothing was sent; leave one out.")


class NotInDraft(Exception):
    """A file of this answer is not in its draft any more. Nothing was sent and your text is kept; look at the files."""


class DraftFiles(list[DraftFile]):
    """Files of somebody's own draft on a ticket, in the order in which they were attached."""

    @classmethod
    def chosen(cls, ticket: Ticket, ids: Collection[int], actor: Actor) -> DraftFiles:
        """Those that are named, all of them or NotInDraft."""
        mine = DraftFile.objects.filter(agent_id=actor.person_id, ticket=ticket, pk__in=set(ids))
        rows = cls(mine.select_related("file").order_by("pk") if ids and actor.is_person else ())
        if len(rows) != len(set(ids)):
            raise NotInDraft(NotInDraft.__doc__)
        _refuse_unfit([(row.file, row.name) for row in rows])
        return rows

    @classmethod
    def on_the_way(cls, row: Outgoing) -> DraftFiles:
        """Those that were sent with an answer which has not left."""
        return cls(DraftFile.objects.filter(outgoing=row))

    @property
    def ids(self) -> list[int]:
        """By which an answer names them."""
        return [row.pk for row in self]

    def go_with(self, row: Outgoing) -> None:
        """They are on their way; when that answer goes without having left they are the draft's again."""
        if self:
            DraftFile.objects.filter(pk__in=self.ids).update(outgoing=row)

    def drop(self, at: datetime) -> None:
        """Nobody needs them here; a day later their bytes go where nothing else holds them."""
        if self:
            DraftFile.objects.filter(pk__in=self.ids).delete()
            jobs.enqueue(FORGET, args={"file_ids": sorted({one.file_id for one in self})}, at=at, run_at=at + GRACE)


@dataclass(frozen=True)
class Enclosed:
    """Files that go with one message, each with the name it goes under, and the rows of the draft they come from."""

    rows: Sequence[tuple[File, str]] = ()
    drafts: Sequence[int] = ()

    @classmethod
    def of(
        cls, ticket: Ticket, draft_files: Collection[int], attached: Sequence[Attached], *, actor: Actor, at: datetime
    ) -> Enclosed:
        """Those of one's own draft and those that come with the message: all of them or none."""
        if not draft_files and not attached:
            return cls()
        drafts = DraftFiles.chosen(ticket, draft_files, actor)
        brought = files.store([(ticket.organisation_id, *one) for one in _fitting(attached)], at=at)
        rows = [(one.file, one.name) for one in drafts]
        rows += zip(brought, (name for name, _ in attached), strict=True)
        _refuse_unfit(rows)
        return cls(rows, drafts.ids)

    @property
    def of_letter(self) -> list[postroom.Enclosed]:
        """As a letter names them."""
        return [(file.pk, files.safe_name(name), file.content_type) for file, name in self.rows]

    @property
    def kept(self) -> list[KeptAttachment]:
        """As a message is written with them."""
        return [KeptAttachment(name, "", files.kept_of(file)) for file, name in self.rows]

    def said(self) -> None:
        """They are the message's now, and no draft's."""
        if self.drafts:
            DraftFile.objects.filter(pk__in=self.drafts).delete()


def attach_file(*, ticket_id: int, name: str, content: bytes, actor: Actor, at: datetime) -> DraftFile:
    """Keep a file with what an agent is writing on a ticket; the same file attached twice is there once.

    Refuses with a NotAttached that says why; what is in the draft stays.
    """
    ticket_id = changing.ticket_to_read(actor, ticket_id)
    agent_id = changing.person_of(actor)
    _fitting([(name, content)])
    home = Ticket.objects.values_list("organisation_id", flat=True).get(pk=ticket_id)
    (kept,) = files.keep([(home, name, content)])
    with transaction.atomic():
        (file,) = files.record([kept], at=at)
        there = list(DraftFile.objects.of(actor).filter(ticket=ticket_id).select_related("file"))
        same = next((one for one in there if (one.file_id, one.name) == (file.pk, files.safe_name(name))), None)
        if same is not None:
            return same
        _refuse_unfit([*((one.file, one.name) for one in there), (file, name)])
        return DraftFile.objects.create(
            agent_id=agent_id, ticket_id=ticket_id, file=file, name=files.safe_name(name), added_at=at
        )


@transaction.atomic
def remove_file(*, file_id: int, actor: Actor, at: datetime) -> int:
    """Take a file out of one's own draft; the ticket it was on. Somebody else's is not there."""
    row = DraftFile.objects.of(actor).filter(pk=file_id).first()
    if row is None:
        raise NotFound
    actor.require("tickets.answer")
    DraftFiles([row]).drop(at)
    return row.ticket_id


@transaction.atomic
def forget_draft_files(*, actor: Actor, at: datetime) -> int:
    """Files of drafts that nobody went on with for a month go; how many."""
    actor.require("tickets.answer")
    old = DraftFile.objects.filter(added_at__lt=at - KEPT_FOR, outgoing__isnull=True).order_by("added_at")
    rows = DraftFiles(old[:AT_ONCE])
    rows.drop(at)
    return len(rows)


def _fitting(attached: Sequence[Attached]) -> Sequence[Attached]:
    """What comes with a message, looked at before a byte of it is kept."""
    if not all(content for _, content in attached):
        raise EmptyFile(EmptyFile.__doc__)
    if sum(len(content) for _, content in attached) > postroom.most_enclosed():
        raise TooLargeEnclosed
    return attached


def _refuse_unfit(rows: Sequence[tuple[File, str]]) -> None:
    """Too many, too large, or closed for good; one that still waits for the scanner may go, and its letter waits."""
    if len(rows) > MOST_ENCLOSED:
        raise TooManyEnclosed
    if sum(file.size for file, _ in rows) > postroom.most_enclosed():
        raise TooLargeEnclosed
    for file, name in rows:
        if file.scan == ScanState.FOUND:
            found = file.scan_found or "something"
            raise NotAttached(f"The virus scanner found {found} in {name}. Nothing was sent; take that file out.")
