"""What happens to insights when a person leaves: counters hold nobody, gaps and reviews go on without them."""

from __future__ import annotations

from rapport.foundation import leaving


def declare_all() -> None:
    """Declare every field of this domain that points to a person."""
    from rapport.domains.insights import models

    leaving.declare(models.Gap, "owner", "detach", "the gap goes on and needs a new owner")
    leaving.declare(models.GapStep, "by", "erase", "what they wrote about a gap is in their words")
    leaving.declare(models.GapStep, "owner", "detach", "what was done stands without the name of who looked after it")
    leaving.declare(models.ReviewAction, "who", "detach", "what was agreed stands without the name of who does it")
    leaving.declare(models.ReviewSignature, "person", "erase", "that they signed is about them")
