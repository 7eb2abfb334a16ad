"""Today: who waits, what was promised, and one row of three taps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import queries as desk
from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.outreach import queries as outreach
from rapport.domains.outreach.types import CallList
from rapport.domains.people import queries as people
from rapport.domains.people.types import PersonCard
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import PromiseSeen
from rapport.interfaces.look import first_steps
from rapport.interfaces.look.wording import moments
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.three_questions import ThreeQuestionsForm
from rapport.interfaces.workspace.recovery.pages import on_today

SHOWN = 8
CALLED, THANKED = 5, 3  # people to call and thanks shown here; the rest is behind a link
A_DAY = 24 * 60  # minutes


@staff_required
def today(request: HttpRequest) -> HttpResponse:
    """The first page of everybody who serves."""
    actor, now = actor_of(request), timezone.now()
    made = promises.open_promises(actor, at=now).rows
    waiting = desk.queue(actor, view="mine").rows or desk.queue(actor, view="team").rows
    asked = ledger.reflections_to_ask(actor, now)[:1]
    names = people.names(actor, {p.person_id for p in made} | {r.person_id for r in asked})
    due = sorted((_due(p, names.get(p.person_id), now) for p in made), key=lambda d: d.promise.due_at)
    soon = [d for d in due if d.soon][:SHOWN]
    thanks = outreach.thanks_for_me(actor).rows
    words = {
        "calls": outreach.whom_to_call(actor, at=now, size=CALLED),
        "thanks": thanks[:THANKED],
        "more_thanks": len(thanks[THANKED:]),
        "promises": soon or due[:3],
        "any_soon": bool(soon),
        "n_promises": len(due),
        "more_promises": len(due) - len(soon or due[:3]),
        "waiting": [(row, _since(row.last_message_at, now)) for row in waiting[:SHOWN]],
        "counts": desk.counts(actor),
        "asked": [(r, names.get(r.person_id)) for r in asked],
        "next_step": first_steps.next_step(actor),
        "told": desk.mentions(actor),
        "reminders": desk.reminders(actor, until=timezone.localdate(now)),
        "returned": desk.returned_drafts(actor),
        "look_backs": ledger.look_backs_waiting(actor),
        "now": now,
        **on_today(actor, now),
    }
    words["calls"] = _others(words["calls"], words["recovered_persons"])
    return render(request, "workspace/today.html", words)


def _others(calls: CallList, persons: Collection[int | None]) -> CallList:
    """Whom to call without those who stand above already, as unhappy and the viewer's to call."""
    rows = tuple(one for one in calls.rows if one.person_id is None or one.person_id not in persons)
    return CallList(rows, calls.n - len(calls.rows) + len(rows))


@dataclass(frozen=True)
class Due:
    """One open promise as Today shows it."""

    promise: PromiseSeen
    who: PersonCard | None
    left: str
    late: bool
    soon: bool


def _due(promise: PromiseSeen, who: PersonCard | None, now: datetime) -> Due:
    minutes = int((promise.due_at - now).total_seconds() // 60)
    late = minutes < 0
    left = f"passed {moments.wait(minutes=-minutes)} ago" if late else f"in {moments.wait(minutes=minutes)}"
    today = timezone.localtime(promise.due_at).date() <= timezone.localtime(now).date()
    return Due(promise, who, left, late, soon=late or today)


def _since(moment: datetime, now: datetime) -> str:
    """How long somebody waits: within a day as a duration, then not at all (the day says it)."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    return moments.wait(minutes=minutes) if minutes < A_DAY else ""


@staff_required
@require_POST
def three_questions(request: HttpRequest, episode_id: int) -> HttpResponse:
    """Three taps of the agent, or a skip."""
    actor, now = actor_of(request), timezone.now()
    form = ThreeQuestionsForm(request.POST)
    if "skip" in request.POST or not form.is_valid() or all(v is None for v in form.taps().values()):
        ledger_actions.skip_reflection(episode_id=episode_id, side="ours", actor=actor, at=now)
    else:
        ledger_actions.answer_reflection(episode_id=episode_id, side="ours", actor=actor, at=now, **form.taps())
    return redirect("workspace:today")
