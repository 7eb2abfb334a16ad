"""The other surveys of the story: after visits, on effort, on trust, expected and found, and one of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from rapport.domains.ledger.types import NewAct
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys import queries
from rapport.domains.surveys.types import Asked, How, Mode, NewPastAsk, PastAnswer
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import working
from rapport.interfaces.cli.demo.placing import Cast
from rapport.interfaces.cli.demo.script import Part

Items = Mapping[str, tuple[str, ...]]
Say = Callable[[Random], tuple[int | None, tuple[str, ...], Items]]
TOLD = (n.MARTA, n.TOMAS, n.RUTH, n.IVO)  # the story says all of what these answered
VISITS = "After a visit of the field team"
EFFORT, TRUST, WORK = "Was it easy?", "How do we work together?", "What holds up your work"
TOLD_IN_TIME = "Were you told in time?"
EXPECTED, FOUND = "What people expect of tablets", "How people found the tablets"
FEW_MINUTES = (5, 10, 10, 15, 15, 20, 30, 30, 45, 60, 90, 240)
HOLDS_UP = ("search", "sign_in", "slow", "words", "equipment", "nothing")
# Adequate, desired and found, on 1 to 7: below what is just good enough where it is about keeping a day.
QUALITIES = {
    "on_the_day": (4.6, 6.4, 4.1),
    "says_how_it_stands": (4.3, 6.0, 3.6),
    "knows_how": (4.8, 6.2, 5.6),
    "knows_my_work": (3.9, 5.8, 4.7),
    "equipment_fits": (4.4, 6.1, 4.5),
}
FACETS = {
    "often_enough": 4.1, "more_than_one": 4.6, "know_whom": 5.2, "our_words": 3.9, "understand_us": 4.2,
    "same_picture": 3.8, "keep_promises": 4.9, "honest": 5.6, "rely_on": 5.1,
}  # fmt: skip


@dataclass(frozen=True)
class _Wave:
    """Who was asked in one survey, how many of them answer, and what they say."""

    survey_id: int
    asked: Sequence[Part]
    rate: float
    say: Say
    how: How = How.AFTER_EPISODE


def ask(parts: Sequence[Part], cast: Cast, *, at: datetime) -> list[NewAct]:
    """Start them, remember who was asked and what was said; the acts of answers by name are the caller's."""
    lot = Random("every kind of survey")
    served = [one for one in parts if one.email in cast.persons and one.organisation != n.PROVIDER and one.services]
    known = sorted(served, key=lambda one: one.email)
    sites = [one for one in known if one.site]
    visits = _started(cast, "csat", VISITS, at=at, service=n.TABLETS)
    own = _started(cast, "own", WORK, at=at, asked=Asked.FRONT_LINE)
    for wave in (
        _Wave(visits, lot.sample(sites, 110), 0.55, _visit),
        _Wave(_started(cast, "ces", EFFORT, at=at), lot.sample(known, 120), 0.45, _effort),
        _Wave(_started(cast, "trust", TRUST, at=at), lot.sample(known, 90), 0.5, _trust),
        _Wave(own, lot.sample(sites, 70), 0.5, _work),
    ):
        _remember(cast, wave, lot, at)
    few = Random("told in time")  # so few that choices of single people stand together
    _remember(cast, _Wave(_started(cast, "single", TOLD_IN_TIME, at=at), few.sample(sites, 44), 0.55, _told), few, at)
    users = [one for one in known if n.TABLETS in one.services and one.email not in TOLD]
    return _expected_and_found(cast, lot.sample(users, min(60, len(users))), lot, at)


def _expected_and_found(cast: Cast, users: Sequence[Part], lot: Random, at: datetime) -> list[NewAct]:
    """The same people before and after, by name, so that each is compared with themselves."""
    before = _started(cast, "expectation", EXPECTED, at=at, service=n.TABLETS, mode=Mode.NAMED)
    after = _started(cast, "perception", FOUND, at=at, service=n.TABLETS, mode=Mode.NAMED, follows_id=before)
    expected = _Wave(before, users, 0.6, _levels(("adequate", 0), ("desired", 1)), How.DRAWN)
    found = _Wave(after, users, 0.6, _levels(("perceived", 2)), How.DRAWN)
    answered = [*_remember(cast, expected, lot, at), *_remember(cast, found, lot, at)]
    acts = (queries.act_of_answer(system(), one) for one in answered)
    return [act for act in acts if act is not None]


def _started(
    cast: Cast,
    template: str,
    name: str,
    *,
    at: datetime,
    service: str = "",
    asked: Asked = Asked.USER,
    mode: Mode = Mode.CONFIDENTIAL,
    follows_id: int | None = None,
) -> int:
    made = surveys.start_survey(
        template=template,
        name=name,
        asked=asked,
        service_id=cast.services[service] if service else None,
        follows_id=follows_id,
        owner_id=cast.persons[n.NOOR],
        mode=mode,
        actor=system(),
        at=at,
    )
    return made.pk


def _remember(cast: Cast, wave: _Wave, lot: Random, at: datetime) -> Sequence[int]:
    """These were asked one by one over half a year and some answered; the ids of answers by name."""
    sent = [working(at - timedelta(days=lot.randint(4, 170), hours=lot.randint(0, 23))) for _ in wave.asked]
    asks = [_asked(cast, one, when) for one, when in zip(wave.asked, sent, strict=True)]
    made = surveys.remember_asks(survey_id=wave.survey_id, asks=asks, how=wave.how, actor=system(), at=at)
    given = []
    for one in made:
        score, reasons, items = wave.say(lot)
        late = one.sent_at + timedelta(hours=lot.expovariate(1 / 20) + 0.1)
        if lot.random() < wave.rate and late < at:
            given.append(PastAnswer(one.invitation_id, score, late, reasons, items=items, how=wave.how))
    return list(surveys.remember_answers(answers=given, actor=system(), at=at).values())


def _asked(cast: Cast, one: Part, when: datetime) -> NewPastAsk:
    return NewPastAsk(
        person_id=cast.persons[one.email],
        organisation_id=cast.organisations[one.organisation],
        sent_at=when,
        site_id=cast.sites.get(one.site),
        service_id=cast.services[one.services[0]],
    )


def _visit(lot: Random) -> tuple[int, tuple[str, ...], Items]:
    score = lot.choices((1, 2, 3, 4, 5), weights=(5, 9, 15, 38, 33))[0]
    reasons = ("came_back",) if score < 3 else ("right_first",) if score == 3 else ("works_here",)
    solved = lot.choices(("yes", "partly", "no"), weights=(score * 2, 3, 6 - score))[0]
    return score, reasons, {"solved": (solved,)}


def _told(lot: Random) -> tuple[int, tuple[str, ...], Items]:
    told = lot.choices(("yes", "late", "no"), weights=(12, 7, 2))[0]
    return lot.choice((5, 6, 7)) if told == "yes" else lot.choice((2, 3, 4)), (), {"told_in_time": (told,)}


def _effort(lot: Random) -> tuple[int, tuple[str, ...], Items]:
    score = lot.choices(range(1, 8), weights=(4, 6, 9, 14, 25, 27, 15))[0]
    minutes = str(lot.choice(FEW_MINUTES) * (2 if score < 4 else 1))
    return score, ("my_time",) if score < 4 else (), {"minutes_lost": (minutes,)} if lot.random() < 0.8 else {}


def _trust(lot: Random) -> tuple[None, tuple[str, ...], Items]:
    mood = lot.gauss(0, 0.9)
    return None, (), {key: (_near(level + mood, lot),) for key, level in FACETS.items()}


def _work(lot: Random) -> tuple[None, tuple[str, ...], Items]:
    ticked = dict.fromkeys(lot.choices(HOLDS_UP, weights=(9, 6, 8, 5, 10, 2), k=lot.choice((1, 2, 2, 3))))
    return None, (), {"what_holds_up": tuple(ticked), "minutes_lost": (str(lot.choice(FEW_MINUTES)),)}


def _levels(*parts: tuple[str, int]) -> Say:
    """What is said of each quality: the level of the part, with the answerer's own bent."""

    def say(lot: Random) -> tuple[None, tuple[str, ...], Items]:
        bent = lot.gauss(0, 0.5)
        return None, (), {
            f"{key}.{part}": (_near(levels[place] + bent, lot),)
            for key, levels in QUALITIES.items()
            for part, place in parts
        }  # fmt: skip

    return say


def _near(level: float, lot: Random) -> str:
    return str(min(7, max(1, round(level + lot.gauss(0, 0.7)))))
