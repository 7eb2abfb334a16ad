"""Where people stand: what some of them did for the service, and everybody's stage judged until last month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.events import StagesDue
from rapport.domains.ledger.types import NewAct, NewEvidence
from rapport.domains.people import queries as people
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import both_ways
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast
from rapport.measures.stages import Kind
from rapport.reactions.stages_are_judged_with_what_the_desk_knows import judge as judge_with_desk

DEEDS = (
    (Kind.HELPED, "Showed two colleagues on the same floor how the new sign-in works."),
    (Kind.PILOT, "Tried the new router for three weeks before everybody else got it."),
    (Kind.TESTIMONIAL, "Told the meeting of site managers how the set-up visit went; may be named."),
    (Kind.REFERRAL, "The new starter was told to write to us first."),
    (Kind.DESIGN_GROUP, "Four evenings on the permit form, with two of us."),
    (Kind.HELPED, "Answered for us when a neighbour's plotter stood still."),
    (Kind.REQUIREMENT, "Wrote with us what a box for a new crew has to hold."),
)
EVERY = 2  # of those who are content, every second one has done something
BY_NAME = (
    (n.IVO, Kind.IDEA, 120, "Film the signal bars while the hoist runs."),
    (n.MARTA, Kind.IDEA, 250, "Test the signal before the trailer comes."),
    (n.RUTH, Kind.REQUIREMENT, 160, "Which rooms move when: the list we both keep."),
)


def judge(answers: Sequence[NewAct], cast: Cast, *, at: datetime) -> None:
    """Write down what people did, then judge everybody as the worker would."""
    known = {cast.persons[email] for email, *_ in BY_NAME}
    told = [*_of_the_content([act for act in answers if act.person_id not in known], at), *_by_name(cast, at)]
    ledger.record_evidence(evidence=told, actor=cast.actor(n.NOOR), at=at)
    both_ways.give_and_send(cast, at=at)
    run = ledger.begin_stage_run(actor=system(), at=at)
    if run is not None:
        _judge_all(run.pk)


def _judge_all(run_id: int) -> None:
    """Batch after batch, the empty one that ends the run too; the jobs that ask for the same find it done."""
    after: int | None = 0
    while after is not None:
        judge_with_desk(StagesDue(run_id=run_id, after=after))
        batch = people.everybody_served(system(), after=after)
        after = batch[-1].person_id if batch else None


def _by_name(cast: Cast, at: datetime) -> list[NewEvidence]:
    return [
        NewEvidence(cast.persons[email], kind, at - timedelta(days=days), f"demo:{email}:{kind}", words=words)
        for email, kind, days, words in BY_NAME
    ]


def _of_the_content(answers: Sequence[NewAct], at: datetime) -> list[NewEvidence]:
    """Of those who answered 9 or 10 twice: one deed for every second of them, some weeks after."""
    liked: dict[int, list[datetime]] = defaultdict(list)
    for act in answers:
        if act.title.isdigit() and int(act.title) >= 9:
            liked[act.person_id].append(act.at)
    content = [(person_id, sorted(days)[1]) for person_id, days in sorted(liked.items()) if len(days) > 1]
    chosen = content[::EVERY]
    found = []
    for place, (person_id, since) in enumerate(chosen):
        kind, words = DEEDS[place % len(DEEDS)]
        day = min(since + timedelta(days=3 + place % 30), at - timedelta(days=1))
        found.append(NewEvidence(person_id, kind, day, f"demo:{kind}", words=words))
    return found
