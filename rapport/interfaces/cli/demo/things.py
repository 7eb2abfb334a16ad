"""Whom to ask at Marta's site, and which of the things there her tickets were about."""

from __future__ import annotations

from datetime import datetime

from rapport.domains.desk import actions as desk
from rapport.domains.desk import queries
from rapport.domains.desk.types import TicketFilters
from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast

MOST = 100
PHONE = "+44 1632 960 {number}"  # numbers kept free for stories
ASKED = ("Foreman", "Site office, mornings", "Keys to the gate")
ABOUT = (("badge", "Badge reader"), ("reader", "Badge reader"), ("plot", "Plotter"), ("print", "Plotter"))
LINES = ("line", "router", "slow", "signal")


def tie(cast: Cast, *, at: datetime) -> None:
    """Contacts of the site, a reader at its gate, and the newest tickets from there tied to what they were about."""
    site_id = people.person(system(), cast.persons[n.MARTA]).site_id or 0
    _name_contacts(cast, site_id, at=at)
    people_actions.note_installed(
        site_id=site_id,
        kind="Badge reader",
        name="Badge reader at the gate",
        since=people.site(system(), site_id).opens_on,
        actor=cast.actor(n.SANNA),
        at=at,
    )
    stands = {row.kind: row.pk for row in people.installed_at(system(), site_id)}
    filters = TicketFilters(requester_id=cast.persons[n.MARTA])
    for card in queries.tickets(system(), filters=filters, size=MOST).rows:
        kind = _about(card.subject.lower())
        if kind and card.site_id == site_id:
            desk.set_thing(ticket_id=card.id, installed_id=stands[kind], actor=system(), at=at)


def _about(subject: str) -> str:
    if any(word in subject for word in LINES):
        return "Router"
    return next((kind for word, kind in ABOUT if word in subject), "")


def _name_contacts(cast: Cast, site_id: int, *, at: datetime) -> None:
    there = [pk for pk, _ in people.people_at(system(), site_id=site_id) if pk != cast.persons[n.MARTA]]
    asked = zip((cast.persons[n.MARTA], *there), ("Site manager", *ASKED), strict=False)
    for number, (person_id, role) in enumerate(asked, 412):
        said = {"role": role, "phone": PHONE.format(number=number)}
        people_actions.name_site_contact(site_id=site_id, person_id=person_id, actor=cast.actor(n.SANNA), at=at, **said)
