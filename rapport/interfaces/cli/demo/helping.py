"""Help pages with their versions and taps, and known problems: two open, followed and reported, one fixed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from rapport.domains.knowledge import actions
from rapport.domains.knowledge.types import Audience, Draft, Readers, Trouble
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import lately
from rapport.interfaces.cli.demo.placing import Cast

EVERYBODY = Readers(Audience.EVERYBODY)
LAPTOP = Draft(
    "When the laptop does not start: three things to try",
    "Two minutes. Nothing is lost by any of it.\n\n"
    "1. Hold the power button for **ten seconds**, let go, press it once.\n"
    "2. Take out everything that is plugged in, the charger too. Wait a minute. Only then plug in the charger.\n"
    "3. Press the button again and look at the small light beside it.\n\n"
    "# The light stays dark\n\nThen it is the battery or the charger. Try the charger of a colleague. "
    "Still dark? Tell us, and we bring you another laptop the same day.\n\n"
    "# The light is on and the screen stays black\n\nSend us a picture of the screen and of the light.",
)
TRAILER = Draft(
    "When the trailer has no network: three things to try",
    "1. Is the grey box beside the door on? It must be on **before** the router.\n"
    "2. Take the router off the power, count to thirty, plug it in again.\n"
    "3. Wait four minutes. The tablets find it by themselves.\n\n"
    "Still nothing? Tell us which lights are on.",
)
PASSWORD = Draft(
    "A new phone and the second factor",
    "Keep the old phone until the new one is known.\n\n- Open *My account* on a computer.\n- Add the new phone.\n"
    "- Try it once, then remove the old one.",
)
BLACK = Draft(
    "When the tablet stays black",
    "Hold both buttons on the left side for fifteen seconds. It starts with the crane on the screen.",
)
HANDOVER = Draft(
    "Answering on the day a site closes",
    "Say the hour, who comes, and what is taken down first. Never “soon”.\n\nThe list of lines is in the site's page.",
)
TAPS: Mapping[str, tuple[int, int]] = {LAPTOP.title: (31, 46), TRAILER.title: (17, 21), BLACK.title: (3, 4)}


def write(cast: Cast, *, at: datetime) -> None:
    """All of it, by those who know it best."""
    service = cast.services
    tablets, lines = (Readers(Audience.SERVICE, service[one]) for one in (n.TABLETS, n.LINES))
    written = {
        draft.title: _written(cast, draft, readers, who, at - timedelta(days=days))
        for draft, readers, who, days in (
            (LAPTOP, EVERYBODY, n.HUGO, 210),
            (TRAILER, lines, n.SANNA, 160),
            (PASSWORD, Readers(Audience.SERVICE, service[n.ACCOUNTS]), n.ELIF, 90),
            (BLACK, tablets, n.HUGO, 70),
            (HANDOVER, Readers(Audience.STAFF), n.SANNA, 30),
        )
    }
    _revised(cast, written[TRAILER.title], lines, at=at - timedelta(days=20))
    actor = system()  # whoever tapped was not signed in
    for title, (yes, many) in TAPS.items():
        for reader in range(many):
            actions.tap_article(
                key=written[title][1], helped=reader < yes, reader=f"reader {reader}", actor=actor, at=at
            )
    _problems(cast, at=at)


def _written(cast: Cast, draft: Draft, readers: Readers, who: str, at: datetime) -> tuple[int, str]:
    due = (at + timedelta(days=180)).date()
    full = Draft(draft.title, draft.text, draft.language, due, cast.persons[who])
    made = actions.write_article(draft=full, readers=readers, actor=cast.actor(who), at=at)
    return made.pk, made.key


def _revised(cast: Cast, which: tuple[int, str], readers: Readers, *, at: datetime) -> None:
    better = Draft(TRAILER.title, f"Two minutes.\n\n{TRAILER.text}", review_on=(at + timedelta(days=180)).date())
    why = "Ivo said how long it takes"
    actions.revise_article(
        article_id=which[0], draft=better, readers=readers, why=why, actor=cast.actor(n.SANNA), at=at
    )


def _problems(cast: Cast, *, at: datetime) -> None:
    weak = Trouble(
        "The mobile line at Harbour Road is weak since this morning",
        "The carrier is repairing the mast. Stand at the window side of the trailer, or use the cable at the desk.",
        at + timedelta(hours=5),
    )
    slow = Trouble("Mail from outside arrives ten minutes late", "Nothing is lost. Call where it cannot wait.")
    old = Trouble("Drawings open slowly on tablets", "Open them once on a cable.")
    lines = Readers(Audience.SERVICE, cast.services[n.LINES])
    tablets = Readers(Audience.SERVICE, cast.services[n.TABLETS])
    one = _opened(cast, weak, lines, n.SANNA, lately(at - timedelta(hours=3)))
    _opened(cast, slow, EVERYBODY, n.HUGO, lately(at - timedelta(hours=26)))
    gone = _opened(cast, old, tablets, n.HUGO, at - timedelta(days=24))
    for who in (n.MARTA, n.IVO):
        actions.report_problem(key=gone[1], actor=cast.actor(who), at=at - timedelta(days=23))
    actions.report_problem(key=one[1], actor=cast.actor(n.IVO), at=lately(at - timedelta(hours=2)))
    then = at - timedelta(days=12)
    words = "The tablets keep the last ten sheets now."
    actions.fix_problem(problem_id=gone[0], words=words, actor=cast.actor(n.HUGO), at=then)
    while actions.tell_followers(problem_id=gone[0], actor=system(), at=then):
        pass


def _opened(cast: Cast, trouble: Trouble, readers: Readers, who: str, at: datetime) -> tuple[int, str]:
    actor = cast.actor(who)
    team = min(actor.reach.team_ids)
    made = actions.open_problem(trouble=trouble, readers=readers, team_id=team, actor=actor, at=at)
    return made.pk, made.key
