"""The whole story at a moment: the same moment gives the same story, word for word."""

from __future__ import annotations

from datetime import datetime
from random import Random

from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.marta import tell_marta
from rapport.interfaces.cli.demo.people_then import Everybody
from rapport.interfaces.cli.demo.places import tell_places
from rapport.interfaces.cli.demo.script import Story
from rapport.interfaces.cli.demo.talks import tell_talks
from rapport.interfaces.cli.demo.tickets import tell_tickets
from rapport.interfaces.cli.demo.today import tell_today

SEED = 2026


def tell(at: datetime) -> Story:
    """Everything that happened up to a moment, in two years."""
    story = Story()
    tell_places(story, Random(SEED), at.date())
    everybody = Everybody(story, Random(SEED + 1), told_by_hand=(n.MARTA, n.LENA))
    tell_tickets(story, Random(SEED + 2), everybody, at)
    tell_talks(story, Random(SEED + 3), everybody, at)
    tell_marta(story, at)
    tell_today(story, at)
    return story
