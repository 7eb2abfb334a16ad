"""Planned contact: calls and rounds that nobody had to ask for; few at first, many by now."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import some_moment, worked_on
from rapport.interfaces.cli.demo.office_topics import PLANNED
from rapport.interfaces.cli.demo.people_then import Everybody
from rapport.interfaces.cli.demo.script import Said, Story, Talk

MONTHS = 22
REPLIES = (
    "Thank you for calling. One thing came to mind after: the cable by the gate lies open.",
    "Good that you came by. The crew noticed.",
    "As we said: the second trailer arrives on the 12th.",
)


def tell_talks(story: Story, lot: Random, everybody: Everybody, at: datetime) -> None:
    """Fill in planned contact, growing from month to month."""
    for back in range(MONTHS, 0, -1):
        first = at.date() - timedelta(days=30 * back)
        for number in range(3 + (MONTHS - back) * 5 // 4):
            talk = _talk(
                f"talk-{back:02}-{number:02}", lot, everybody, some_moment(lot, first, first + timedelta(days=28))
            )
            if talk.said[-1].at < at:
                story.talks.append(talk)


def _talk(key: str, lot: Random, everybody: Everybody, when: datetime) -> Talk:
    person = everybody.somebody(lot, when.date())
    service = person.services[0]
    team = n.TEAM_OF[service]
    helper = lot.choice(n.DESK[team])
    title, text = lot.choice(PLANNED)
    on_site = title == "Round on site" and team == n.SITES_TEAM
    said = [
        Said(when, "ours", helper, text, "visit" if on_site else "phone", planned=True, minutes=lot.randrange(5, 25))
    ]
    if lot.random() < 0.5:
        said.append(Said(worked_on(when, lot.uniform(1, 12)), "theirs", person.email, lot.choice(REPLIES)))
    return Talk(key, person.email, tuple(said), team, title, service)
