"""What we know about each other, in the person's words; no stage, no score of ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.desk import queries as desk
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import Timeline
from rapport.domains.people import queries as people
from rapport.domains.people.types import SHOW_ANSWERS
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import PromiseSeen
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look import relationships, telling
from rapport.interfaces.look.story import Next
from rapport.interfaces.portal import opens
from rapport.interfaces.portal.you_and_us import told_us
from rapport.interfaces.portal.you_and_us.changing import choose_who_sees_answers
from rapport.interfaces.web.access import actor_of, signed_in_required

SHOWN = 8  # matters and promises shown at once; the others are behind a fold
SPANS = {"sequences": timedelta(days=730), "episodes": timedelta(days=365), "acts": timedelta(days=21)}
ZOOMS = (("sequences", "Years"), ("episodes", "Twelve months"), ("acts", "Three weeks"))


@signed_in_required
def relationship(request: HttpRequest) -> HttpResponse:
    """The same line that staff see, with "you" and "us"; all that stands here can be taken along or put right."""
    actor, now = actor_of(request), timezone.now()
    if actor.person_id is None:
        raise NotFound
    if "show_answers" in request.POST:
        choose_who_sees_answers(actor, request.POST["show_answers"])
        return redirect("portal:relationship")
    pressed = next((name for name in told_us.TAKEN if name in request.POST), "")
    refused = told_us.TAKEN[pressed](request, actor, at=now) if pressed else None
    if pressed and refused is None:
        return redirect("portal:relationship")
    timeline = ledger.timeline(actor, actor.person_id).as_of(now)
    made = _owed_first(timeline, promises.promises_to(actor, actor.person_id, at=now))
    zoom = request.GET.get("zoom", "")
    zoom = zoom if zoom in SPANS else "episodes"
    words = {
        "zoom": zoom,
        "zooms": [(name, f"?zoom={value}", value == zoom) for value, name in ZOOMS],
        "line": relationships.draw_line(timeline, made, start=now - SPANS[zoom], at=now),
        "words": relationships.THEIR_WORDS,
        "told": telling.told(actor, timeline, made, _ahead(actor, timeline, made, now), their="you", at=now),
        "timeline": timeline,
        "promises": made[:SHOWN],
        "earlier_promises": made[SHOWN:],
        "opened": opens.opened(actor, at=now),
        "sequences": ledger.own_sequences(actor),
        "readings_asked": ledger.readings_allowed(actor),
        "now": now,
    }
    words |= told_us.told_us(actor, at=now)
    words |= {pressed: refused} if refused else {}
    words |= _matters(timeline) | _knows(actor) | _known(actor, now) | _seen(actor, timeline)
    return render(request, "portal/you_and_us/relationship.html", words, status=400 if refused else 200)


def _ahead(actor: Actor, timeline: Timeline, made: list[PromiseSeen], now: datetime) -> Next | None:
    """What is next for them: a promise of ours or a visit, whichever comes first."""
    coming = desk.visits_to_person(actor, actor.person_id or 0, at=now)
    visits = [
        Next(f"Visit: {one.what}", one.starts_at.astimezone(ZoneInfo(one.zone)).date(), one.technician)
        for one in coming
    ]
    return telling.ahead_of(timeline, made, planned=visits)


def _owed_first(timeline: Timeline, made: Iterable[PromiseSeen]) -> list[PromiseSeen]:
    """What we still owe, the next first, what is late among it; then what has ended, the last first."""
    owed, ended = telling.owed_and_ended(timeline, made)
    return [*owed, *ended]


def _matters(timeline: Timeline) -> dict[str, Any]:
    matters = [replace(one, acts=()) for one in timeline.episodes if not relationships.stands_alone(one)]
    return {"matters": matters[:SHOWN], "earlier_matters": matters[SHOWN:], "n_matters": timeline.n_episodes}


def _knows(actor: Actor) -> dict[str, Any]:
    """Who of us knows them, each with the card they chose to show."""
    knows = ledger.who_knows_whom(actor, actor.person_id or 0)
    cards = people.agent_cards(actor, [known.person_id for known in knows])
    return {"knows": [(known, cards.get(known.person_id)) for known in knows]}


def _known(actor: Actor, now: datetime) -> dict[str, Any]:
    """What they said of themself, and what they said is not right."""
    own = actor.person_id or 0
    return {
        "person": people.person(actor, own),
        "critical_days": people.critical_days(actor, own, today=timezone.localtime(now).date()),
        "services": people.services_of(actor, [own]).get(own, []),
        "corrections": ledger.corrections(actor, own),
        "language": actor.language,
    }


def _seen(actor: Actor, timeline: Timeline) -> dict[str, Any]:
    """Who sees what of them."""
    return {
        "answers": relationships.answers_of(timeline),
        "shows_answers": SHOW_ANSWERS in people.consents(actor, actor.person_id or 0),
        "contacts": people.contacts_by_grant(actor),
        "notes": desk.own_notes(actor),
    }
