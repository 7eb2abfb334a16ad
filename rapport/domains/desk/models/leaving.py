"""What happens to the tables of the desk when a person leaves."""

from __future__ import annotations

from rapport.foundation import leaving


def declare_all() -> None:
    """Declare every field of this domain that points to a person."""
    from rapport.domains.desk import models

    leaving.declare(
        models.Ticket,
        "requester",
        "keep",
        "what they alone asked for goes; what others wrote in goes on with these",
    )
    leaving.declare(models.Ticket, "assignee", "detach", "the ticket goes on with somebody else")
    leaving.declare(models.Participant, "person", "erase", "taking part is about them")
    leaving.declare(models.Message, "author", "detach", "their words are emptied; that something was said stays")
    leaving.declare(models.HeldMessage, "person", "erase", "a held mail is what they wrote")
    leaving.declare(models.HeldMessage, "decided_by", "detach", "the decision stands without its author")
