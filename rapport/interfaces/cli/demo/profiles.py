"""What people say of themselves: what they do, their critical days, the cards of those who help, what is not right."""

# ruff: noqa: E501 - what people say stays on one line each

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger import queries as ledger_queries
from rapport.domains.ledger.types import About, TimelineEpisode
from rapport.domains.people import actions as people
from rapport.domains.people.types import SHOW_ANSWERS
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast

PROFILES = {
    n.MARTA: {"occupation": "Site manager", "critical_note": "The week before a move-out, and every Monday before the crews leave."},
    n.IVO: {"occupation": "Crane operator at Mill Lane", "hours": "breaks at 09:30 and 13:00", "critical_note": "While the hoist runs."},
    n.TOMAS: {"occupation": "Foreman at Ring Road East", "critical_note": "When concrete comes, before ten."},
    n.RUTH: {"occupation": "Runs Head office", "critical_note": "Pay day, the 25th."},
}  # fmt: skip
DAYS = {
    n.MARTA: ((26, "Move-out of Harbour Road"), (12, "Client walks the site")),
    n.RUTH: ((5, "Pay day"), (40, "The year is closed")),
}
CARDS = {
    n.SANNA: {"does": "I come out to the sites: trailers, doors, lines, everything with a plug.", "languages": "Finnish, German, English",
              "hours": "On the road from six, at the desk after two", "reach": "Call the desk and ask for the van"},
    n.HUGO: {"does": "Tablets and everything that starts in the wrong language.", "languages": "Czech, German, English",
             "hours": "Monday to Thursday, seven to four", "reach": "Write to your request; I read it first"},
    n.DEV: {"does": "Drawings, accounts, and the bits behind them.", "languages": "English, Hindi", "hours": "Weekdays", "reach": ""},
}  # fmt: skip
SHOWN = (n.SANNA, n.HUGO)


def say(cast: Cast, *, at: datetime) -> None:
    """Each in their own name; Marta lets those who help her see her answers, and finds two names that are not right."""
    for email, changes in PROFILES.items():
        people.update_profile(person_id=cast.persons[email], changes=changes, actor=cast.actor(email), at=at)
    for email, days in DAYS.items():
        for ahead, words in days:
            on, own = (at + timedelta(days=ahead)).date(), cast.persons[email]
            people.add_critical_day(person_id=own, on=on, words=words, actor=cast.actor(email), at=at)
    for email, card in CARDS.items():
        people.keep_own_card(words=card, actor=cast.actor(email), at=at)
    for email in SHOWN:
        people.show_own_card(actor=cast.actor(email), at=at)
    people.give_consent(kind=SHOW_ANSWERS, actor=cast.actor(n.MARTA), at=at - timedelta(days=200))
    _correct(cast, at=at)


def _correct(cast: Cast, *, at: datetime) -> None:
    """One name was put right three weeks ago, one waits since Friday."""
    marta, sanna = cast.actor(n.MARTA), cast.actor(n.SANNA)
    before = [e for e in ledger_queries.timeline(marta, cast.persons[n.MARTA]).episodes if _may_be_named(e, at)]
    if len(before) < 2:
        return
    newer, older = before[:2]
    then = at - timedelta(days=21)
    asked = ledger.ask_correction(
        about=About.EPISODE, act_id=older.acts[0].id, words="It was both trailers, not one.", actor=marta, at=then
    )
    title = f"{older.title}, both trailers"
    ledger.accept_correction(correction_id=asked.pk, title=title, actor=sanna, at=then + timedelta(hours=5))
    ledger.ask_correction(
        about=About.EPISODE,
        act_id=newer.acts[0].id,
        words="The sheet was whole. It came out grey: please call it grey sheet.",
        actor=marta,
        at=at - timedelta(days=2),
    )


def _may_be_named(episode: TimelineEpisode, at: datetime) -> bool:
    """Ended some while ago, with words of both sides."""
    ended = episode.completed_at
    return bool(ended and ended < at - timedelta(days=30) and episode.theirs and episode.ours and episode.acts)
