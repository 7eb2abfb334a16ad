"""After the answers: a dozen recoveries in every state, cards, a wish to be called, and words somebody says for us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from rapport.domains.people import queries as people
from rapport.domains.promises import actions as promises
from rapport.domains.promises.types import PastPromise
from rapport.domains.recovery import actions, queries
from rapport.domains.recovery.types import Heard, Outcome, Place, RecoverySeen
from rapport.domains.surveys import actions as survey_actions
from rapport.domains.surveys import queries as surveys
from rapport.foundation import links
from rapport.foundation.actors import Actor, NotFound, system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import lately
from rapport.interfaces.cli.demo.placing import Cast
from rapport.reactions.an_answer_by_name_is_followed_up import heard

A_MONTH = timedelta(days=29)
STAND, KEPT, DOZEN, EARLIER = 7, 2, 12, 24
HOURS = (4, 21, 30, 50, 100, 75, 124, 200, 260, 330, 400, 470)  # since the dozen said it, the seven that stand first
PLEDGES = ("A word by Thursday on what became of it", "The new cover comes with the van on Tuesday")
TOO_LATE = timedelta(days=40)
FIRST = "Three days without the tablet, and nobody said why."
SINCE = "You rang the same day and said why. It has held since."
WON = "Called between two deliveries. The crane stands in the way of the mast; the mast moves on Thursday."
TOLD = "Told what the queue was, and that it is shorter since. They had not known whom to ask."
ENDS = (
    (Outcome.PUT_RIGHT, WON),
    (Outcome.EXPLAINED, TOLD),
    (
        Outcome.CANNOT_CHANGE,
        "The form stays: the city's council decides about it. Said so, and whom they may write to.",
    ),
    (Outcome.NOT_WANTED, ""),
    (Outcome.NOT_REACHED, "Three tries, two numbers. A note lies in the trailer."),
)


def follow_up(cast: Cast, *, newest: Mapping[int, int], at: datetime) -> None:
    """Everybody who answered by name, in the order of time, as the worker would have noted it."""
    told = sorted(_everything(), key=lambda one: one.said_at)
    unhappy = [one for one in told if one.mood == "unhappy"]
    dozen, earlier = _dozen(unhappy, at=at), unhappy[: -2 * DOZEN][-3 * EARLIER :: 3]
    taken = {one.answer_id for one in [*dozen, *earlier]}
    changed = [one for one in unhappy if one.answer_id in newest and one.answer_id not in taken][-1:]
    chosen = taken | {one.answer_id for one in changed}
    others = [one for one in told if one.answer_id not in chosen]
    _note([one for one in others if _is_old_or_unhappy(one, at)], at=at + TOO_LATE)
    _note([one for one in others if not _is_old_or_unhappy(one, at)], at=at)
    for one in earlier:
        _note([one], at=one.said_at)
    _end_earlier(at=at)
    _keep_promises(cast, dozen[:KEPT], at=at)
    for one in sorted(dozen, key=lambda one: one.said_at):
        _note([one], at=one.said_at)
    _bring_on(at=at)
    for one in changed:
        _change(one, newest[one.answer_id], cast, at=at)
    actions.escalate(actor=system(), at=at)
    _speak(cast, at=at)
    actions.count_quarters(actor=system(), at=at)


def _everything() -> Iterator[Heard]:
    last = 0
    while told := surveys.answers_by_name(system(), after=last):
        yield from heard(told)
        last = told[-1].answer_id


def _is_old_or_unhappy(one: Heard, at: datetime) -> bool:
    return one.mood == "unhappy" or one.said_at <= at - A_MONTH


def _dozen(unhappy: Sequence[Heard], *, at: datetime) -> list[Heard]:
    """The newest, those with words first, as if said in the last days: seven stand, five have ended.

    The story's newest answers may be weeks old; a desk whose every call is overdue would not be worth looking at.
    """
    newest = sorted(unhappy[-2 * DOZEN :], key=lambda one: (not one.words, -one.answer_id))[:DOZEN]
    hours = zip(newest, HOURS, strict=True)
    return [replace(one, said_at=at - timedelta(hours=since)) for one, since in hours]


def _keep_promises(cast: Cast, told: Sequence[Heard], *, at: datetime) -> None:
    """Two of them were given a time, and it was kept; they are unhappy all the same."""
    teams = sorted(cast.teams.values())
    past = [
        PastPromise(
            person_id=one.person_id,
            organisation_id=one.organisation_id,
            team_id=teams[0],
            ref=("person", one.person_id),
            text=text,
            made_at=one.said_at - timedelta(days=6),
            due_at=one.said_at - timedelta(days=4),
            kept_at=one.said_at - timedelta(days=5),
        )
        for one, text in zip(told, PLEDGES, strict=False)
    ]
    promises.remember_promises(promises=past, actor=system(), at=at)


def _note(told: Sequence[Heard], *, at: datetime) -> None:
    for place in range(0, len(told), 200):
        actions.note_answers(heard=told[place : place + 200], actor=system(), at=at)


def _end_earlier(*, at: datetime) -> None:
    """Those of earlier months were called, most of them in time."""
    for place, row in enumerate(_standing(at)):
        met = row.opened_at + timedelta(hours=(5, 20, 26, 44, 47, 70)[place % 6])
        _called(row, reached=True, words=TOLD, at=met)
        outcome, words = ENDS[place % 2]
        actions.end_recovery(recovery_id=row.id, outcome=outcome, words=words, actor=_holder(row), at=met)


def _bring_on(*, at: datetime) -> None:
    """The oldest have ended, each in another way; some were spoken with or tried; the newest wait."""
    rows = sorted(_standing(at), key=lambda row: row.opened_at)
    ended, tried = rows[: DOZEN - STAND], rows[DOZEN - STAND :]
    for row, (outcome, words) in zip(ended, ENDS, strict=False):
        met = min(row.opened_at + timedelta(hours=27), at)
        if outcome == Outcome.NOT_REACHED:
            for hours in (2, 25, 49):
                _called(row, reached=False, words="No answer.", at=row.opened_at + timedelta(hours=hours))
        elif outcome != Outcome.NOT_WANTED:
            _called(row, reached=True, words=words, at=met)
        actions.end_recovery(recovery_id=row.id, outcome=outcome, words=words, actor=_holder(row), at=met)
    for row in tried[:2]:
        _called(row, reached=True, words=WON, at=lately(at - timedelta(hours=3)))
        actions.link_cause(recovery_id=row.id, kind="change", words="The mast behind the crane", actor=system(), at=at)
    for row in tried[2:3]:
        _called(row, reached=False, words="Back after lunch, says the foreman.", at=lately(at - timedelta(hours=2)))


def _change(one: Heard, invitation_id: int, cast: Cast, *, at: datetime) -> None:
    """Called on the same day, they opened their link again and said something else: what they said first is kept."""
    said_at = min(one.said_at, at - timedelta(hours=16))
    _note([replace(one, said_at=said_at, words=one.words or FIRST)], at=said_at)
    for row in _standing(at):
        if row.person_id == one.person_id:
            owner = cast.persons[n.INGRID]
            if row.holder_id != owner:
                actions.hand_over(recovery_id=row.id, to_id=owner, actor=_holder(row), at=said_at)
                row = replace(row, holder_id=owner)  # noqa: PLW2901  the same recovery, passed on
            _called(row, reached=True, words="Said what it was, and that the new one comes today.", at=said_at)
    token = links.issue(surveys.PURPOSE, ref=f"{surveys.REF}{invitation_id}", expires_at=at + timedelta(hours=1), at=at)
    later = lately(at - timedelta(hours=1))
    survey_actions.answer(token=token, score=8, words=SINCE, at=later)
    told = heard(surveys.answers_told(system(), [one.answer_id]))
    _note([replace(now, said_at=later) for now in told], at=later)


def _standing(at: datetime) -> list[RecoverySeen]:
    return list(queries.recoveries(system(), at=at, size=200).rows)


def _called(row: RecoverySeen, *, reached: bool, words: str, at: datetime) -> None:
    actions.log_contact(recovery_id=row.id, reached=reached, words=words, actor=_holder(row), at=at)


def _holder(row: RecoverySeen) -> Actor:
    return people.actor_of(row.holder_id) if row.holder_id else system()


def _speak(cast: Cast, *, at: datetime) -> None:
    """Two wishes to be called; a promoter was thanked, asked, and agreed to be quoted."""
    owner = cast.persons[n.INGRID]
    wishes = (("+49 170 000 00 00", "Somebody at the Mill Lane hoist", "Mornings, before seven."),
              ("gate2@aldergate.example", "", ""))  # fmt: skip
    for reach, name, words in wishes:
        actions.ask_for_call(reach=reach, name=name, words=words, on=at.date(), owner_id=owner, at=at)
    asks = surveys.default_survey(system())
    reader = people.actor_of(asks.owner_id) if asks and asks.owner_id else cast.actor(n.INGRID)
    happy = [card for card in queries.cards(reader) if card.mood == "happy"]
    for card in happy[:2]:
        actions.thank_for(card_id=card.id, actor=reader, at=at)
    for card in happy[:1]:
        _quoted(card.person_id, card.id, reader, at=at)


def _quoted(person_id: int, card_id: int, who: Actor, *, at: datetime) -> None:
    try:
        actions.ask_to_speak(card_id=card_id, actor=who, at=at)
    except (actions.AskedBefore, actions.NeverAsk, NotFound):
        return
    words = "They said Thursday, and it was Thursday. I tell the new crews to write to them first."
    actions.speak(
        words=words, places=[Place.RESULTS, Place.STAFF], with_name=False, actor=people.actor_of(person_id), at=at
    )
