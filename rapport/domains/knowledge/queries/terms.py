"""Terms within reach: one with all its wordings, lists, what waits for a decision, the words of a service."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from rapport.domains.knowledge.models import Term, TermVersion
from rapport.domains.knowledge.queries import changing
from rapport.domains.knowledge.types import (
    Side,
    TermCard,
    TermFilters,
    TermPage,
    TermState,
    VersionCard,
)
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared

SOMEBODY = {Side.OURS.value: "us", Side.THEIRS.value: "them"}
NEWEST = ("-changed_at", "-id")


def term(viewer: Actor, which: int | str) -> TermPage:
    """One term by its id or its public key; people who are served read no names but their own."""
    named = {"pk": which} if isinstance(which, int) else {"key": which}
    found = _with_names(Term.objects.in_reach_of(viewer)).filter(**named).select_related("asked").first()
    if found is None:
        raise NotFound
    rows = found.versions.select_related("proposed_by").order_by("-number")
    rows = rows if changing.sees_proposals(viewer, found) else rows.filter(in_force=True)
    side = changing.side_of(viewer, team_id=found.team_id)
    return TermPage(
        term=_seen(viewer, [found])[0],
        versions=tuple(_version(viewer, row) for row in rows),
        ref=(found.ref_kind, found.ref_id) if found.ref_id and viewer.staff else None,
        asked=found.asked.name if found.asked and viewer.staff else "",
        side=side or "",
        decides=changing.may_decide(viewer, found),
        rewords=side is not None,
        retires=found.state not in {TermState.RETIRED, TermState.DECLINED} and changing.may_retire(viewer, found),
    )


def terms(
    viewer: Actor, *, filters: TermFilters | None = None, after: str | None = None, size: int = 25
) -> Page[TermCard]:
    """Terms within reach, the one that changed last first."""
    asked = filters or TermFilters()
    wanted = {"organisation_id": asked.organisation_id, "service_id": asked.service_id, "state": asked.state}
    rows = _with_names(Term.objects.in_reach_of(viewer))
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    page = page_of(rows, by=NEWEST, after=after, size=size)
    return Page(_seen(viewer, page.rows), page.next)


def waiting(
    viewer: Actor, *, service_id: int | None = None, ref: tuple[str, int] | None = None, size: int = 25
) -> list[TermCard]:
    """Proposals that the viewer may decide: all of them, those of a service, or those of one conversation."""
    asked = None if ref is None else _ASKED(viewer, refs=ref[1], kind=ref[0])
    if asked == []:  # almost always: a conversation without a question about words costs one small statement
        return []
    rows = _with_names(Term.objects.in_reach_of(viewer).waiting_for(viewer))
    rows = rows if service_id is None else rows.filter(service_id=service_id)
    rows = rows if asked is None else rows.filter(pk__in=asked)
    return [_card(row) for row in rows.order_by(*NEWEST)[:size]]


def words_of_service(viewer: Actor, service_id: int, *, after: str | None = None, size: int = 50) -> Page[TermCard]:
    """What is in force for one service within reach, as it was agreed, by their word."""
    seen = Term.objects.in_reach_of(viewer).filter(service_id=service_id, in_force_since__isnull=False)
    rows = TermVersion.objects.filter(term__in=seen.values("pk"), in_force=True)
    rows = rows.select_related("term__organisation", "term__service", "term__site", "term__team")
    page = page_of(rows, by=("their_words", "id"), after=after, size=size)
    return Page([_card(row.term, row) for row in page.rows], page.next)


_ASKED = Prepared(
    lambda viewer, *, refs, kind: (
        Term.objects.in_reach_of(viewer)
        .waiting_for(viewer)
        .filter(ref_id__in=refs, ref_kind=kind)
        .values_list("pk", flat=True)
    ),
    "refs",
)


def _with_names(rows: QuerySet[Term]) -> QuerySet[Term]:
    return rows.select_related("organisation", "service", "site", "team")


def _seen(viewer: Actor, rows: list[Term]) -> list[TermCard]:
    """The newest wording of each, or the one in force where the newest is not for the viewer."""
    others = [row.pk for row in rows if row.state != TermState.AGREED and not changing.sees_proposals(viewer, row)]
    versions = TermVersion.objects.filter(term__in=others, in_force=True) if others else ()
    in_force = {version.term_id: version for version in versions}
    return [_card(row, in_force.get(row.pk)) for row in rows]


def _card(row: Term, worded: TermVersion | None = None) -> TermCard:
    said: Any = worded or row
    return TermCard(
        id=row.pk,
        key=row.key,
        state=TermState.AGREED.value if worded else row.state,
        their_word=said.their_word,
        our_word=said.our_word,
        meaning=said.meaning,
        example=said.example,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        service_id=row.service_id,
        service=row.service.name if row.service else "",
        site_id=row.site_id,
        site=row.site.name if row.site else "",
        team_id=row.team_id,
        team=row.team.name,
        in_force=row.in_force_since is not None,
        changed_at=row.changed_at,
    )


def _version(viewer: Actor, row: TermVersion) -> VersionCard:
    named = viewer.staff or row.proposed_by_id in viewer.reach.person_ids
    by = row.proposed_by.name if row.proposed_by and named else SOMEBODY[row.side]
    return VersionCard(
        number=row.number,
        their_word=row.their_word,
        our_word=row.our_word,
        meaning=row.meaning,
        example=row.example,
        side=row.side,
        proposed_by=by,
        proposed_at=row.proposed_at,
        outcome=row.outcome,
        decided_at=row.decided_at,
        reason=row.reason,
        in_force=row.in_force,
    )
