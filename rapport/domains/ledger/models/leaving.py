"""What happens to the ledger when a person leaves."""

from __future__ import annotations

from rapport.foundation import leaving


def declare_all() -> None:
    """Declare every field of this domain that points to a person."""
    from rapport.domains.ledger import models

    skeleton = "a nameless skeleton stays so that counts hold; its title is emptied with the person's words"
    leaving.declare(models.Act, "person", "keep", skeleton)
    leaving.declare(models.Act, "author", "keep", skeleton)
    leaving.declare(models.Episode, "person", "keep", skeleton)
    leaving.declare(models.Trace, "person", "erase", "what they read and were sent is about them")
    leaving.declare(models.Sequence, "person", "erase", "a sequence of one person ends with them")
    leaving.declare(models.Part, "person", "erase", "what they worked on is about them")
    leaving.declare(models.Wish, "person", "erase", "decisions on their acts serve nobody else")
    leaving.declare(models.Wish, "made_by", "detach", "the decision stands without the name of who made it")
    leaving.declare(models.Relationship, "person", "erase", "a relationship with nobody is none")
    leaving.declare(models.Relationship, "owner", "detach", "the relationship goes on and needs a new owner")
    leaving.declare(models.Reflection, "person", "erase", "what they thought of us is theirs")
