"""Words of the builder, of housing and of the citizens beside ours: agreed, asked, told, declined and retired."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from rapport.domains.knowledge import actions
from rapport.domains.knowledge.types import Wording
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import lately
from rapport.interfaces.cli.demo.placing import Cast

AGREED = (  # days ago, service, who put it forward, who agreed, the words
    (301, n.TABLETS, n.HUGO, n.MARTA, Wording("grey box", "tablet", "The tablet of a site crew.")),
    (
        286,
        n.LINES,
        n.SANNA,
        n.IVO,
        Wording(
            "line", "mobile router", "The router in the trailer and the network behind it.", "The line drops at noon."
        ),
    ),
    (
        281,
        n.DRAWINGS,
        n.DEV,
        n.MARTA,
        Wording(
            "green corner",
            "current revision",
            "The newest version of a sheet; all others are gone from the tablets.",
            "Green corner. Even I can remember that.",
        ),
    ),
    (
        240,
        n.LINES,
        n.MARTA,
        n.SANNA,
        Wording(
            "Container", "site office", "The trailer a site is run from.", "Der Plotter am Container druckt nicht mehr."
        ),
    ),
    (233, n.BADGES, n.SANNA, n.RUTH, Wording("door reader", "access terminal", "What a badge is held against.")),
    (
        150,
        n.TABLETS,
        n.IVO,
        n.NOOR,
        Wording(
            "day sheet",
            "shift report",
            "What a crew writes down at the end of a day.",
            "The day sheets come out wrong.",
        ),
    ),
    (
        97,
        n.MAIL,
        n.EWAN,
        n.ELIF,
        Wording("box for the whole group", "shared mailbox", "One address that several people read."),
    ),
    (
        88,
        n.ACCOUNTS,
        n.JONAS,
        n.EWAN,
        Wording("second key", "second factor", "The code on the phone, asked for after the password."),
    ),
    (
        61,
        n.PERMITS,
        n.GRACE,
        n.PRIYA,
        Wording(
            "my drawing",
            "site plan",
            "The plan of the building that goes with an application; a photo will do.",
            "The form lost my drawing.",
        ),
    ),
    (60, n.PERMITS, n.GRACE, n.TEODOR, Wording("Bauschein", "building permit", "The letter that says one may build.")),
)
WHOSE = {n.TABLETS: n.BUILDER, n.LINES: n.BUILDER, n.DRAWINGS: n.BUILDER, n.BADGES: n.BUILDER,
         n.MAIL: n.HOUSING, n.ACCOUNTS: n.HOUSING, n.PERMITS: n.CITY}  # fmt: skip
BOX = Wording(
    "box", "tablet", "The tablet of a site crew, not the cable cabinet.", "The box from the crane is black again."
)
TOLD = (  # days ago, service, who put it forward, the words: these wait for us
    (
        3,
        n.TABLETS,
        n.MARTA,
        Wording("starter", "new account", "Somebody who begins on the first, with a box and a badge."),
    ),
    (1, n.PERMITS, n.GRACE, Wording("page 4", "upload step", "Where the drawing goes.")),
)
ASKED = Wording("menus", "display language", "The language of the menus, not of the keyboard.")
EVERYBODY = Wording("hand-over", "site closing", "The day the trailer goes and lines and readers are taken down.")
DECLINED = Wording("paper eater", "plotter")
RETIRED = Wording("clicker", "badge", "What opens a door.")


def agree(tickets: Mapping[str, int], cast: Cast, *, at: datetime) -> None:
    """Put words forward and decide on them, as both sides did over the months."""
    made = {words.their_word: _agreed(cast, line, at=at) for line in AGREED for words in [line[-1]]}
    _worded_otherwise(made["grey box"], cast, at=at - timedelta(days=120))
    for days, service, who, words in TOLD:
        _proposed(cast, service, who, words, at=at - timedelta(days=days))
    ticket = ("ticket", tickets["today-polish"])
    asked = {"asked_id": cast.persons[n.MARTA], "ref": ticket}
    _proposed(cast, n.TABLETS, n.HUGO, ASKED, at=lately(at - timedelta(hours=15)), **asked)
    _proposed(cast, n.LINES, n.SANNA, EVERYBODY, at=at - timedelta(days=9))
    _declined_and_retired(cast, at=at)


def _agreed(cast: Cast, line: tuple[int, str, str, str, Wording], *, at: datetime) -> int:
    days, service, who, other, words = line
    then = at - timedelta(days=days)
    term_id = _proposed(cast, service, who, words, at=then)
    actions.agree_term(term_id=term_id, actor=cast.actor(other), at=then + timedelta(hours=5))
    return term_id


def _worded_otherwise(term_id: int, cast: Cast, *, at: datetime) -> None:
    """Their boxes are not grey any more."""
    actions.reword_term(term_id=term_id, wording=BOX, actor=cast.actor(n.MARTA), at=at)
    actions.agree_term(term_id=term_id, actor=cast.actor(n.HUGO), at=at + timedelta(hours=2))


def _declined_and_retired(cast: Cast, *, at: datetime) -> None:
    then = at - timedelta(days=40)
    declined = _proposed(cast, n.TABLETS, n.SANNA, DECLINED, at=then)
    reason = "Only one crew says that. The others say plotter, too."
    actions.decline_term(term_id=declined, reason=reason, actor=cast.actor(n.RUTH), at=then + timedelta(days=1))
    retired = _proposed(cast, n.BADGES, n.SANNA, RETIRED, at=at - timedelta(days=330))
    actions.agree_term(term_id=retired, actor=cast.actor(n.RUTH), at=at - timedelta(days=329))
    actions.retire_term(term_id=retired, actor=cast.actor(n.RUTH), at=at - timedelta(days=75))


def _proposed(cast: Cast, service: str, who: str, words: Wording, *, at: datetime, **more: object) -> int:
    organisation = cast.organisations[WHOSE[service]]
    return actions.propose_term(
        wording=words,
        organisation_id=organisation,
        service_id=cast.services[service],
        actor=cast.actor(who),
        at=at,
        **more,  # type: ignore[arg-type]
    ).pk
