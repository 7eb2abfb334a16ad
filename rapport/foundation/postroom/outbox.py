"""The outbox: letters are written with the act that caused them and sent by a worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from rapport.foundation.jobs.queue import Row, enqueue_many
from rapport.foundation.models.mail import Letter, Suppression
from rapport.foundation.postroom import sealing
from rapport.foundation.postroom.types import Address, NewLetter

SEND = "post.send"
QUEUE = "post"


class NoUnsubscribe(ValueError):
    """A bulk letter needs data["unsubscribe_url"]: everybody must be able to leave a mailing."""


def post(letters: Sequence[NewLetter], *, at: datetime, suppressed: Mapping[str, str] | None = None) -> list[Letter]:
    """Write letters and queue their sending, in the caller's transaction; suppressed addresses are left out.

    A letter with no address left is refused at once, with the reason. Who has asked for the reasons of all these
    addresses before hands them in as `suppressed`; they are looked at once more when the letter leaves.
    """
    if suppressed is None:
        suppressed = suppressed_among(a for letter in letters for _, a in (*letter.to, *letter.cc))
    rows = [_row(letter, suppressed, at) for letter in letters]
    with transaction.atomic(savepoint=False):
        Letter.objects.bulk_create(rows)
        jobs = [_job(row) for row in rows if row.state == Letter.WAITING]
        if jobs:
            enqueue_many(SEND, jobs, at=at, queue=QUEUE)
    return rows


def suppress(addresses: Iterable[str], reason: str, *, at: datetime) -> None:
    """Never write to these addresses again; the first reason stays."""
    rows = [Suppression(address=one, reason=reason[:200], since=at) for one in sorted({*map(_plain, addresses)})]
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)


def allow_again(address: str) -> None:
    """Take an address off the list."""
    Suppression.objects.filter(address=_plain(address)).delete()


def suppressed_among(addresses: Iterable[str]) -> dict[str, str]:
    """Those of the addresses (in small letters) that get no mail from us, and why."""
    wanted = {_plain(one) for one in addresses}
    if not wanted:
        return {}
    return dict(Suppression.objects.filter(address__in=wanted).values_list("address", "reason"))


def letters_of(ref_kind: str, ref_ids: Iterable[int]) -> list[Letter]:
    """The letters about these things, oldest first, without their MIME."""
    found = Letter.objects.filter(ref_kind=ref_kind, ref_id__in=list(ref_ids))
    return list(found.defer("mime").order_by("id"))


def latest_letters(*, limit: int = 50, before_id: int | None = None) -> list[Letter]:
    """The newest letters for the page /post, without their MIME."""
    found = Letter.objects.defer("mime").order_by("-id")
    return list((found.filter(id__lt=before_id) if before_id else found)[:limit])


def whole_letters(ids: Iterable[int]) -> dict[int, Letter]:
    """Letters with their MIME, as they stand in their rows."""
    return Letter.objects.in_bulk(list(ids))


def letter(id: int) -> Letter | None:
    """One letter with its MIME, if it is there; sealed or emptied as it stands in its row."""
    return Letter.objects.filter(id=id).first()


def letters_with_ids(message_ids: Iterable[str]) -> list[Letter]:
    """Letters of ours by their Message-IDs: a delivery status report names what came back."""
    return list(Letter.objects.filter(message_id__in=list(message_ids)).defer("mime").order_by("id"))


def send_again(id: int, *, at: datetime) -> None:
    """Queue a refused letter once more; one whose link is gone cannot be."""
    with transaction.atomic():
        refused = Letter.objects.filter(id=id, state=Letter.REFUSED)
        if any(sealing.is_emptied(one) for one in refused):
            raise sealing.Emptied(sealing.Emptied.__doc__)
        changed = refused.update(state=Letter.WAITING, reason="")
        if changed:
            enqueue_many(SEND, [Row(args={"letter": id})], at=at, queue=QUEUE)


def _row(new: NewLetter, refused: Mapping[str, str], at: datetime) -> Letter:
    if new.bulk and not new.data.get("unsubscribe_url"):
        raise NoUnsubscribe(new.kind)
    to, cc = _allowed(new.to, refused), _allowed(new.cc, refused)
    reasons = [f"{_plain(a)}: {refused[_plain(a)]}" for _, a in (*new.to, *new.cc) if _plain(a) in refused]
    return Letter(
        kind=new.kind,
        data=sealing.data_at_rest(new, waits=bool(to)),
        organisation_id=new.organisation_id,
        to=to or [list(one) for one in new.to],
        cc=cc,
        sender_name=new.sender[0],
        sender_address=new.sender[1],
        subject=new.subject,
        message_id=new.message_id,
        in_reply_to=new.in_reply_to,
        references=list(new.references),
        thread_index=new.thread_index,
        thread_topic=new.thread_topic,
        automatic=new.automatic,
        bulk=new.bulk,
        files=[list(one) for one in new.files],
        ref_kind=new.ref[0] if new.ref else "",
        ref_id=new.ref[1] if new.ref else None,
        language=new.language,
        priority=new.priority,
        state=Letter.WAITING if to else Letter.REFUSED,
        reason=f"Not sent to {'; '.join(reasons).rstrip('.')}." if reasons else "",
        posted_at=at,
    )


def _allowed(addresses: Sequence[Address], refused: Mapping[str, str]) -> list[list[str]]:
    return [[name, address] for name, address in addresses if _plain(address) not in refused]


def _job(row: Letter) -> Row:
    return Row(args={"letter": row.id}, priority=row.priority, organisation_id=row.organisation_id)


def _plain(address: str) -> str:
    return address.strip().lower()
