"""What the postroom forgets of a person who leaves: letters to them, mail from them, their place on lists."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from rapport.foundation import postroom
from rapport.foundation.leaving.exporting import Contributed, Entry, as_json, contribution
from rapport.foundation.leaving.leavers import Leaver
from rapport.foundation.leaving.steps import step, touched
from rapport.foundation.models import ImportedRow, Letter, RawMail, Suppression

BATCH = 500
# Letters that open a door say so in their data; what stands there is left out of an export.
DOORS = frozenset({"token", "link", "unsubscribe_url", "url", "sealed"})


@step("foundation.letters", order=30)
def _letters(leaver: Leaver, after: int) -> int | None:
    """Letters to them alone go; of the others their address goes, and the bytes that were sent."""
    found = list(_letters_to(leaver.own_addresses).filter(pk__gt=after).order_by("pk")[:BATCH])
    gone = [row.pk for row in found if not _others(row.to, leaver)]
    Letter.objects.filter(pk__in=gone).delete()
    for row in found:
        if row.pk not in gone:
            left = None if row.left is None else [a for a in row.left if a.lower() not in leaver.addresses]
            rest = {"to": _others(row.to, leaver), "cc": _others(row.cc, leaver), "left": left, "mime": None}
            Letter.objects.filter(pk=row.pk).update(**rest)
    return found[-1].pk if found else None


@step("foundation.raw", order=30)
def _raw(leaver: Leaver, after: int) -> int | None:
    """Mail they sent that became no ticket: ignored, held or never understood."""
    theirs = Q(pk__in=[])
    for address in leaver.own_addresses:
        theirs |= Q(envelope_from__iexact=address)
    ids = list(RawMail.objects.filter(theirs, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    forget_mails(ids)
    return ids[-1] if ids else None


@step("foundation.suppressed", order=30)
def _suppressed(leaver: Leaver, after: int) -> int | None:
    """A list of addresses we do not write to would keep theirs."""
    Suppression.objects.filter(address__in=leaver.own_addresses).delete()
    return None


@touched(RawMail)
def forget_mails(raw_mail_ids: Sequence[int]) -> None:
    """The bytes of deliveries and what was said about them; that they came in stays counted."""
    if raw_mail_ids:
        postroom.forget_raw(list(raw_mail_ids))
        RawMail.objects.filter(pk__in=list(raw_mail_ids)).update(reason="")


@touched(Letter)
def _forget_bytes(letter_ids: Sequence[int]) -> None:
    """Words of a letter were masked: the bytes that were sent hold them still. One that waits is written anew."""
    Letter.objects.filter(pk__in=list(letter_ids)).update(mime=None)


@touched(ImportedRow)
def _forget_rows(row_ids: Sequence[int]) -> None:
    """A row of another desk that names them is about them: its words go, and that it was taken in stays known."""
    ImportedRow.objects.filter(pk__in=list(row_ids)).update(row=None)


@contribution("foundation.letters")
def _written_to_them(leaver: Leaver, after: int) -> Contributed:
    found = list(_letters_to(leaver.addresses).filter(pk__gt=after).order_by("pk").defer("mime")[:BATCH])
    if not found:
        return [], None
    rows = [
        {
            "id": row.pk,
            "kind": row.kind,
            "subject": row.subject,
            "to": row.to,
            "posted_at": row.posted_at,
            "sent_at": row.sent_at,
            "said": {name: value for name, value in row.data.items() if name not in DOORS},
        }
        for row in found
    ]
    return [Entry(f"letters/to-you-{found[0].pk}.json", as_json(rows))], found[-1].pk


def _letters_to(addresses: Sequence[str]) -> QuerySet[Letter]:
    """Letters that have one of the addresses among their recipients."""
    to_them = Q(pk__in=[])
    for address in addresses:
        to_them |= Q(recipients__icontains=f'"{address}"') | Q(copies__icontains=f'"{address}"')
    texts = {"recipients": Cast("to", TextField()), "copies": Cast("cc", TextField())}
    return Letter.objects.annotate(**texts).filter(to_them)


def _others(recipients: Sequence[Sequence[str]], leaver: Leaver) -> list[list[str]]:
    return [list(one) for one in recipients if one[1].lower() not in leaver.addresses]
