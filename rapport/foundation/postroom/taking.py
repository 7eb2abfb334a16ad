"""Taking mail: bytes, deliveries, lanes and jobs in one short transaction for a list of any length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from rapport.foundation import erased_keys
from rapport.foundation.jobs.claiming import Claimed
from rapport.foundation.jobs.finishing import finish
from rapport.foundation.jobs.queue import Row, enqueue_many
from rapport.foundation.models.mail import Blob, RawMail
from rapport.foundation.postroom import lanes, stored_bytes
from rapport.foundation.postroom.types import Delivery

READ = "mail.read"
QUEUE = "mail"
ATTEMPTS = 3
MAIL_PRIORITY = 30
# Both databases name the columns of VALUES like this. bulk_update's CASE per row and field takes a quarter of the time
# in which a list of mails holds the write lock.
SETTLE = (
    "UPDATE foundation_rawmail SET state = v.column2, reason = v.column3, ref_kind = v.column4, "
    "ref_id = CAST(v.column5 AS bigint) FROM (VALUES {}) AS v WHERE foundation_rawmail.id = v.column1"
)

_jobs: ContextVar[Mapping[int, Claimed]] = ContextVar("jobs of the deliveries being settled", default={})  # noqa: B039

Settled = tuple[int, str, str, tuple[str, int] | None]


def take(deliveries: Sequence[Delivery], *, at: datetime) -> list[int]:
    """Store deliveries and queue their reading; returns the ids of the new ones.

    A delivery that was taken before (same source_key) is left alone. When this returns the mail is ours.
    """
    blobs = stored_bytes.prepare(d.raw for d in deliveries)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _take(_unseen(deliveries), blobs, at)
        except IntegrityError:  # the same delivery was taken beside us: look again
            if attempt == ATTEMPTS:
                raise
    return []


def raw_of(raw_mail_ids: Iterable[int]) -> dict[int, bytes]:
    """The bytes of these deliveries."""
    hashes = dict(RawMail.objects.filter(id__in=list(raw_mail_ids)).values_list("id", "sha256"))
    contents = stored_bytes.read(hashes.values())
    return {id: contents[sha256] for id, sha256 in hashes.items() if sha256 in contents}


def beginnings_of(raw_mail_ids: Iterable[int]) -> dict[int, bytes]:
    """The first bytes of these deliveries; one that was forgotten is missing."""
    hashes = dict(RawMail.objects.filter(id__in=list(raw_mail_ids)).values_list("id", "sha256"))
    contents = stored_bytes.begin(hashes.values())
    return {id: contents[sha256] for id, sha256 in hashes.items() if sha256 in contents}


def deliveries_of(raw_mail_ids: Iterable[int]) -> dict[int, RawMail]:
    """The rows of these deliveries."""
    return RawMail.objects.in_bulk(list(raw_mail_ids))


def settle(settled: Sequence[Settled]) -> None:
    """Write what became of deliveries: (id, outcome, reason, ref), one statement for the list."""
    if not settled:
        return
    values = [(id, outcome, reason, *(ref or ("", None))) for id, outcome, reason, ref in settled]
    with connection.cursor() as cursor:
        cursor.execute(
            SETTLE.format(", ".join(["(%s, %s, %s, %s, %s)"] * len(values))), [v for row in values for v in row]
        )
    jobs = _jobs.get()
    finish([jobs[id] for id, *_ in settled if id in jobs])


@contextmanager
def finishing_jobs(jobs: Mapping[int, Claimed]) -> Iterator[None]:
    """Within the block `settle` also finishes the reading job of each delivery, in the same transaction.

    So what a delivery became and the end of its job are one fact; a worker that lost its lease undoes both.
    """
    token = _jobs.set(jobs)
    try:
        yield
    except Exception:
        for job in jobs.values():  # the transaction is undone, and with it the end of its jobs
            job.outcome = ""
        raise
    finally:
        _jobs.reset(token)


def in_state(state: str, *, limit: int = 100) -> list[RawMail]:
    """The newest deliveries in this state, for staff: held or quarantined with the reason."""
    return list(RawMail.objects.filter(state=state).order_by("-id")[:limit])


def read_again(raw_mail_ids: Sequence[int], *, at: datetime) -> None:
    """Queue the reading of deliveries once more, e.g. quarantined ones after an update."""
    with transaction.atomic():
        RawMail.objects.filter(id__in=list(raw_mail_ids)).update(state=RawMail.TAKEN, reason="")
        enqueue_many(READ, [_job(id, None, None) for id in raw_mail_ids], at=at, queue=QUEUE)


def forget_raw(raw_mail_ids: Sequence[int]) -> None:
    """Delete the bytes of deliveries unless another delivery has the same; the rows stay without content."""
    with transaction.atomic():
        hashes = set(RawMail.objects.filter(id__in=list(raw_mail_ids)).values_list("sha256", flat=True))
        RawMail.objects.filter(id__in=list(raw_mail_ids)).update(sha256="", envelope_from="", envelope_to=[])
        still = set(RawMail.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
        stored_bytes.forget(hashes - still)


def _unseen(deliveries: Sequence[Delivery]) -> list[Delivery]:
    keys = [d.source_key for d in deliveries]
    kept = erased_keys.as_kept(keys)
    rows = RawMail.objects.filter(source_key__in=kept).values_list("source_key", flat=True)
    seen = {kept[key] for key in rows}
    return list({d.source_key: d for d in deliveries if d.source_key not in seen}.values())


def _take(deliveries: Sequence[Delivery], blobs: list[Blob], at: datetime) -> list[int]:
    if not deliveries:
        return []
    with transaction.atomic():
        stored_bytes.keep(blobs)
        rows = RawMail.objects.bulk_create([_row(d, at) for d in deliveries])
        lane_of = lanes.assign([(row.id, d.ids) for row, d in zip(rows, deliveries, strict=True)])
        jobs = [_job(row.id, lane_of.get(row.id), row.organisation_id) for row in rows]
        enqueue_many(READ, jobs, at=at, queue=QUEUE)
    return [row.id for row in rows]


def _row(delivery: Delivery, at: datetime) -> RawMail:
    return RawMail(
        sha256=stored_bytes.hash_of(delivery.raw),
        size=len(delivery.raw),
        mailbox_id=delivery.mailbox_id,
        organisation_id=delivery.organisation_id,
        source_key=delivery.source_key,
        envelope_from=delivery.envelope_from[:320],
        envelope_to=list(delivery.envelope_to),
        received_at=at,
        before_connected=delivery.before_connected,
    )


def _job(raw_mail_id: int, lane: int | None, organisation_id: int | None) -> Row:
    return Row(
        args={"raw": raw_mail_id},
        lane=lanes.lane_name(lane) if lane is not None else None,
        priority=MAIL_PRIORITY,
        organisation_id=organisation_id,
    )
