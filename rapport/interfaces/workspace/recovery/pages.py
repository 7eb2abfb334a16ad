"""Who is to be called, one recovery with everything beside the words, and who moved between classes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapport.domains.insights import queries as insights
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import ALONE, TimelineEpisode
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import KeptRate
from rapport.domains.recovery import queries
from rapport.domains.recovery.types import Card, Place, RecoveryPage, RecoverySeen, Show
from rapport.domains.surveys import queries as surveys
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look import groups
from rapport.interfaces.web import filters
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.recovery import wording
from rapport.interfaces.workspace.recovery.forms import CauseForm, ContactForm, EndForm, HandOverForm, LookForm
from rapport.interfaces.workspace.stages.wording import quarter_named

BEFORE = timedelta(days=90)
EPISODES, PROMISES = 5, 8
ON_TODAY, CARDS_ON_TODAY = 5, 3
ENDED = {"kept", "broken"}
NO_RATE = KeptRate(0, 0, None, None, None)  # so few promises stand one by one instead


@require_safe
@staff_required
def recoveries(request: HttpRequest) -> HttpResponse:
    """Those that stand, the next due first, or those that have ended; wishes to be called, and what others said."""
    actor, now = actor_of(request), timezone.now()
    filters.only(request.GET, *LookForm.base_fields, "after")
    form = LookForm(request.GET, services=people.service_names(actor))
    if not form.is_valid():
        raise NotFound("filter")  # an address that narrows by what is not there; all of them do not stand in for it
    show, ended = form.chosen("show") or Show.ALL.value, bool(form.chosen("standing"))
    chosen: dict[str, Any] = {"at": now, "show": show, "facts": form.chosen("facts") or ""}
    chosen["service_id"] = form.chosen("service")
    after = request.GET.get("after")
    if ended:
        page = queries.recoveries(actor, ended=True, outcome=form.chosen("outcome") or "", after=after, **chosen)
    else:
        page = queries.recoveries(actor, spoken=False, after=after, **chosen)
    spoken = [] if ended or after else queries.recoveries(actor, spoken=True, **chosen).rows
    narrowed = any(form.chosen(name) for name in ("facts", "service", "outcome"))
    words = {
        "rows": _with_facts(page.rows),
        "next": page.next,
        "spoken": _with_facts(spoken),
        "fields": form.shown(),
        "ended": ended,
        "n_overdue": sum(row.overdue for row in page.rows),
        "empty": "None fits what you chose." if narrowed or ended else wording.EMPTY[Show(show)],
        "wishes": queries.call_requests(actor),
        "cards": queries.cards(actor),
        "quoted": queries.shown_words(actor, place=Place.STAFF),
        "query": _query(request),
        "may_read_figures": actor.reach.may("loyalty.read"),
        "now": now,
    }
    return render(request, "workspace/recovery/list.html", words)


def _query(request: HttpRequest) -> str:
    """What was chosen, for the link to the next page."""
    chosen = request.GET.copy()
    chosen.pop("after", None)
    return chosen.urlencode()


def _with_facts(rows: list[RecoverySeen]) -> list[tuple[RecoverySeen, str]]:
    return [(row, wording.SHORT_FACTS[row.facts]) for row in rows]  # type: ignore[index]


def on_today(actor: Actor, now: datetime) -> dict[str, Any]:
    """What of it stands on Today: what is the viewer's to do, and a few cards that ask for nothing."""
    mine: list[RecoverySeen] = queries.due_now(actor, at=now)
    said: list[Card] = queries.cards(actor)
    return {
        "recoveries": _with_facts(mine[:ON_TODAY]),
        "n_recoveries": len(mine),
        "more_recoveries": len(mine[ON_TODAY:]),
        "cards": said[:CARDS_ON_TODAY],
        "more_cards": len(said[CARDS_ON_TODAY:]),
        "recovered_persons": {row.person_id for row in mine},
    }


@require_safe
@staff_required
def recovery(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """What they said, what happened to them, and what is to be done."""
    return show(request, recovery_id)


def show(request: HttpRequest, recovery_id: int, *, status: int = 200, **forms: Form) -> HttpResponse:
    """The page, with the forms as they were sent where something in them was wrong."""
    actor, now = actor_of(request), timezone.now()
    page = queries.recovery(actor, recovery_id, at=now)
    claim, then = wording.lead(page, today=timezone.localtime(now).date())
    takers = queries.who_may_take_it(actor, recovery_id) if page.may_hand_over else []
    words: dict[str, Any] = {
        "page": page,
        "spoken": wording.spoken(page.said),
        "row": page.row,
        "claim": claim,
        "then": then,
        "facts": wording.FACTS[page.row.facts],  # type: ignore[index]
        "contact_form": ContactForm(),
        "end_form": EndForm(),
        "cause_form": CauseForm(),
        "hand_over_form": HandOverForm(people=takers) if takers else None,
        "now": now,
        **forms,
    }
    if page.may_read and page.row.person_id is not None:
        words |= _happened(actor, page, page.row.person_id)
    if page.cause and page.cause[1]:
        words["cause_name"] = "".join(queries.cause_names(actor, [(page.cause[0], page.cause[1])]).values())
    return render(request, "workspace/recovery/recovery.html", words, status=status)


def _happened(actor: Actor, page: RecoveryPage, person_id: int) -> dict[str, Any]:
    """Promises, episodes and effort in the ninety days before they answered, as far as the viewer reaches."""
    opened = page.row.opened_at
    since = (opened - BEFORE).replace(minute=0, second=0, microsecond=0)
    made = promises.promises_to(actor, person_id, at=opened)
    ended = [one for one in made if one.standing in ENDED and since <= one.due_at <= opened]
    episodes = ledger.recent_episodes(actor, [person_id]).get(person_id, [])
    effort = insights.effort_of(actor, person_id, start=since, end=opened)
    return {
        "card": people.names(actor, [person_id]).get(person_id),
        "promises": ended[:PROMISES],
        "episodes": [one for one in episodes if one.started_at < opened and not _stands_alone(one)][:EPISODES],
        "effort": groups.costs_and_brings(effort, NO_RATE) if effort.contacts else (),
    }


def _stands_alone(one: TimelineEpisode) -> bool:
    return one.ref is not None and one.ref[0] in ALONE


@require_safe
@staff_required
def moves(request: HttpRequest) -> HttpResponse:
    """Who moved between classes in one quarter, and what calling the unhappy came to."""
    actor = actor_of(request)
    filters.only(request.GET, "quarter")
    wanted = quarter_named(request.GET)
    found = insights.class_moves(actor, quarter=wanted)
    if found is not None and wanted not in (None, found.quarter):
        raise NotFound("quarter")
    names = {one.pk: one.name for one in surveys.surveys(actor)}
    words = {"told": wording.quarter_words(found, names) if found else None}
    return render(request, "workspace/recovery/moves.html", words)
