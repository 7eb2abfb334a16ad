"""Notices as their owner sees them: what they are about is read within the owner's reach, each time."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rapport.domains.notices.models import Endpoint, Notice
from rapport.domains.notices.types import NoticeKind, NoticeSeen
from rapport.foundation.actors import Actor, NotAllowed
from rapport.foundation.paging import Page, page_of
from rapport.foundation.refs import Card, cards, cards_of


def own_notices(viewer: Actor, *, after: str | None = None, size: int = 25) -> Page[NoticeSeen]:
    """The viewer's own, the latest first; what is beyond their reach by now is left out."""
    if not viewer.staff or viewer.person_id is None:
        raise NotAllowed("notices")
    page = page_of(Notice.objects.filter(person_id=viewer.person_id), by=("-at", "-id"), after=after, size=size)
    return Page(seen(viewer, page.rows), page.next)


def seen(viewer: Actor, rows: Iterable[Notice]) -> list[NoticeSeen]:
    """The same with their titles and addresses, in the same order."""
    rows = list(rows)
    known = cards(viewer, {(row.ref_kind, row.ref_id) for row in rows})
    return [_seen(row, known[row.ref_kind, row.ref_id]) for row in rows if (row.ref_kind, row.ref_id) in known]


def _seen(row: Notice, card: Card) -> NoticeSeen:
    return NoticeSeen(
        id=row.pk,
        kinds=tuple(NoticeKind(kind) for kind in row.kinds),
        title=card.title,
        url_name=card.url_name,
        args=card.args,
        count=row.count,
        at=row.at,
        due_at=row.due_at,
        told_at=row.told_at,
    )


@cards_of("webhook")
def _webhooks(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
    if not viewer.reach.may("settings.write"):
        return {}
    rows = Endpoint.objects.filter(pk__in=ids)
    return {row.pk: Card(row.name, "workspace:webhook", (row.pk,)) for row in rows}
