"""One recovery: what was said, what was done, whose turn comes when, and who may take it over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from rapport.domains.people import queries as people
from rapport.domains.recovery.models import Contact, Recovery, Said
from rapport.domains.recovery.models.recoveries import HANDS_OVER
from rapport.domains.recovery.queries.lists import COLUMNS, answers_for, seen
from rapport.domains.recovery.types import TAKES_OVER, Before, ContactSeen, RecoveryPage, SaidSeen
from rapport.foundation import refs
from rapport.foundation.actors import Actor, NotFound

MORE = (
    *("owner__name", "deputy__name", "service_owner__name", "service_id", "team_id", "deputy_at", "service_owner_at"),
    *("outcome_words", "ended_by__name", "ask_again_on", "mood_after", "cause_kind", "cause_id", "cause_words"),
    *("thanked_at", "tries"),
)


def recovery(viewer: Actor, recovery_id: int, *, at: datetime) -> RecoveryPage:
    """One recovery within reach; what was said and done is for those who answer for it."""
    rows = Recovery.objects.in_reach_of(viewer).filter(pk=recovery_id, person__isnull=False)
    row = rows.values_list(*COLUMNS, *MORE, named=True).first()
    if row is None:
        raise NotFound("recovery")
    may_read = answers_for(viewer, row)
    said = _said(recovery_id) if may_read else ()
    latest = (said[-1].score, said[-1].words, said[-1].mood, said[-1].kind) if said else None
    hands_over = viewer.staff and viewer.reach.may(HANDS_OVER)
    return RecoveryPage(
        row=seen(viewer, row, latest, at),
        owner=row.owner__name or "",
        deputy=row.deputy__name or "",
        service_owner=row.service_owner__name or "",
        owner_id=row.owner_id,
        service_id=row.service_id,
        team_id=row.team_id,
        deputy_at=row.deputy_at,
        service_owner_at=row.service_owner_at,
        said=said,
        contacts=_contacts(recovery_id) if may_read else (),
        outcome_words=row.outcome_words if may_read else "",
        ended_by=row.ended_by__name or "",
        ask_again_on=row.ask_again_on,
        mood_after=row.mood_after if may_read else "",
        cause=(row.cause_kind, row.cause_id, row.cause_words) if may_read and row.cause_kind else None,
        thanked_at=row.thanked_at,
        may_read=may_read,
        may_hand_over=hands_over or bool({row.owner_id, row.service_owner_id} & viewer.reach.person_ids),
        tries=row.tries,
    )


def _said(recovery_id: int) -> tuple[SaidSeen, ...]:
    rows = Said.objects.filter(recovery_id=recovery_id).order_by("said_at", "pk")
    return tuple(
        SaidSeen(row.kind, row.score, row.mood, tuple(row.reasons), row.words, row.said_at, _before(row))
        for row in rows
    )


def _before(row: Said) -> tuple[Before, ...]:
    return tuple(Before(**was | {"on": date.fromisoformat(was["on"])}) for was in row.before)


def _contacts(recovery_id: int) -> tuple[ContactSeen, ...]:
    rows = Contact.objects.filter(recovery_id=recovery_id).select_related("by").order_by("-at", "-pk")
    return tuple(
        ContactSeen(row.at, row.by.name if row.by else "", row.channel, row.reached, row.words) for row in rows
    )


def cause_names(viewer: Actor, causes: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Tickets, services and terms by what they are called; what is not there or beyond reach is left out."""
    wanted = list(causes)
    services = {row.pk: row.name for row in people.services(viewer)}
    found = {(kind, pk): services[pk] for kind, pk in wanted if kind == "service" and pk in services}
    return found | {(kind, pk): card.title for (kind, pk), card in refs.cards(viewer, wanted).items()}


def who_may_take_it(viewer: Actor, recovery_id: int) -> list[tuple[int, str]]:
    """To whom a recovery within reach may be given: leads, service owners and administrators, by name."""
    row = Recovery.objects.in_reach_of(viewer).filter(pk=recovery_id).first()
    if row is None:
        raise NotFound("recovery")
    found = people.people_with_role(viewer, TAKES_OVER)
    return [(card.id, card.name) for card in found if card.id not in {row.owner_id, row.person_id}]
