"""What is asked of a filled place: sessions, addresses, and the words that a complete page holds."""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import quote

from bench import cast
from bench.words import COMMON, RARE

DIFFERENT = 40
PAGE_END = {"</html>": 1}


def ask() -> dict[str, Any]:
    """Sessions of an agent and a customer, and for each page its addresses with what must be in it how often."""
    from rapport.domains.desk.models import Ticket
    from rapport.domains.people.models import Person
    from rapport.foundation.models import SearchEntry

    chance = random.Random(3)
    agent = Person.objects.get(name="Hugo Marek")
    teams = list(agent.roles.filter(team__isnull=False).values_list("team_id", flat=True))
    ids = list(Ticket.objects.filter(team_id__in=teams).values_list("pk", flat=True))
    chosen = Ticket.objects.select_related("requester").in_bulk(chance.sample(ids, DIFFERENT))
    customer = next(iter(chosen.values())).requester
    own = Ticket.objects.filter(requester=customer)
    rows = {"/desk/tickets/": 25, **PAGE_END}
    return {
        "agent": cast.session_of(agent.pk),
        "customer": cast.session_of(customer.pk),
        "tickets": Ticket.objects.count(),
        "people": Person.objects.count(),
        "entries": SearchEntry.objects.count(),
        "pages": {
            "floor": [("/floor/", {"<li>": 25, **PAGE_END})],
            "queue": [("/desk/queue/", rows)],
            "queue, all": [("/desk/queue/?view=all", rows)],
            "search, rare word": [_search(RARE, 2)],
            "search, common word": [_search(COMMON, 25)],
            "search, phrase": [_search(f'"the {COMMON} on floor"', 25)],
            "search, beginning": [_search(f"{COMMON[:4]}*", 25)],
            "ticket": [(f"/desk/tickets/{t.pk}/", _ticket(t)) for t in chosen.values()],
            "person": [(f"/desk/people/{t.requester_id}/", {t.requester.name: 2, **PAGE_END}) for t in chosen.values()],
            "loyalty": [("/desk/loyalty", {"<svg": 3, "Service 1": 1, **PAGE_END})],
            "request": [(f"/requests/{t.public_key}/", _ticket(t)) for t in own],
        },
    }


def _search(words: str, least: int) -> tuple[str, dict[str, int]]:
    return f"/desk/find/?q={quote(words)}", {"/desk/tickets/": least, **PAGE_END}


def _ticket(ticket: Any) -> dict[str, int]:
    """All three messages: the last words of each, which need no escaping."""
    said = ticket.messages.values_list("text", flat=True)
    return {" ".join(text.split()[-4:]): 1 for text in said} | PAGE_END
