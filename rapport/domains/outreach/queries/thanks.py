"""Thanks: those for me, those I gave, what may be shown, and what I may say thanks for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from rapport.domains.ledger import queries as ledger
from rapport.domains.outreach import rules
from rapport.domains.outreach.models import Thanks, ThanksTo
from rapport.domains.outreach.queries.about import about_episode, about_service
from rapport.domains.outreach.types import Thankable, ThanksSeen
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared

SHOWN = 25
NEWEST = 12  # episodes somebody may choose among to say thanks for

COLUMNS = (
    *("id", "giver_id", "giver__name", "about", "words", "given_at", "consent", "published_at", "service_id"),
    *("given_on",),
)


def _new(viewer: Actor) -> QuerySet[Any, Any]:
    unread = ThanksTo.objects.filter(person_id__in=viewer.reach.person_ids, seen_at__isnull=True).values("thanks_id")
    return Thanks.objects.filter(pk__in=unread).order_by("-given_at", "-id").values_list(*COLUMNS, named=True)[:SHOWN]


_NEW = Prepared(_new)


def thanks_for_me(viewer: Actor, *, new: bool = True, after: str | None = None) -> Page[ThanksSeen]:
    """Thanks for the viewer, the newest first: those not read yet in one statement, or all of them."""
    if not viewer.reach.person_ids:
        return Page([])
    if new:
        return Page([_seen(row, new=True) for row in _NEW(viewer)])
    mine = ThanksTo.objects.filter(person_id__in=viewer.reach.person_ids).select_related("thanks__giver")
    page = page_of(mine, by=("-at", "-pk"), after=after, size=SHOWN)
    rows = [(to, to.thanks) for to in page.rows]
    return Page([_of(thanks, new=to.seen_at is None, publish=True) for to, thanks in rows], page.next)


def thanks_given(viewer: Actor, *, at: datetime, after: str | None = None) -> Page[ThanksSeen]:
    """Thanks the viewer gave, with the names of those they were passed on to; for a service those one knows."""
    given = Thanks.objects.filter(giver_id__in=viewer.reach.person_ids).select_related("giver")
    page = page_of(given, by=("-given_at", "-pk"), after=after, size=SHOWN)
    names = _names_known(viewer, [row.pk for row in page.rows])
    return Page([_of(row, to=names.get(row.pk, ()), at=at) for row in page.rows], page.next)


def published_thanks(viewer: Actor) -> list[ThanksSeen]:
    """The newest thanks shown to all who serve."""
    if not viewer.staff:
        raise NotFound("thanks")
    rows = list(
        Thanks.objects.filter(published_at__isnull=False).select_related("giver").order_by("-published_at")[:SHOWN]
    )
    names = _names_of(row.pk for row in rows)
    return [_of(row, to=names.get(row.pk, ())) for row in rows]


def thanks_to_publish(viewer: Actor) -> list[ThanksSeen]:
    """For a lead: thanks to their team whose giver agreed that others see them, and that nobody has shown yet."""
    if not viewer.staff or not viewer.reach.may("people.write"):
        return []
    rows = Thanks.objects.filter(team_id__in=viewer.reach.team_ids, consent=True, published_at__isnull=True)
    found = list(rows.select_related("giver").order_by("-given_at", "-pk")[:SHOWN])
    names = _names_of(row.pk for row in found)
    return [_of(row, to=names.get(row.pk, ()), publish=True) for row in found]


def thankable(
    viewer: Actor, *, at: datetime, episode_id: int | None = None, service_id: int | None = None
) -> Thankable:
    """What one may say thanks for, how many of us it goes to, and what was said already; NotFound beyond reach."""
    kind = "episode" if episode_id is not None else "service"
    about = about_episode(viewer, episode_id) if episode_id is not None else about_service(viewer, service_id)
    given = Thanks.objects.filter(giver_id__in=viewer.reach.person_ids, **about.columns).select_related("giver")
    if service_id is not None:
        given = given.filter(given_on=at.astimezone(ZoneInfo(viewer.zone)).date())
    row = given.first()
    said = _of(row, to=_names_known(viewer, [row.pk]).get(row.pk, ()), at=at) if row else None
    return Thankable(kind, episode_id or service_id or 0, about.title, len(about.to), said)


def thankable_by_me(viewer: Actor) -> list[tuple[str, int, str]]:
    """Kind, id and title of what somebody who is served may say thanks for: their newest episodes, their services."""
    if viewer.person_id is None or viewer.staff:
        return []
    newest = ledger.recent_episodes(viewer, [viewer.person_id]).get(viewer.person_id, [])
    episodes = [("episode", one.id, one.title or "A matter") for one in newest[:NEWEST] if one.ours and one.ref]
    return episodes + [("service", pk, name) for pk, name in people.service_names(viewer)]


def _names_known(viewer: Actor, thanks_ids: list[int]) -> dict[int, tuple[str, ...]]:
    """Names of those thanked; for a service whoever is served reads those they know, and how many the others are.

    A list of staff is not theirs to read.
    """
    if viewer.staff or not thanks_ids:
        return _names_of(thanks_ids)
    knows = {one.person_id for one in ledger.who_knows_whom(viewer, viewer.person_id or 0)}
    thanked = ThanksTo.objects.filter(thanks_id__in=thanks_ids).order_by("person__name")
    rows = thanked.values_list("thanks_id", "person_id", "person__name", "thanks__service_id")
    found: dict[int, list[str]] = defaultdict(list)
    others: Counter[int] = Counter()
    for thanks_id, person_id, name, service_id in rows:
        if service_id is None or person_id in knows:
            found[thanks_id].append(name)
        else:
            others[thanks_id] += 1
    return {one: (*found[one], *_and_others(others[one], bool(found[one]))) for one in found.keys() | others.keys()}


def _and_others(n: int, beside: bool) -> tuple[str, ...]:
    """How many of us they do not know.

    >>> _and_others(2, True), _and_others(1, False), _and_others(0, True)
    (('2 others of us',), ('1 of us',), ())
    """
    if not n:
        return ()
    return (f"{n} {'other' if n == 1 else 'others'} of us" if beside else f"{n} of us",)


def _names_of(thanks_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    rows = ThanksTo.objects.filter(thanks_id__in=list(thanks_ids)).order_by("person__name")
    found: dict[int, tuple[str, ...]] = {}
    for thanks_id, name in rows.values_list("thanks_id", "person__name"):
        found[thanks_id] = (*found.get(thanks_id, ()), name)
    return found


def _seen(row: Any, *, new: bool = False) -> ThanksSeen:
    return ThanksSeen(
        id=row.id,
        giver_id=row.giver_id,
        giver=row.giver__name,
        about=row.about,
        words=row.words,
        given_at=row.given_at,
        consent=row.consent,
        published_at=row.published_at,
        to=(),
        new=new,
    )


def _of(
    row: Thanks, *, to: tuple[str, ...] = (), new: bool = False, publish: bool = False, at: datetime | None = None
) -> ThanksSeen:
    return ThanksSeen(
        id=row.pk,
        giver_id=row.giver_id,
        giver=row.giver.name,
        about=row.about,
        words=row.words,
        given_at=row.given_at,
        consent=row.consent,
        published_at=row.published_at,
        to=to,
        new=new,
        may_publish=publish and row.consent and row.published_at is None,
        may_change=at is not None and rules.may_change(row.given_at, at=at),
    )
