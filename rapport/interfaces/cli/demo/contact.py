"""Contact that is planned, people to call this morning for every reason there is, and thanks that were given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger import queries as ledger_queries
from rapport.domains.ledger.types import NewAct
from rapport.domains.outreach import actions as outreach
from rapport.domains.outreach.types import Level, Outcome, Scope
from rapport.domains.people import actions as people
from rapport.domains.people import queries as people_queries
from rapport.domains.people.types import RoleName
from rapport.domains.promises import actions as promises
from rapport.domains.promises.types import PastPromise
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import lately, working_day
from rapport.interfaces.cli.demo.placing import Cast

PLANS = (
    (n.MARTA, Level.LEAD, 14, 30, n.SANNA, "The move-out, and what her crew needs at the next site"),
    (n.IVO, Level.USER, 30, 60, n.HUGO, "How the crane tablet holds"),
    (n.TOMAS, Level.USER, 30, 60, n.NOOR, "Whether one person stays with it now"),
    (n.RUTH, Level.LEAD, 30, 60, n.HUGO, "Which rooms move next"),
    (n.EWAN, Level.LEAD, 30, 60, n.HUGO, "What the housing office needs before winter"),
)
PLACES = (
    (Scope.SITE, "Quayside Tower", Level.LEAD, 14, 30, n.HUGO, "Power, start hours, and who holds the keys"),
    (Scope.ORGANISATION, n.BUILDER, Level.EXECUTIVE, 90, 180, n.NOOR, "What the next year of building needs from us"),
)
CLOSING = "Orchard Lane"
QUIET_FOR = timedelta(days=65)
THANKS = (
    (n.MARTA, "You came before I asked. The crew noticed.", True),
    (n.IVO, "Third time black, third time laughing with you about it. Thank you.", False),
)


def plan(cast: Cast, answers: Sequence[NewAct], *, at: datetime) -> None:
    """Everything about contact, after the rest of the story stands."""
    _plans(cast, at=at)
    silent = _silent(cast, at=at)
    _overdue(cast, next(silent), next(silent), at=at)
    _project(cast, next(silent), at=at)
    _closing(cast, next(silent), at=at)
    _stopped(cast, next(silent), at=at)
    _broken(cast, next(silent), at=at)
    _changed(cast, next(silent), at=at)
    _unhappy(answers, at=at)
    _thanks(cast, at=at)
    outreach.follow_contacts(actor=system(), at=at)
    outreach.find_moments(actor=system(), at=at)
    outreach.count_shares(actor=system(), at=at)


def _plans(cast: Cast, *, at: datetime) -> None:
    for email, level, ideal, longest, owner, why in PLANS:
        _plan(cast, Scope.PERSON, cast.persons[email], (level, ideal, longest, owner, why), at=at)
    for scope, name, *said in PLACES:
        target = cast.sites[name] if scope == Scope.SITE else cast.organisations[name]
        _plan(cast, scope, target, tuple(said), at=at)  # type: ignore[arg-type]


def _plan(cast: Cast, scope: Scope, target_id: int, said: tuple[Level, int, int, str, str], *, at: datetime) -> int:
    level, ideal, longest, owner, why = said
    made = outreach.plan_contact(
        scope=scope,
        target_id=target_id,
        team_id=cast.teams[n.SITES_TEAM],
        level=level,
        ideal_days=ideal,
        longest_days=longest,
        owner_id=cast.persons[owner],
        why=why,
        actor=cast.actor(n.NOOR),
        at=at,
    )
    return made.pk


def _silent(cast: Cast, *, at: datetime) -> Iterator[int]:
    """People of the sites team who have not been heard of for two months, the longest known first."""
    team = cast.teams[n.SITES_TEAM]
    ids = sorted(pk for email, pk in cast.persons.items() if email.endswith("aldergate.example"))
    known = ledger_queries.teams_of(system(), ids)
    last = ledger_queries.last_contacts(system(), ids)
    for person in sorted(known, key=lambda one: cast.emails[one]):
        heard = last.get((person, team))
        if heard is not None and at - timedelta(days=170) < heard < at - QUIET_FOR:
            yield person


def _overdue(cast: Cast, first: int, second: int, *, at: datetime) -> None:
    """One is silent beyond the cadence; another was called yesterday, and nobody answered."""
    _plan(cast, Scope.PERSON, first, (Level.USER, 30, 60, n.HUGO, "Call without a fault: how is the crew?"), at=at)
    plan_id = _plan(cast, Scope.PERSON, second, (Level.USER, 30, 60, n.HUGO, "Ask about the new covers"), at=at)
    outreach.log_call(
        plan_id=plan_id,
        outcome=Outcome.NOT_REACHED,
        words="Nobody picked up; the foreman says after lunch is better.",
        next_step="Call again, after lunch",
        next_step_on=working_day(at.date() + timedelta(days=1)),
        actor=cast.actor(n.HUGO),
        at=lately(at - timedelta(minutes=20)),
    )


def _project(cast: Cast, person_id: int, *, at: datetime) -> None:
    """A project ends in nine days, and the one we dealt with has not heard of us."""
    actor = cast.actor(n.NOOR)
    project = ledger.begin_sequence(
        organisation_id=cast.organisations[n.BUILDER],
        kind="project",
        name="Tablets for the second crews",
        started_at=at - timedelta(days=200),
        ends_on=(at + timedelta(days=9)).date(),
        actor=actor,
        at=at,
    )
    episodes = ledger_queries.recent_episodes(actor, [person_id])[person_id]
    ledger.join_sequence(sequence_id=project.pk, episode_ids=[one.id for one in episodes], actor=actor, at=at)


def _closing(cast: Cast, person_id: int, *, at: datetime) -> None:
    """A small site closes in three weeks; its foreman is there alone by now."""
    site = people.create_site(
        organisation_id=cast.organisations[n.BUILDER],
        name=CLOSING,
        opens_on=at.date() - timedelta(days=300),
        closes_on=at.date() + timedelta(days=21),
        actor=system(),
        at=at,
    )
    cast.sites[CLOSING] = site.pk
    name = people_queries.person(system(), person_id).name
    row = {"email": cast.emails[person_id], "name": name, "organisation": n.BUILDER, "site": CLOSING}
    people.import_people(rows=[row], actor=system(), at=at)


def _stopped(cast: Cast, person_id: int, *, at: datetime) -> None:
    """Somebody gave a service back last week."""
    (used, *_) = [s for s in people_queries.services_of(system(), [person_id])[person_id] if s.team_id == _team(cast)]
    until: date = at.date() - timedelta(days=8)
    people.end_use(service_id=used.service_id, person_ids=[person_id], until=until, actor=system(), at=at)


def _broken(cast: Cast, person_id: int, *, at: datetime) -> None:
    """Twice we said a day and twice it passed."""
    ref = next(one.ref for one in ledger_queries.recent_episodes(system(), [person_id])[person_id] if one.ref)
    past = [
        PastPromise(
            person_id=person_id,
            organisation_id=cast.organisations[n.BUILDER],
            team_id=_team(cast),
            ref=ref,
            text=text,
            made_at=at - timedelta(days=days + 3),
            due_at=at - timedelta(days=days),
            made_by_id=cast.persons[n.HUGO],
            kept_at=at - timedelta(days=days - 2),
        )
        for days, text in ((19, "The charger comes with the van"), (6, "The charger comes, this time for sure"))
    ]
    promises.remember_promises(promises=past, actor=system(), at=at)


def _changed(cast: Cast, person_id: int, *, at: datetime) -> None:
    """Jonas helped the sites for a while and is back with the offices; whom he looked after is told who does now."""
    jonas, team = cast.persons[n.JONAS], _team(cast)
    ledger.set_owner(person_id=person_id, team_id=team, owner_id=jonas, actor=cast.actor(n.NOOR), at=at)
    outreach.note_leaving(person_id=jonas, role=RoleName.AGENT, team_id=team, actor=system(), at=at)


def _unhappy(answers: Sequence[NewAct], *, at: datetime) -> None:
    """Answers by name of the last days; those below seven are people to call."""
    for act in answers:
        if act.ref is not None and act.at > at - timedelta(days=12):
            outreach.note_answer(
                answer_id=act.ref[1],
                person_id=act.person_id,
                service_id=act.service_id,
                score=int(act.title),
                said_at=act.at,
                actor=system(),
                at=at,
            )


def _thanks(cast: Cast, *, at: datetime) -> None:
    """From Marta and Ivo to those who helped, and from Dev to a colleague."""
    for place, (email, words, consent) in enumerate(THANKS):
        actor, person_id = cast.actor(email), cast.persons[email]
        given: dict[str, Any] = {
            "words": words,
            "consent": consent,
            "actor": actor,
            "at": lately(at - timedelta(hours=16 + place)),
        }
        episodes = ledger_queries.recent_episodes(actor, [person_id])[person_id]
        helped = [one.id for one in episodes if one.completed_at and _took_part(cast, one.id)]
        if helped:
            outreach.give_thanks(episode_id=helped[0], **given)
        else:
            outreach.give_thanks(service_id=cast.services[n.TABLETS], **given)
    words = "You stayed with the plotter until it printed. I learned from it."
    service = cast.services[n.TABLETS]
    outreach.give_thanks(service_id=service, words=words, actor=cast.actor(n.ELIF), at=at - timedelta(days=2))


def _took_part(cast: Cast, episode_id: int) -> bool:
    return cast.persons[n.HUGO] in ledger_queries.took_part(system(), episode_id).person_ids


def _team(cast: Cast) -> int:
    return cast.teams[n.SITES_TEAM]
