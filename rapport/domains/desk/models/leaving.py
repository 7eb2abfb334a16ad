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
    leaving.declare(models.Message, "noted_by", "detach", "what somebody else said stays without who wrote it down")
    leaving.declare(models.HeldMessage, "person", "erase", "a held mail is what they wrote")
    leaving.declare(models.Draft, "agent", "erase", "an answer of theirs that never left")
    leaving.declare(models.DraftFile, "agent", "erase", "a file of an answer of theirs that never left")
    leaving.declare(models.Outgoing, "agent", "erase", "an answer of theirs that has not left")
    leaving.declare(models.Presence, "person", "erase", "where they are is about them")
    leaving.declare(models.Macro, "owner", "erase", "a text of their own; the team's stay")
    leaving.declare(models.SavedView, "owner", "erase", "a list of their own; the team's stay")
    leaving.declare(models.SavedView, "made_by", "detach", "the team's list stands without its author")
    leaving.declare(models.Mention, "person", "erase", "that they were told is about them")
    leaving.declare(models.Reminder, "person", "erase", "what they wanted to be told of")
    leaving.declare(models.Merge, "made_by", "detach", "the merge stands without its author")
    leaving.declare(models.HeldMessage, "decided_by", "detach", "the decision stands without its author")
    leaving.declare(models.Visit, "person", "keep", "a visit is about the site; they are the one who was told")
    leaving.declare(models.Visit, "technician", "detach", "the visit stands without the one who went")
    leaving.declare(models.Visit, "arranged_by", "detach", "the visit stands without who arranged it")
