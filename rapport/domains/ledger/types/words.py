"""The words of the ledger: channels, directions, kinds."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from rapport.measures.stages import Stage

Ref = tuple[str, int]
"""What an act is about: a kind such as "ticket" and its id."""


REOPENS = "reopening"
"""The kind of an act by which something that was done is open again."""
ENDS = "ending"
"""The kind of an act by which something is done without a word."""


class Channel(StrEnum):
    """How an act came about."""

    MAIL = "mail"
    PORTAL = "portal"
    PHONE = "phone"
    VISIT = "visit"
    WALK_IN = "walk-in"
    CHAT = "chat"
    ANSWER = "answer"
    THANKS = "thanks"
    IDEA = "idea"
    IMPORT = "import"


QUIET = frozenset({Channel.ANSWER, Channel.THANKS, Channel.IDEA})
"""What is said about the service and asks nothing of it: it counts as no contact and changes no counter."""
NAMELESS = frozenset({Channel.ANSWER, Channel.THANKS})
"""Of these the words are not for everybody who sees the episode, so they name none."""
ALONE = tuple(sorted(QUIET))
"""The kinds of reference under which such an act stands where it joins no matter."""


class Direction(StrEnum):
    """Which side acted: the people served, or us."""

    THEIRS = "theirs"
    OURS = "ours"


class Exchange(StrEnum):
    """What is exchanged."""

    SERVICE = "service"
    INFORMATION = "information"
    FINANCE = "finance"
    SOCIAL = "social"


class Audience(StrEnum):
    """Who sees an act besides its author.

    Both sides; staff only; the person and those who answer for it; or the person and those it is addressed to.
    """

    BOTH = "both"
    STAFF = "staff"
    NAMED = "named"
    PRIVATE = "private"


class WishKind(StrEnum):
    """What somebody decided about acts; decisions come before all rules."""

    TOGETHER = "together"
    APART = "apart"
    NAME = "name"


class DecisionKind(StrEnum):
    """What somebody decided about episodes, in the words of their page."""

    MOVE = "move"
    SPLIT = "split"
    JOIN = "join"
    NAME = "name"


class SequenceKind(StrEnum):
    """Why episodes belong together."""

    PROJECT = "project"
    CAMPAIGN = "campaign"
    CHANGE = "change"
    CONTRACT = "contract"
    QUARTER = "quarter"
    SERVICE = "service"


class Opening(StrEnum):
    """What a stage opens to a person; later work asks for these and never for the stage."""

    EARLY_NEWS = "early_news"
    DIRECT_LINE = "direct_line"
    PILOTS = "pilots"
    DESIGN = "design"


OPENS: Mapping[Opening, Stage] = {
    Opening.EARLY_NEWS: Stage.FOLLOWER,
    Opening.DIRECT_LINE: Stage.SUPPORTER,
    Opening.PILOTS: Stage.SUPPORTER,
    Opening.DESIGN: Stage.ADVOCATE,
}
"""From which stage on each opens; changing a line changes it everywhere."""
