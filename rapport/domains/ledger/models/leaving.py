"""What happens to the ledger when a person leaves."""

from __future__ import annotations

from rapport.foundation import leaving


def declare_all() -> None:
    """Declare every field of this domain that points to a person."""
    from rapport.domains.ledger import models

    skeleton = "a nameless skeleton stays so that counts hold; its title is emptied with the person's words"
    leaving.declare(models.Act, "person", "keep", skeleton)
    leaving.declare(models.Act, "author", "keep", skeleton)
    leaving.declare(models.Addressed, "person", "erase", "that an act was for them is about them; the act stays")
    leaving.declare(models.Episode, "person", "keep", skeleton)
    leaving.declare(models.Trace, "person", "erase", "what they read and were sent is about them")
    leaving.declare(models.Sequence, "person", "erase", "a sequence of one person ends with them")
    leaving.declare(models.Part, "person", "erase", "what they worked on is about them")
    leaving.declare(models.Wish, "person", "erase", "decisions on their acts serve nobody else")
    leaving.declare(models.Wish, "made_by", "detach", "the decision stands without the name of who made it")
    leaving.declare(models.Decision, "person", "erase", "decisions on their acts serve nobody else")
    leaving.declare(models.Decision, "made_by", "detach", "the decision stands without the name of who made it")
    leaving.declare(models.Resegmentation, "asked_by", "detach", "the work goes on whoever asked for it")
    leaving.declare(models.Correction, "person", "erase", "what they said is not right is in their words")
    leaving.declare(models.Correction, "decided_by", "detach", "the decision stands without the name of who made it")
    leaving.declare(models.Relationship, "person", "erase", "a relationship with nobody is none")
    leaving.declare(models.Relationship, "owner", "detach", "the relationship goes on and needs a new owner")
    leaving.declare(models.Reflection, "person", "erase", "what they thought of us is theirs")
    leaving.declare(models.Evidence, "person", "erase", "what they did for the service is about them")
    leaving.declare(models.Evidence, "recorded_by", "detach", "what somebody did stands without who wrote it down")
    leaving.declare(models.StageHeld, "person", "erase", "where they stood is about them; the counts by quarter stay")
    leaving.declare(models.StageMove, "person", "erase", "how they moved is about them; the counts by quarter stay")
    leaving.declare(models.Referral, "person", "erase", "who sent them is what they said")
    leaving.declare(
        models.Referral, "by", "detach", "that a newcomer was sent stands without the name of who sent them"
    )
    leaving.declare(models.LookBack, "owner", "detach", "what was agreed stands without who looked after it")
    leaving.declare(models.LookBackWords, "person", "erase", "what they wrote about working with us is theirs")
    leaving.declare(models.Worth, "person", "erase", "whether it was worth it to them is theirs")
    leaving.declare(models.Acquaintances, "person", "keep", "counted from the skeleton; the number leads to nobody")
    leaving.declare(models.Acquaintances, "author", "keep", "counted from the skeleton; the number leads to nobody")
    leaving.declare(models.GroupRelationship, "owner", "detach", "the relationship goes on and needs a new owner")
