"""How somebody was helped: by which channel they came, and whether we were there, sent somebody, or stayed away."""

from collections.abc import Sequence
from typing import NamedTuple

SAID = frozenset({"answer", "thanks", "idea", "import"})  # said about the service, or by a way nobody knows
DISPATCH = frozenset({"dispatch", "delivery", "kit"})  # kinds of acts by which something is sent to the person


class ActSeen(NamedTuple):
    """What is looked at of one act."""

    channel: str
    direction: str
    kind: str
    planned: bool


def channel_of(acts: Sequence[ActSeen]) -> str:
    """The channel by which they came first, else the one we used; answers, thanks and ideas are no channel.

    >>> channel_of([ActSeen("mail", "ours", "answer", False), ActSeen("phone", "theirs", "call", False)])
    'phone'
    """
    spoken = [one for one in acts if one.channel not in SAID]
    theirs = [one for one in spoken if one.direction == "theirs"]
    return (theirs or spoken)[0].channel if spoken else ""


def way_of(acts: Sequence[ActSeen]) -> str:
    """Dispatched where a visit was arranged or something sent, on site where we were there anyway, else remote.

    >>> way_of([ActSeen("mail", "theirs", "message", False), ActSeen("visit", "ours", "visit", True)])
    'dispatched'
    """
    if not acts:
        return ""
    visits = [one for one in acts if one.channel == "visit"]
    if any(one.planned for one in visits) or any(one.kind in DISPATCH for one in acts):
        return "dispatched"
    return "on_site" if visits else "remote"
