"""What comes back from them: promises of theirs, ideas delivered, somebody who was sent, kinds of exchange."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger import queries as ledger_queries
from rapport.domains.ledger.types import Exchange, NewEvidence
from rapport.domains.people import actions as people
from rapport.domains.people import queries as people_queries
from rapport.domains.promises import actions as promises
from rapport.foundation.actors import Actor, system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast
from rapport.interfaces.cli.demo.script import Script
from rapport.measures.stages import Kind

MONEY = ("payment", "two more", "two starters", "order", "prices", "purchasing", "rain", "bid")
THANKS = ("thank you", "that was quick")
ASKED = ("how ", "which ", "who ", "what ", "where ", "may i", "can ", "list for")
MOST_JOINED = 40
SENT = ("jana.ost@aldergate.example", "Jana Ost", 40)  # a newcomer, so many days ago

# who, what they said, told so many days ago, due so many days after, what became of it, by whose word
TOLD_US = (
    (n.MARTA, "I send you the plan of the two trailers.", 3, 5, "", ""),
    (n.MARTA, "I measure the signal at the gate before the crew comes.", 41, 4, "kept", "own"),
    (n.MARTA, "I tell the foremen to write, not to call.", 120, 10, "kept", "own"),
    (n.MARTA, "I ask which crew has the spare tablet.", 75, 3, "broken", "own"),
    (n.MARTA, "The old router comes back with the next van.", 160, 7, "kept", "ours"),
    (n.IVO, "I film the bars on Monday.", 9, 5, "", ""),
    (n.IVO, "I bring the tablet that went black.", 34, 2, "kept", "ours"),
    (n.RUTH, "The list of rooms comes by Friday.", 6, 8, "", ""),
    (n.RUTH, "I say who moves first.", 60, 7, "broken", "own"),
    (n.EWAN, "I send the log of the door.", 12, 4, "kept", "own"),
    (n.LENA, "I test the new scanner with the night shift.", 4, 6, "", ""),
)
DONE = ("I send the log.", "I try it once more from the trailer.", "I ask the crew and write back.")
EVERY, LATELY, MANY = 9, timedelta(days=300), 24
IDEAS = (
    # who, in their words, given so many days ago, delivered so many days ago (0: not yet)
    (n.RUTH, "One list of leavers for all of us, on Mondays.", 210, 150),
    (n.IVO, "A spare tablet in the van.", 95, 33),
    (n.EWAN, "Say on the door when somebody comes.", 70, 0),
)
MARTAS = 199  # her idea is done at every site since


def exchange_of(title: str, *, ref: bool) -> Exchange:
    """What a matter was an exchange of; most of them are service."""
    said = title.lower()
    if said.startswith(THANKS) or not ref:
        return Exchange.SOCIAL
    if any(word in said for word in MONEY):
        return Exchange.FINANCE
    return Exchange.INFORMATION if said.startswith(ASKED) else Exchange.SERVICE


def give_and_send(cast: Cast, *, at: datetime) -> None:
    """Ideas beside those that stand, the delivered ones delivered, and a newcomer who says who sent them."""
    noor = cast.actor(n.NOOR)
    given = [
        NewEvidence(cast.persons[who], Kind.IDEA, at - timedelta(days=days), f"demo:idea:{place}", words=words)
        for place, (who, words, days, _) in enumerate(IDEAS)
    ]
    ledger.record_evidence(evidence=given, actor=noor, at=at)
    for who, words, _, delivered in (*IDEAS, (n.MARTA, "", 0, MARTAS)):
        if delivered:
            _deliver(noor, cast.persons[who], words, at=at - timedelta(days=delivered))
    _send(at=at)


def _deliver(actor: Actor, person_id: int, words: str, *, at: datetime) -> None:
    ideas = [one for one in ledger_queries.ideas_of(actor, person_id) if words in {"", one.words}]
    ledger.deliver_idea(idea_id=ideas[-1].id, actor=actor, at=at)


def _send(*, at: datetime) -> None:
    email, name, days = SENT
    row = {"email": email, "name": name, "organisation": n.BUILDER, "occupation": "Site manager, new"}
    then = at - timedelta(days=days)
    people.import_people(rows=[row], actor=system(), at=then)
    (card,) = people_queries.people_with_address(system(), email)
    ledger.say_who_sent_me(said=n.MARTA, actor=people_queries.actor_of(card.id), at=then + timedelta(days=2))


def told_us(scripts: Iterable[Script], tickets: Mapping[str, int], cast: Cast, *, at: datetime) -> None:
    """What people said they would do: the named ones, and some of many."""
    for place, (who, text, days, after, said, by) in enumerate(TOLD_US):
        told = at - timedelta(days=days)
        _tell(cast, who, text, told, told + timedelta(days=after), said=said, by=by, key=f"demo:{place}")
    named = {who for who, *_ in TOLD_US}
    ended = [s for s in scripts if s.solved_at is not None and s.asker not in named and s.solved_at > at - LATELY]
    for place, script in enumerate(ended[:: max(1, len(ended) // MANY)]):
        said = "broken" if place % EVERY == 4 else "kept"
        first = script.opened_at
        due = first + timedelta(days=1 + place % 4)
        text = DONE[place % len(DONE)]
        if script.asker in cast.persons and due < at:
            by = "ours" if place % 3 else "own"
            ticket = tickets.get(script.key)
            _tell(cast, script.asker, text, first, due, said=said, by=by, key=f"demo:{script.key}", ticket=ticket)


def _tell(
    cast: Cast,
    who: str,
    text: str,
    told: datetime,
    due: datetime,
    *,
    said: str,
    by: str,
    key: str,
    ticket: int | None = None,
) -> None:
    hugo = cast.actor(n.HUGO)
    noted = promises.note_their_promise(
        person_id=cast.persons[who],
        text=text,
        due_on=due.date(),
        team_id=min(hugo.reach.team_ids),
        ref=("ticket", ticket) if ticket else None,
        source_key=key,
        actor=hugo,
        at=told,
    )
    if said:
        actor = cast.actor(who) if by == "own" else hugo
        promises.settle_their_promise(promise_id=noted.pk, said=said, actor=actor, at=due)


def belonging(
    scripts: Iterable[Script], episodes: Mapping[str, int], cast: Cast, *, since: datetime, until: datetime, of: str
) -> list[int]:
    """Matters of the builder that a project was about: begun in its time, with one of these words in the title."""
    home, words = cast.organisations[n.BUILDER], tuple(of.split("|"))
    return [
        episodes[s.key]
        for s in scripts
        if s.key in episodes
        and since < s.opened_at < until
        and cast.organisation_of.get(s.asker) == home
        and any(word in s.subject.lower() for word in words)
    ][:MOST_JOINED]
