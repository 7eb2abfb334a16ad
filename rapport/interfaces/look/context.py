"""What every page knows: the brand, who is signed in, and the navigation their role has."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from rapport.domains.people import queries as people
from rapport.foundation.actors import NOBODY, Actor
from rapport.interfaces.look import first_steps
from rapport.interfaces.look.wording import german

STAFF = (
    ("Today", "workspace:today", "tickets.read"),
    ("Queue", "workspace:queue", "tickets.read"),
    ("People", "workspace:people", "people.read"),
    ("Plan", "workspace:plan", "tickets.read"),
    ("Words", "workspace:terms", "tickets.read"),
    ("Help pages", "workspace:articles", "tickets.read"),
    ("Loyalty", "workspace:loyalty", "loyalty.read"),
    ("Surveys", "workspace:surveys", "surveys.send"),
    ("Gap", "workspace:gap", "loyalty.read"),
    ("Results", "public:results", ""),
    ("Settings", "workspace:settings", "settings.write"),
)
CUSTOMER = (
    ("What do you need?", "portal:home", ""),
    ("Your requests", "portal:requests", ""),
    ("Help pages", "portal:articles", ""),
    ("You and us", "portal:relationship", ""),
    ("Your people", "portal:your_people", "relationships.organisation"),
    ("Results", "public:results", ""),
)
TODAY = "/desk/"
SAYING_IT = frozenset({TODAY, "/desk/queue/", "/desk/settings/"})  # with the next step in words of their own
UNNAMED = "Rapport"  # the brand before there is a provider; asked for again only then
ANYONE = (
    ("What do you need?", "portal:home", ""),
    ("Help pages", "portal:articles", ""),
    ("Results", "public:results", ""),
)


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """brand, me, nav (label, url, current), and where to find, sign in and read more."""
    actor: Actor = getattr(request, "actor", NOBODY)
    brand = people.brand()
    words: dict[str, Any] = {
        "brand": brand,
        "not_set_up": brand == UNNAMED and not people.has_provider(),
        "me": actor.name,
        "actor": actor,
        "nav": _nav(actor, request.path),
        "lang": german.speaks(),
        "foot_say": german.say("Simulated data: nobody here is real.") if settings.DEMO else "",
        "foot": [(german.say("How we are doing"), reverse("public:results"))],
    }
    if actor.staff:
        if request.path not in SAYING_IT:
            words["setting_up"] = first_steps.next_step(actor)
        words["find_url"] = reverse("workspace:find")
        words["commands_url"] = reverse("workspace:commands")
        words["me_url"] = reverse("workspace:my_card")
    elif actor.is_person:
        words["me_url"] = reverse("portal:profile")
    elif not words["not_set_up"]:
        words["sign_in_url"] = reverse("portal:sign_in")
    return words


def _nav(actor: Actor, path: str) -> list[tuple[str, str, bool]]:
    entries = STAFF if actor.staff else CUSTOMER if actor.is_person else ANYONE
    found = []
    for label, name, ability in entries:
        if ability and not actor.reach.may(ability):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        found.append((german.say(label), url, path == url or (url not in {"/", TODAY} and path.startswith(url))))
    return found
