"""The demo: two years of Northwind Service and the people it serves, made in one go and marked as simulated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rapport.domains.insights import actions as insights
from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.domains.promises import actions as promises
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import (
    administering,
    anonymous,
    both_ways,
    contact,
    desk_work,
    enclosed,
    extras,
    gaps,
    happening,
    helping,
    in_german,
    many,
    matters,
    notices,
    occasions,
    own_words,
    placing,
    profiles,
    programs,
    reading,
    recoveries,
    standing,
    surveys,
    things,
    together,
    undelivered,
    visits,
    words,
)
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.asking import RUNNING, Asking
from rapport.interfaces.cli.demo.calendar import moment, month_back
from rapport.interfaces.cli.demo.placing import Cast
from rapport.interfaces.cli.demo.script import Script, Story
from rapport.interfaces.cli.demo.story import tell

MONTHS = 24
SIMULATED = "simulated"
CAST = (
    ("Customer", "Marta Kolb"),
    ("Agent", "Hugo Marek"),
    ("Service owner", "Ingrid Solberg"),
    ("Administrator", "Paul Okafor"),
)


def make(*, at: datetime) -> None:
    """Fill an empty place with the story as it stands at a moment; dates are relative to it, words are not."""
    story = tell(at)
    begun = moment(month_back(at.date(), MONTHS), 8)
    cast = placing.place(story, begun=begun, at=at)
    asking = Asking(cast, begun=begun, at=at)
    tickets: dict[str, int] = {}
    sample_id = 0
    for back in range(MONTHS, -1, -1):
        month = month_back(at.date(), back)
        _move(story, month, month_back(at.date(), back - 1), at=at)
        promises.make_forecasts(actor=system(), at=min(moment(month, 6), at))
        tickets |= happening.remember(_opened_in(story.scripts, month), cast, at=at)
        if back <= RUNNING:
            sample_id = asking.ask(RUNNING - back, month, temporary=_temporary(story, cast))
            if back:  # the last one is made when it is known how people were helped
                asking.release(month_back(at.date(), back - 1))
    _remember(story, tickets, asking, cast, at=at)
    reading.place_samples(at=at)
    asking.release(month_back(at.date(), -1))
    reading.note(cast, asking.survey.pk, at=at)
    contact.plan(cast, asking.acts, at=at)
    anonymous.ask(owner_id=cast.persons[n.NOOR], at=at)
    reading.release_the_rest(at=at)
    _finish(tickets, asking, cast, begun=begun, at=at)
    notices.tell(cast, at=at)
    asking.ask_marta_today(sample_id)  # last, so that her letter lies on top of /post


def cast() -> list[tuple[str, str, int]]:
    """Role, name and person of the four who can be visited by link."""
    found = []
    for role, name in CAST:
        person = next(one for one in people.people(system(), search=name).rows if one.name == name)
        found.append((role, person.name, person.id))
    return found


def _opened_in(scripts: Sequence[Script], month: date) -> list[Script]:
    return [one for one in scripts if one.opened_at.date().replace(day=1) == month]


def _temporary(story: Story, cast: Cast) -> set[int]:
    return {cast.sites[place.name] for place in story.places if place.kind == "temporary"}


def _move(story: Story, first: date, after: date, *, at: datetime) -> None:
    """Crews whose site closes in a month are at their next one from then on."""
    moved = [part for day, part in story.moves if first <= day < after]
    if moved:
        placing.bring(moved, at=min(moment(after, 6), at))


def _remember(story: Story, tickets: dict[str, int], asking: Asking, cast: Cast, *, at: datetime) -> None:
    """All acts in the order of time, then what stands on them."""
    answers = asking.acts
    acts = [act for one in story.scripts for act in happening.acts_of_ticket(one, tickets[one.key], cast)]
    acts += [act for one in story.talks for act in happening.acts_of_talk(one, cast)]
    talks = matters.loose_talks(story, cast, at=at)
    matters.set_gaps(talks, cast, at=at)
    others = surveys.ask(story.parts, cast, at=at)
    episodes = happening.record([*acts, *answers, *others, *talks], at=at)
    happening.note_work(((one, tickets[one.key]) for one in story.scripts), cast, at=at)
    known = {key: episodes[happening.TICKET, i] for key, i in tickets.items() if (happening.TICKET, i) in episodes}
    extras.tap(story.scripts, known, cast, at=at)
    extras.gather(cast, at=at)
    together.remember(story.scripts, known, cast, at=at)
    extras.know_people(cast, at=at)
    standing.judge(answers, cast, at=at)
    matters.read_and_decide(cast, at=at)
    occasions.ask(asking.survey.pk, list(known.values()), cast, at=at)
    profiles.say(cast, at=at)
    many.know_the_many(story.scripts, known, cast, at=at)
    both_ways.told_us(story.scripts, tickets, cast, at=at)
    own_words.promise(cast, at=at)


def _finish(tickets: dict[str, int], asking: Asking, cast: Cast, *, begun: datetime, at: datetime) -> None:
    """Figures as of now, the public page, this morning's mail, and the mark that none of it is real."""
    promises.make_forecasts(actor=system(), at=at)
    while insights.fold_counts(actor=system(), at=at):
        pass
    extras.publish(cast, begun=begun.date(), at=at)
    gaps.tell(cast, at=at)
    words.agree(tickets, cast, at=at)
    recoveries.follow_up(cast, newest=asking.newest, at=at)
    programs.listen(tickets, at=at)
    undelivered.try_to_answer(tickets, cast, at=at)
    desk_work.prepare(cast, at=at)
    enclosed.send(tickets, cast, at=at)
    visits.go(cast, at=at)
    things.tie(cast, at=at)
    helping.write(cast, at=at)
    extras.let_mail_come(tickets["today-crane"], at=at)
    in_german.write_in_german(cast, at=at)
    administering.leave_something_to_do(at=at)
    administrator = cast.persons[n.PAUL]
    people_actions.set_preference(person_id=administrator, key=SIMULATED, value="yes", actor=system(), at=at)
