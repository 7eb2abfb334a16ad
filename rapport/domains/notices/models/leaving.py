"""What happens to notices when a person leaves."""

from __future__ import annotations

from rapport.foundation import leaving


def declare_all() -> None:
    """Declare every field of this domain that points to a person."""
    from rapport.domains.notices import models

    nobody = "nobody is left to be told"
    leaving.declare(models.NoticeChoice, "person", "erase", nobody)
    leaving.declare(models.NoticeHours, "person", "erase", nobody)
    leaving.declare(models.OwnChat, "person", "erase", nobody)
    leaving.declare(models.Notice, "person", "erase", nobody)
