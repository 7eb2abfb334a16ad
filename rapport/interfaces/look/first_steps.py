"""What a desk still needs before it stands, for who may do it and for who has to ask."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import View
from rapport.domains.people import queries as people
from rapport.domains.people.types import STAFF_ROLES, RoleName
from rapport.foundation.actors import NOBODY, Actor

MAILBOX = "Connect a mailbox"
SAID = 3
SEVERAL = 2


@dataclass(frozen=True)
class Step:
    """The next step; without an address it is somebody else's, and `ask` names them."""

    label: str
    url: str
    ask: str

    @property
    def needs_mailbox(self) -> bool:
        """True when everything else is there."""
        return self.label == MAILBOX


_takes_mail = False
_settled = False


def look_again() -> None:
    """Forget that everything was there: only where a place is emptied, as between tests."""
    global _takes_mail, _settled
    _takes_mail = _settled = False


def next_step(actor: Actor) -> Step | None:
    """Until the desk stands, every page says what is missing; after that nothing is asked any more.

    Everybody who serves is told while nobody can write to the desk; who may change that, until others serve and
    somebody is served.
    """
    global _takes_mail, _settled
    may = actor.reach.may("settings.write")
    if _settled or (_takes_mail and not may):
        return None
    found = _missing(actor, needed_only=not may)
    if found is None:
        _takes_mail, _settled = True, may
        return None
    return Step(*found, "") if may else Step(found[0], "", _whom_to_ask(actor))


def without_mailbox(actor: Actor) -> Step | None:
    """For an empty list: the next step while there is no mailbox at all, so that nobody waits for what cannot come."""
    return next_step(actor) if not desk.public_mailboxes(NOBODY) else None


def _missing(actor: Actor, *, needed_only: bool = False) -> tuple[str, str] | None:
    """What is to be done next and the page it is done on; only what mail needs to come in, where asked."""
    if not people.teams(actor):
        return "Create the first team", "workspace:settings_team"
    if not people.services(actor):
        return "Name the first service", "workspace:settings_service"
    if not desk.public_mailboxes(NOBODY):
        return MAILBOX, "workspace:settings_mailbox"
    if needed_only:
        return None
    if len(people.people_with_role(actor, STAFF_ROLES)) < SEVERAL and not _finished_alone(actor):
        return "Invite an agent", "workspace:settings_agent"
    return None if people.is_anybody_served(actor) else ("Bring in the people you serve", "workspace:settings_people")


def _finished_alone(actor: Actor) -> bool:
    """Who has finished a ticket without colleagues serves alone, and is asked for no agent on every page."""
    return actor.reach.may("tickets.read") and bool(desk.queue(actor, view=View.SOLVED).rows)


def _whom_to_ask(actor: Actor) -> str:
    names = [one.name for one in people.people_with_role(actor, [RoleName.ADMINISTRATOR])]
    return " or ".join(names[:SAID]) or "an administrator"
