"""What waits this morning: a dozen tickets of the team for sites, some with promises that pass today."""

# ruff: noqa: E501 - what people say stays on one line each

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import in_hours, lately, moment, next_at
from rapport.interfaces.cli.demo.script import Pledge, Said, Script, Story

A_WHILE, A_DAY = timedelta(minutes=30), timedelta(days=1)
THEIRS = frozenset({n.MARTA, n.IVO, n.RUTH, n.TOMAS, n.LENA, n.EWAN, n.GRACE})


@dataclass(frozen=True)
class Waiting:
    """One open ticket: who asks, what was said (hours ago), who has it, and by when news were promised (hours ahead)."""

    key: str
    asker: str
    service: str
    subject: str
    said: tuple[tuple[float, str, str, str], ...]
    kind: str = "incident"
    assignee: str = ""
    state: str = "open"
    site: str = ""
    priority: int = 3
    promised: str = ""
    due: float = 0.0
    by: int = 0  # the hour of the day that the words name: after lunch is no morning
    on: int = 0  # the day of the week that the words name, Monday 1; it falls due there at noon


NOW = (
    Waiting("today-polish", n.MARTA, n.TABLETS, "Tablet for the new electrician starts in Polish", (
        (88.8, n.MARTA, "mail", "Our new man starts Monday and his box comes up in Polish. He speaks it, but the rest of the crew "
         "shares it with him. Can you put it back?"),
        (72.5, n.HUGO, "phone", "Nobody picked up. Left word: I call again in the morning."),
        (72.4, "note", "note", "“Box” is the tablet here, not the cable cabinet. Dev: is the language set by the profile or by the first sign-in?"),
        (15.2, n.MARTA, "mail", "Two of us can read it, so no hurry for the menus. But the keyboard has no umlauts and the day sheets "
         "come out wrong."),
    ), assignee=n.HUGO, site="Harbour Road", promised="Hugo calls about the tablet", due=0.6),
    Waiting("today-badges", n.EWAN, n.BADGES, "Six badges for the Quayside opening", (
        (20.5, n.EWAN, "mail", "Six of our people come to the opening at Quayside. Can they have badges for the day?"),
    ), "request", state="new", promised="An answer about the six badges", due=2.9),
    Waiting("today-plotter", n.RUTH, n.TABLETS, "Plotter cannot be reached after the move", (
        (23.4, n.RUTH, "portal", "The plotter on the third floor cannot be reached since the move. The bid goes out at one."),
        (22.9, n.DEV, "mail", "Good morning Ruth,\n\nI have it. Until it is back, the one on the second floor prints for you."),
        (2.1, n.RUTH, "mail", "The second floor works for now. The large sheets still have to wait, though."),
    ), assignee=n.DEV, site="Head office", priority=2, promised="The plotter prints from the third floor", due=3.4),
    Waiting("today-crane", n.IVO, n.TABLETS, "The crane tablet went black again", (
        (0.9, n.IVO, "mail", "The crane tablet went black again. Third time in a month. I write the lifts on paper now."),
    ), state="new", site="Mill Lane", priority=2),
    Waiting("today-reader", n.MARTA, n.BADGES, "The door reader at the trailer does not know new badges", (
        (47.6, n.MARTA, "portal", "The reader at the trailer does not know the new badges. Three men wait for me every morning."),
        (46.8, n.SANNA, "mail", "Marta,\n\nI bring a new reader on Thursday, between nine and eleven."),
        (26.3, n.MARTA, "mail", "Thursday is good. I hold the door until then."),
    ), assignee=n.SANNA, site="Harbour Road", promised="Sanna brings a door reader", on=4),
    Waiting("today-drawings", n.MARTA, n.DRAWINGS, "Drawings open slowly on site", (
        (118.0, n.MARTA, "mail", "Drawings take four minutes on the box, ten seconds in the office. The crew prints everything."),
        (95.5, n.DEV, "mail", "Marta,\n\nI see it from here, too, and I do not know yet why. You hear from me on Friday either way."),
        (49.0, n.MARTA, "mail", "Friday then. Between seven and eight it is worst."),
    ), state="open", site="Harbour Road", promised="News about slow drawings, either way", on=5),
    Waiting("today-starter", n.LENA, n.TABLETS, "New starter on Monday needs a tablet", (
        (0.7, n.LENA, "portal", "Hello, I have not written to you before. A colleague starts on Monday and needs a tablet for the "
         "round through the mill. Whom do I ask?"),
    ), "request", state="new", site="Tolland Mill", promised="A name and a day for the tablet", due=7.2),
    Waiting("today-line", n.TOMAS, n.LINES, "Four people, four times the same story", (
        (27.0, n.TOMAS, "phone", "The line drops at noon each day. I told it to four of you and nobody knew what the other one did."),
        (25.5, n.NOOR, "phone", "Called Tomas: said sorry, one person stays with it from now on. He prefers the phone, after lunch."),
        (3.3, n.TOMAS, "mail", "Same at noon yesterday. Three bars, then none, then three."),
    ), "complaint", assignee=n.NOOR, site="Ring Road East", priority=2, promised="Noor calls after lunch", due=5.5, by=15),
    Waiting("today-hoist", n.IVO, n.LINES, "Line dies when the hoist runs", (
        (29.5, n.IVO, "mail", "The line dies whenever the hoist runs. I can send a film of it, it is nearly funny."),
        (28.8, n.HUGO, "mail", "Hello Ivo,\n\nplease do, I believe you. Is the box on the same socket as the hoist?"),
        (5.0, n.IVO, "mail", "It is. Now that you say it."),
    ), assignee=n.HUGO, site="Mill Lane"),
    Waiting("today-cover", n.IVO, n.TABLETS, "Covers for four tablets", (
        (51.0, n.IVO, "portal", "Four covers, please, the large ones. Winter comes."),
        (50.2, n.HUGO, "mail", "They are on the van of Thursday, Ivo."),
        (30.1, n.IVO, "mail", "Make it five, one fell into the concrete."),
    ), "request", assignee=n.HUGO, site="Mill Lane", priority=4, promised="Five covers with the van", on=4),
    Waiting("today-scanner", n.RUTH, n.TABLETS, "Invoice scan goes to the wrong folder", (
        (0.2, n.RUTH, "mail", "Invoices scanned on the third floor land in the folder of the second. Since this morning."),
    ), state="new", site="Head office"),
    Waiting("today-quayside", n.TOMAS, n.LINES, "Line for Quayside Tower from the first day", (
        (31.0, n.TOMAS, "mail", "My crew helps at Quayside from the first day. Will there be a line, or do we bring ours?"),
        (6.4, n.HUGO, "mail", "Hello Tomas,\n\nSanna measures there this week. May I tell you on Friday, with a day you can rely on?"),
        (4.1, n.TOMAS, "mail", "Friday is fine."),
    ), "question", assignee=n.HUGO, site="Ring Road East", promised="A day for the line at Quayside", on=5),
    Waiting("today-handover", n.TOMAS, n.LINES, "Two lines to take down in spring", (
        (74.0, n.TOMAS, "mail", "Two lines can go in spring. When do you need the exact day?"),
        (70.5, n.SANNA, "mail", "Hello Tomas,\n\ntwo weeks before is enough. Tell me when you know it."),
    ), "request", assignee=n.SANNA, state="waiting", site="Ring Road East", priority=4),
    Waiting("today-chargers", n.RUTH, n.TABLETS, "Which chargers fit the new tablets?", (
        (52.0, n.RUTH, "mail", "The new tablets came without chargers. Do the old ones fit, or do we order?"),
        (49.5, n.HUGO, "mail", "Hello Ruth,\n\nthe old ones fit, they only load more slowly. How many people share one on your floor? "
         "From four on I send faster ones."),
    ), "question", assignee=n.HUGO, state="waiting", site="Head office", priority=4),
    Waiting("today-side-door", n.EWAN, n.BADGES, "The side door beeps and stays shut", (
        (26.0, n.EWAN, "mail", "The reader at our side door beeps twice and stays shut, with every badge. The front door is fine."),
    ), assignee=n.HUGO, state="waiting"),
    Waiting("today-permit", n.GRACE, n.PERMITS, "The permit form loses my drawing", (
        (1.6, n.GRACE, "portal", "The form lost my drawing on page 4, twice. It is a photo from my phone."),
    ), state="new", promised="A word about the drawing", due=4.0),
)  # fmt: skip


def tell_today(story: Story, at: datetime) -> None:
    """Fill in what is open at the moment the story is told."""
    for one in NOW:
        said = tuple(_said(one, *line, at=at) for line in one.said)
        who = one.assignee or n.DESK[n.TEAM_OF[one.service]][-1]
        pledges = (Pledge(who, one.promised, _made(said), due_of(one, at)),) if one.promised else ()
        story.scripts.append(
            Script(
                key=one.key,
                asker=one.asker,
                service=one.service,
                subject=one.subject,
                said=said,
                kind=one.kind,
                priority=one.priority,
                state=one.state,
                assignee=one.assignee,
                site=one.site,
                pledges=pledges,
            )
        )


def _said(one: Waiting, hours: float, who: str, channel: str, text: str, *, at: datetime) -> Said:
    when = lately(at - timedelta(hours=hours))
    if who == "note":
        return Said(when, "note", one.assignee, text, "portal")
    minutes = 3 if channel == "phone" else None
    return Said(when, "theirs" if who in THEIRS else "ours", who, text, channel, minutes=minutes)


def _made(said: tuple[Said, ...]) -> datetime:
    ours = [line.at for line in said if line.side == "ours"]
    return (ours[0] if ours else said[0].at) + timedelta(minutes=4)


def due_of(one: Waiting, at: datetime) -> datetime:
    """Today by the minute; what is promised for another day, for noon of that day; only while somebody works."""
    if one.by:
        return next_at(at + A_WHILE, one.by)
    if one.on:
        ahead = (one.on - (at + A_DAY).isoweekday()) % 7 + 1
        return moment((at + timedelta(days=ahead)).date(), 12)
    then = at + timedelta(hours=one.due)
    return in_hours(then.replace(second=0, microsecond=0) if one.due < 24 else moment(then.date(), 12))
