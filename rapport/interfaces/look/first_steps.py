"""What a desk still needs before anybody can write to it, for who may do it and for who has to ask."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.domains.desk import queries as desk
from rapport.domains.people import queries as people
from rapport.domains.people.types import RoleName
from rapport.foundation.actors import NOBODY, Actor

MAILBOX = "Connect a mailbox"
SAID = 3


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


_settled = False


def look_again() -> None:
    """Forget that everything was there: only where a place is emptied, as between tests."""
    global _settled
    _settled = False


def next_step(actor: Actor) -> Step | None:
    """Until a desk can work, every page says what is missing; after that nothing is asked any more."""
    global _settled
    label = "" if _settled else _missing(actor)
    if not label:
        _settled = True
        return None
    if actor.reach.may("settings.write"):
        return Step(label, "workspace:settings", "")
    return Step(label, "", _whom_to_ask(actor))


def without_mailbox(actor: Actor) -> Step | None:
    """For an empty list: the next step while there is no mailbox at all, so that nobody waits for what cannot come."""
    return next_step(actor) if not desk.public_mailboxes(NOBODY) else None


def _missing(actor: Actor) -> str:
    if not people.teams(actor):
        return "Create the first team"
    if not people.services(actor):
        return "Name the first service"
    return "" if desk.public_mailboxes(NOBODY) else MAILBOX


def _whom_to_ask(actor: Actor) -> str:
    names = [one.name for one in people.people_with_role(actor, [RoleName.ADMINISTRATOR])]
    return " or ".join(names[:SAID]) or "an administrator"
