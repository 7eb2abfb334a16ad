"""What happens to outreach when a person leaves."""

from __future__ import annotations

from rapport.foundation import leaving


def declare_all() -> None:
    """Declare every field of this domain that points to a person."""
    from rapport.domains.outreach import models

    nobody = "nobody is left to call"
    leaving.declare(models.Plan, "person", "erase", nobody)
    leaving.declare(models.Plan, "owner", "detach", "the plan goes on and needs a new owner")
    leaving.declare(models.Call, "person", "erase", "what came of calling them is about them; the act keeps the count")
    leaving.declare(models.Call, "made_by", "detach", "the call was made, by whomever")
    leaving.declare(models.Moment, "person", "erase", nobody)
    leaving.declare(models.PutOff, "person", "erase", nobody)
    leaving.declare(models.PutOff, "put_off_by", "detach", "the decision stands without the name of who made it")
    leaving.declare(models.Thanks, "giver", "erase", "the words are theirs and go with them")
    leaving.declare(models.Thanks, "published_by", "detach", "it was published with its giver's consent")
    leaving.declare(models.ThanksTo, "person", "erase", "thanks to nobody are none; the giver's words stay for others")
