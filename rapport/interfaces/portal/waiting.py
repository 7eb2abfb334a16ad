"""What an open request says to the person who waits: a day, or honestly none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rapport.domains.desk.types import TicketCard
from rapport.domains.people import queries as people
from rapport.domains.promises.types import Basis, RefStanding
from rapport.foundation.actors import Actor
from rapport.interfaces.look.wording import expectations
from rapport.interfaces.look.wording.german import say, speaks


@dataclass(frozen=True)
class WaitingRow:
    """One open request: by when, what, and in a sentence what to expect."""

    public_key: str
    subject: str
    when: datetime | None
    sentence: str
    remark: str
    owed: str = ""  # the day was promised, for a word or a deed; an estimate says itself what it is


def waiting_rows(
    viewer: Actor, tickets: Iterable[TicketCard], standing: Mapping[tuple[str, int], RefStanding], now: datetime
) -> list[WaitingRow]:
    """One row each, in the order given."""
    both = [(one, standing.get(("ticket", one.id))) for one in tickets]
    others = {maker for one, stands in both if (maker := _other_maker(one, stands))}
    names = {pk: card.name for pk, card in people.names(viewer, others).items()} if others else {}
    return [_row(one, stands, now, names) for one, stands in both]


def _other_maker(ticket: TicketCard, stands: RefStanding | None) -> int | None:
    """Who promised it, where that is not who has it."""
    owed = stands.owed if stands else None
    return owed.made_by_id if owed and not owed.only_a_word and owed.made_by_id != ticket.assignee_id else None


def _row(ticket: TicketCard, stands: RefStanding | None, now: datetime, names: Mapping[int, str]) -> WaitingRow:
    maker = names.get(_other_maker(ticket, stands) or 0, "")
    who = ticket.assignee or ticket.team
    when = _day(ticket, stands)
    late = bool(when and when < now)
    return WaitingRow(
        public_key=ticket.public_key,
        subject=ticket.subject,
        when=when,
        sentence=_sentence(ticket, stands, who, maker),
        owed=stands.owed.kind if stands and stands.owed else "",
        remark=say("We owe you news") if late else say("On time") if when else "",
    )


def _day(ticket: TicketCard, stands: RefStanding | None) -> datetime | None:
    """The day that staff are shown, too; whoever was not promised anything themselves sees what the request says."""
    return _told(ticket, stands)[0] if stands is not None else ticket.next_word_at


def _told(ticket: TicketCard, stands: RefStanding) -> tuple[datetime | None, str]:
    return stands.told(runs=ticket.our_turn, answered_at=ticket.answered_at)


def _sentence(ticket: TicketCard, stands: RefStanding | None, who: str, maker: str) -> str:
    has_it = say("{who} has it.", who=who)
    if ticket.state == "waiting":
        return say("{who} asked you something. As soon as you answer, it goes on.", who=who)
    if stands and stands.owed and maker:
        return say("{who} has it. {maker} promised: {what}.", who=who, maker=maker, what=stands.owed.text.rstrip("."))
    if stands and stands.owed:
        return has_it if stands.owed.only_a_word else f"{who}: {stands.owed.text.rstrip('.')}."
    if stands and stands.estimate and (stands.estimate.kind == Basis.OPENING or _told(ticket, stands)[0]):
        return f"{has_it} {expectations.sentence(stands.estimate, language=speaks())}"
    return has_it
