"""What happens to promises when a person leaves."""

from __future__ import annotations

from rapport.foundation import leaving


def declare_all() -> None:
    """Declare every field of this domain that points to a person."""
    from rapport.domains.promises import models

    leaving.declare(models.Estimate, "person", "erase", "what they were told is about them")
    leaving.declare(models.Promise, "person", "keep", "a nameless promise stays so that kept rates hold")
    leaving.declare(models.Promise, "made_by", "detach", "the promise binds the team, whoever gave it")
    leaving.declare(models.TheirPromise, "person", "keep", "a nameless promise stays so that kept rates hold")
    leaving.declare(models.TheirPromise, "noted_by", "detach", "it is the other person's word, whoever wrote it down")
