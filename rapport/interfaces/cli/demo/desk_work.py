"""What agents of the demo work with: macros, tags, fields, views, a draft, a note that names somebody, a reminder."""

# ruff: noqa: E501 - what people write stays on one line each

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.domains.desk import actions, queries
from rapport.domains.desk.queries import ViewFilters
from rapport.domains.desk.types import QueueRow
from rapport.foundation.actors import Actor, system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import lately
from rapport.interfaces.cli.demo.placing import Cast

MACROS = (
    ("Which one", "Dear {{ first_name }},\n\nwhich one is it? The number is on the back, under the bar code. A photograph does as well.\n\n{{ agent }}", "wait", "", False),
    ("On my way", "Dear {{ first_name }},\n\nI have {{ ticket }} and come out to you. Leave it switched off until I am there.\n\n{{ agent }}", "keep_open", "on site", True),
    ("It works again", "Dear {{ first_name }},\n\nit works again. If anything about “{{ subject }}” comes back, answer this mail and it is open again at once.\n\n{{ agent }}", "finish", "", False),
)  # fmt: skip
FIELDS = (
    (n.TABLETS, "Number on the back", "text", (), False),
    (n.TABLETS, "Stands still", "choice", ("Nobody", "One of us", "The crew"), False),
    (n.LINES, "Bars on the router", "number", (), False),
)
NOTE = "@Hugo you were there in spring. Was it the same cable? I would rather not send them a third one."
DRAFT = "Good morning,\n\nI looked at the log of last night. It was off from 02:10 to 02:40, and"


def prepare(cast: Cast, *, at: datetime) -> None:
    """The team's macros, fields and views, and what Hugo has on his desk this morning."""
    hugo, sanna = cast.actor(n.HUGO), cast.actor(n.SANNA)
    team_id = cast.teams[n.SITES_TEAM]
    for name, text, then, tags, takes in MACROS:
        actions.keep_macro(name=name, text=text, then=then, tags=tags, takes=takes, team_id=team_id, actor=hugo, at=at)
    _ask(cast, at=at)
    rows = queries.queue(hugo, view="team").rows
    _tag(rows, hugo, at=at)
    for name, filters in (
        ("A promise falls due", ViewFilters(at_risk=True)),
        ("Signal and lines", ViewFilters(tags=("signal",), stands="any")),
        ("Quiet for three days", ViewFilters(older_days=3)),
        ("A letter did not leave", ViewFilters(stopped=True, stands="any")),
    ):
        actions.keep_view(name=name, filters=filters, team_id=team_id, actor=hugo, at=at)
    actions.keep_view(name="I have it, they wait", filters=ViewFilters(assignee="me", waits="us"), actor=hugo, at=at)
    actions.read_languages(actor=system(), at=at, most=400)
    if rows:
        _work(rows, hugo, sanna, at=at)


def _ask(cast: Cast, *, at: datetime) -> None:
    administrator = cast.actor(n.PAUL)
    for service, name, kind, choices, required in FIELDS:
        actions.keep_field(
            service_id=cast.services[service],
            name=name,
            kind=kind,
            choices=choices,
            required=required,
            actor=administrator,
            at=at,
        )


def _tag(rows: list[QueueRow], hugo: Actor, *, at: datetime) -> None:
    for row in rows:
        named = [tag for tag, words in (("signal", n.LINES), ("tablet", n.TABLETS)) if row.service == words]
        if named:
            actions.set_tags(ticket_id=row.ticket_id, names=named, actor=hugo, at=at)


def _work(rows: list[QueueRow], hugo: Actor, sanna: Actor, *, at: datetime) -> None:
    """A draft, a reminder, two linked tickets, and a note that names Hugo."""
    first, last = rows[0].ticket_id, rows[-1].ticket_id
    actions.keep_draft(ticket_id=first, text=DRAFT, actor=hugo, at=lately(at - timedelta(minutes=20)))
    actions.remind(ticket_id=last, on=at.date(), words="Did the spare part come?", actor=hugo, at=at)
    actions.write_note(ticket_id=last, text=NOTE, minutes=4, actor=sanna, at=lately(at - timedelta(minutes=50)))
    if first != last:
        actions.link_tickets(ticket_id=first, other_id=last, kind="caused by", actor=hugo, at=at)
