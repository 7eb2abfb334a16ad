"""What happens to recovery when a person leaves."""

from __future__ import annotations

from rapport.foundation import leaving


def declare_all() -> None:
    """Declare every field of this domain that points to a person."""
    from rapport.domains.recovery import models

    goes_on = "the recovery goes on and needs somebody else"
    leaving.declare(models.Recovery, "person", "detach", "that somebody was called keeps the figures right")
    for role in ("owner", "deputy", "service_owner", "holder"):
        leaving.declare(models.Recovery, role, "detach", goes_on)
    leaving.declare(models.Recovery, "ended_by", "detach", "it ended, by whomever")
    leaving.declare(models.Contact, "by", "detach", "the call was made, by whomever")
    leaving.declare(models.Notice, "to", "detach", "somebody was told, once")
    leaving.declare(models.Said, "person", "erase", "what they said is theirs and goes with them")
    leaving.declare(models.Said, "card_of", "detach", "nobody is left to read it")
    leaving.declare(models.CallRequest, "owner", "detach", "an administrator calls instead")
    leaving.declare(models.CallRequest, "called_by", "detach", "the call was made, by whomever")
    leaving.declare(models.Testimonial, "person", "erase", "the words are theirs and go with them")
    leaving.declare(models.Testimonial, "asked_by", "detach", "it was asked, by whomever")
