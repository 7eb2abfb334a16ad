"""Marta Kolb, site manager at Harbour Road: from two faults nobody had seen coming to a contact that is planned."""

# ruff: noqa: E501 - what people say stays on one line each

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import working
from rapport.interfaces.cli.demo.script import Pledge, Said, Script, Story, Talk

Line = tuple[float, str, str, str]
"""Days before today, who speaks (an address, or "note"), the channel, the words."""

TICKETS: tuple[tuple[str, str, str, str, tuple[Line, ...]], ...] = (
    (n.LINES, "incident", "No line in the trailer on the first day", n.HUGO, (
        (590.9, n.MARTA, "phone", "First day at Harbour Road and no line in the trailer. Nobody told us when it comes."),
        (590.7, n.HUGO, "mail", "Good morning Marta,\n\nI am sorry. The box went to Mill Lane by mistake. It is on the van now."),
        (589.8, n.MARTA, "mail", "It is here, thank you. Next time tell me the day, please."),
        (589.6, n.HUGO, "mail", "Noted: you hear the day from us before anything moves."),
    )),
    (n.TABLETS, "request", "Two tablets for the new crew", n.DEV, (
        (521.8, n.MARTA, "mail", "Two electricians start on Monday. They need a box each."),
        (521.5, n.DEV, "mail", "Good morning Marta,\n\nboth tablets are in the van of Thursday."),
        (519.0, n.DEV, "mail", "They are in your trailer, in the grey drawer."),
    )),
    (n.BADGES, "incident", "Trailer door opens for nobody", n.SANNA, (
        (447.8, n.MARTA, "phone", "The trailer door opens for nobody, and my jacket is inside."),
        (447.7, n.SANNA, "visit", "Opened the door with Marta, dried the reader, put a roof over it."),
        (447.4, n.SANNA, "mail", "It should stay dry now. If not, call me, not the desk."),
    )),
    (n.TABLETS, "incident", "Box black again", n.HUGO, (
        (352.9, n.MARTA, "mail", "The box from the crane is black again. Second time."),
        (352.7, n.HUGO, "mail", "Marta,\n\nI bring another one tomorrow before nine and take this one to pieces here."),
        (351.9, n.HUGO, "visit", "Changed the tablet, took the old one along."),
        (351.8, n.MARTA, "mail", "Works. Thank you for being early."),
        (351.2, n.HUGO, "mail", "It was the charging plug. All new ones have a better one."),
    )),
    (n.DRAWINGS, "question", "Which drawing is the newest?", n.DEV, (
        (281.9, n.MARTA, "portal", "My crew has two versions of sheet E-204. Which one is the newest?"),
        (281.6, n.DEV, "mail", "Marta,\n\nthe one with the green corner. The other one is gone from all boxes now."),
        (281.4, n.MARTA, "mail", "Green corner. Even I can remember that."),
        (281.3, n.DEV, "mail", "Then we keep it."),
    )),
    (n.LINES, "request", "Signal test before the second trailer", n.SANNA, (
        (203.9, n.MARTA, "portal", "Could somebody test the signal before the second trailer comes? It would save a day."),
        (203.6, n.SANNA, "mail", "Good idea. I measure on Tuesday at nine and mark the spot."),
        (199.9, n.SANNA, "visit", "Measured with Marta, marked the spot with paint, four bars."),
        (199.6, n.MARTA, "mail", "The trailer stands and the line works. That is a first."),
        (199.5, n.SANNA, "mail", "We do it at every new site from now on. It was your idea, and we say so."),
    )),
    (n.TABLETS, "request", "Two starters, two tablets", n.HUGO, (
        (154.9, n.MARTA, "mail", "Two starters on the first. Same as always?"),
        (154.7, n.HUGO, "mail", "Same as always: in the grey drawer the evening before."),
        (151.6, n.HUGO, "mail", "They are in the drawer, signed in with their badge numbers."),
        (150.9, n.MARTA, "mail", "Two starters, two tablets, no calls."),
    )),
    (n.TABLETS, "incident", "Plotter, half a sheet", n.SANNA, (
        (47.9, n.MARTA, "mail", "The plotter prints half a sheet. The inspector comes on Friday."),
        (47.8, n.SANNA, "phone", "Called Marta: I am there on Thursday morning, with a new head in the bag."),
        (46.2, n.SANNA, "visit", "Changed the head. Marta held the torch. Whole sheets again."),
        (46.0, n.MARTA, "mail", "Sanna knew what I meant before I finished."),
        (45.9, n.SANNA, "mail", "Thank you for holding the torch, Marta."),
    )),
)  # fmt: skip

TALKS: tuple[tuple[str, str, tuple[Line, ...]], ...] = (
    ("Half a year at Harbour Road", n.NOOR, ((400.9, n.NOOR, "phone", "Asked how the first half year went. The day, not the reason, she says."),)),
    ("Before the winter", n.HUGO, ((330.8, n.HUGO, "phone", "Asked what must not fail in the frost: the line and the door."),)),
    ("What costs you time?", n.SANNA, (
        (255.8, n.SANNA, "phone", "Asked what cost her time this month: moving the trailer twice."),
        (254.9, n.MARTA, "mail", "I thought about it: a test of the signal before would help. I write it down for you."),
    )),
    ("Round on site", n.HUGO, ((228.9, n.HUGO, "visit", "Went round with Marta, changed two covers before they broke."),)),
    ("How is the second trailer?", n.SANNA, ((181.8, n.SANNA, "phone", "Asked how the second trailer does. Quiet, she says, and laughs."),)),
    ("Next crew", n.SANNA, (
        (128.9, n.SANNA, "phone", "Called before nine about the next crew: names, boxes, badges."),
        (128.4, n.MARTA, "mail", "The list of names, as we said."),
    )),
    ("Round on site", n.SANNA, ((98.9, n.SANNA, "visit", "Went round as planned. The crew asked for larger letters; done on the spot."),)),
    ("Monthly call", n.SANNA, ((69.9, n.SANNA, "phone", "Called before nine. Nothing to mend; the plotter sounds tired, she says."),)),
    ("Ideas from the sites", n.NOOR, (
        (59.9, n.NOOR, "phone", "Told her that nine sites use her signal test. May we say it was her? She thinks about it."),
        (58.4, n.MARTA, "mail", "You may say it was Harbour Road."),
    )),
    ("Monthly call", n.SANNA, ((31.9, n.SANNA, "phone", "Called before nine: the move-out begins in three weeks; what must work until the last day?"),)),
    ("Round on site", n.HUGO, ((17.9, n.HUGO, "visit", "Counted boxes and readers with Marta for the move-out."),)),
    ("About the move-out", n.SANNA, ((9.9, n.SANNA, "phone", "Called as planned: line and door stay until the last Friday."),)),
)  # fmt: skip


def tell_marta(story: Story, at: datetime) -> None:
    """Fill in her line; the three tickets that are open today stand with the others of today."""
    for number, (service, kind, subject, helper, lines) in enumerate(TICKETS):
        said = _in_order(tuple(_said(line, at, planned=False) for line in lines))
        done = max(one.at for one in said if one.side == "ours")
        first = min(one.at for one in said if one.side == "ours")
        late = number == 0
        due = first + (done - first) / 2 if late else done + timedelta(hours=3)
        pledges = (Pledge(helper, f"It is done: {subject.lower()}", first - timedelta(minutes=1), due, done),)
        key = f"marta-{number}"
        story.scripts.append(
            Script(key, n.MARTA, service, subject, said, kind, 3, "closed", helper, done, "Harbour Road", pledges)
        )
    for number, (title, _, lines) in enumerate(TALKS):
        said = _in_order(tuple(_said(line, at, planned=line[1] != n.MARTA) for line in lines))
        story.talks.append(Talk(f"marta-talk-{number}", n.MARTA, said, n.SITES_TEAM, title, n.LINES))


def _in_order(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """What fell on a weekend was moved to Monday morning; nobody answers before they were asked."""
    ordered: list[Said] = []
    for one in said:
        earliest = ordered[-1].at + timedelta(minutes=20) if ordered else one.at
        ordered.append(replace(one, at=max(one.at, earliest)))
    return tuple(ordered)


def _said(line: Line, at: datetime, *, planned: bool) -> Said:
    days, who, channel, text = line
    theirs = who == n.MARTA
    minutes = {"phone": 6, "visit": 40}.get(channel)
    when = working(at - timedelta(days=days))
    return Said(when, "theirs" if theirs else "ours", who, text, channel, planned, minutes)
