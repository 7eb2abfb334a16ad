"""What the command bar offers for the letters typed so far."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rapport.domains.desk import queries as desk
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.access import actor_of, staff_required

SHOWN, KEY = 6, re.compile(r"#?([a-z]{1,8}-)?\d{1,12}$", re.IGNORECASE)
PLACES = (
    ("Today", "workspace:today", "tickets.read"),
    ("Queue", "workspace:queue", "tickets.read"),
    ("Choose which tickets", "workspace:filter_tickets", "tickets.read"),
    ("A new view", "workspace:new_view", "tickets.answer"),
    ("Macros", "workspace:macros", "tickets.answer"),
    ("Write a macro", "workspace:new_macro", "tickets.answer"),
    ("Help pages", "workspace:articles", "tickets.read"),
    ("Write a help page", "workspace:write_article", "tickets.answer"),
    ("Known problems", "workspace:problems", "tickets.read"),
    ("Note a known problem", "workspace:open_problem", "tickets.answer"),
    ("Visits", "workspace:visits", "tickets.read"),
    ("Notices: what I am told, quiet hours", "workspace:notices", "tickets.read"),
    ("People", "workspace:people", "people.read"),
    ("Mail that could not be placed", "workspace:held", "tickets.read"),
    ("Whom to call", "workspace:calls", "tickets.read"),
    ("Plan", "workspace:plan", "tickets.read"),
    ("Words", "workspace:terms", "tickets.read"),
    ("My card", "workspace:my_card", "tickets.read"),
    ("Settings", "workspace:settings", "settings.write"),
)
MANY = "Hand over, give, assign, tag: tick tickets in the queue"  # what waits for a ticket, where none is open
Offer = tuple[str, str, str]  # what it is, what it is called, its address


@staff_required
def commands(request: HttpRequest) -> HttpResponse:
    """A page of what was found; the bar shows its list alone."""
    actor, asked = actor_of(request), request.GET.get("q", "").strip()[:80]
    many = MANY if asked and _fits(MANY, asked) and actor.reach.may("tickets.answer") else ""
    words = {"offers": _offers(actor, asked), "asked": asked, "many": many}
    alone = request.headers.get("X-Requested-With") == "script"
    return render(request, "workspace/commands/_offers.html" if alone else "workspace/commands/page.html", words)


def _offers(actor: Actor, asked: str) -> list[Offer]:
    """A ticket by its key first, then views, places, people and sites; the beginning of any word fits."""
    views = [("View", one.name, f"{reverse('workspace:queue')}?saved={one.id}") for one in desk.saved_views(actor)]
    places = [("Go to", name, reverse(page)) for name, page, ability in PLACES if actor.reach.may(ability)]
    fitting = [one for one in (*views, *places) if _fits(one[1], asked)]
    return [*_ticket(actor, asked), *fitting[: 2 * SHOWN], *_people(actor, asked), *_sites(actor, asked)]


def _ticket(actor: Actor, asked: str) -> list[Offer]:
    if not KEY.match(asked):
        return []
    key = asked.lstrip("#")
    try:
        found = desk.ticket_card(actor, key if "-" in key else f"R-{key}")
    except NotFound:
        return []
    return [("Ticket", f"{found.key} {found.subject}", reverse("workspace:ticket", args=[found.id]))]


def _people(actor: Actor, asked: str) -> list[Offer]:
    if len(asked) < 2 or not actor.reach.may("people.read"):
        return []
    found = people.people(actor, search=asked, size=SHOWN).rows
    return [("Person", one.name, reverse("workspace:person", args=[one.id])) for one in found]


def _sites(actor: Actor, asked: str) -> list[Offer]:
    """Where a site has closed it is still found: its tickets and visits stay."""
    if len(asked) < 2 or not actor.reach.may("people.read"):
        return []
    found = people.sites(actor, search=asked, most=SHOWN)
    return [("Site", f"{one.name}, {one.organisation.name}", reverse("workspace:site", args=[one.pk])) for one in found]


def _fits(name: str, asked: str) -> bool:
    words = name.casefold().split()
    return all(any(word.startswith(part) for word in words) for part in asked.casefold().split())
