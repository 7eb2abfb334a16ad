"""What may help, found by what somebody typed: own open requests, known problems, help pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse

from rapport.domains.desk import queries as desk
from rapport.domains.knowledge import queries as knowledge
from rapport.domains.knowledge.types import PROBLEM, Helped, Suggestion
from rapport.foundation import limits
from rapport.foundation.actors import Actor
from rapport.interfaces.look.wording import german
from rapport.interfaces.web.access import actor_of

LONGEST, SHORTEST, MOST = 600, 3, 5
NAMES = {"problem": "Known now", "article": "Help page", "request": "Your request"}


@dataclass(frozen=True)
class Row:
    """One thing that may help."""

    kind: str
    name: str
    title: str
    say: str
    url: str
    key: str
    helped: Helped | None = None


def suggest(request: HttpRequest) -> HttpResponse:
    """The options of the box for what was typed so far, and one sentence for those who hear the page."""
    actor, typed = actor_of(request), request.GET.get("q", "")[:LONGEST].strip()
    who = actor.person_id or request.META.get("REMOTE_ADDR", "")
    allowed = limits.allow(f"suggest {who}", limit=600, per_seconds=600)
    found = rows(actor, typed) if allowed and len(typed) >= SHORTEST else []
    also = sorted({one.shown for one in knowledge.synonyms(actor, typed)})[:3] if found else []
    told = {
        "options": render_to_string("portal/help/_options.html", {"rows": found}),
        "many": len(found),
        "told": _told(len(found), also),
    }
    answer = JsonResponse(told)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def rows(actor: Actor, plea: str, *, service_id: int | None = None) -> list[Row]:
    """Own open requests that are like it first, since they are answered already; then what was written for many."""
    found = knowledge.suggestions(actor, plea, service_id=service_id)
    return [*_own(actor, plea), *(_row(one) for one in found)][:MOST]


def _own(actor: Actor, plea: str) -> list[Row]:
    if not actor.is_person or actor.staff or not actor.reach.may("tickets.open"):
        return []
    waiting = [one for one in desk.own_tickets(actor).rows if one.state not in {"solved", "closed"}]
    like = knowledge.alike(actor, plea, {one.id: one.subject for one in waiting})
    by_id = {one.id: one for one in waiting}
    return [_request(by_id[pk]) for pk in like[:1]]


def _request(one: object) -> Row:
    key, subject = str(getattr(one, "public_key", "")), str(getattr(one, "subject", ""))
    who = getattr(one, "assignee", "") or getattr(one, "team", "")
    say = german.say("It is open, and {who} has it. Add to it there.", who=who)
    return Row("request", german.say(NAMES["request"]), subject, say, reverse("portal:request", args=[key]), key)


def _row(one: Suggestion) -> Row:
    where = "portal:problem" if one.kind == PROBLEM else "portal:article"
    return Row(
        one.kind, german.say(NAMES[one.kind]), one.title, one.say, reverse(where, args=[one.key]), one.key, one.helped
    )


def _told(many: int, also: list[str]) -> str:
    if not many:
        return ""
    said = german.say("One thing may help") if many == 1 else german.say("{many} things may help", many=many)
    other = (
        german.say(" Also looked for {words}.", words=", ".join(german.say("“{name}”", name=one) for one in also))
        if also
        else ""
    )
    return f"{said}.{other}"
