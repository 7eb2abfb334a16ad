"""Asking by occasion in the story: a rule after episodes with its answers, a schedule, and a page with a poster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.queries import EndedMatter
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.types import Matter, PastAnswer
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast

DAYS, MOST = 45, 40
SAID = {
    3: ("came_back", "It came back the next morning."),
    6: ("explain_again", "I told two people the same thing."),
    8: ("fewer_steps", ""),
    9: ("easy", "Done before my coffee was cold."),
    10: ("explain_well", "He said it in my words."),
}
SCORES = (9, 10, 8, 9, 6, 10, 9, 3, 8, 10, 9)
POSTER = (9, 7, 10, 2, 8, 9, 5, 10, 6, 9, 8, 10)
MACHINES = 17


def ask(survey_id: int, episode_ids: Sequence[int], cast: Cast, *, at: datetime) -> None:
    """All of it; nobody gets a letter about what is past."""
    owner = cast.persons[n.NOOR]
    begun = at - timedelta(days=DAYS)
    after = surveys.start_default_survey(name="After a matter", owner_id=owner, actor=system(), at=begun)
    surveys.ask_after(survey_id=after.pk, delay_minutes=240, share=60, actor=system(), at=begun)
    _ask_after(after.pk, episode_ids, cast, begun=begun, at=at)
    surveys.ask_on_schedule(survey_id=survey_id, every="month", day=3, size=240, actor=system(), at=at)
    _let_them_say(survey_id, at=at)
    for _ in range(MACHINES):
        surveys.notice_opening(survey_id=survey_id, at=at)


def _ask_after(survey_id: int, episode_ids: Sequence[int], cast: Cast, *, begun: datetime, at: datetime) -> None:
    """In the order in which they ended, as the rule would have done."""
    marta = cast.persons[n.MARTA]  # her question of this month waits for her
    ended = [one for one in ledger.ended_matters(system(), episode_ids) if begun < one.completed_at < at]
    ended = [one for one in ended if one.person_id != marta]
    for one in sorted(ended, key=lambda row: row.completed_at)[-MOST:]:
        surveys.ask_after_episodes(matters=[_matter(one)], actor=system(), at=one.completed_at)
    sent = surveys.remember_sent(sample_id=None, survey_id=survey_id, until=at, actor=system(), at=at)
    lot = Random("after a matter")
    given = [
        _answer(
            one.invitation_id, SCORES[place % len(SCORES)], min(one.sent_at + timedelta(hours=lot.randint(1, 19)), at)
        )
        for place, one in enumerate(sorted(sent, key=lambda row: row.sent_at))
        if lot.random() < 0.6 and one.sent_at < at - timedelta(hours=20)
    ]
    surveys.remember_answers(answers=given, actor=system(), at=at)


def _matter(one: EndedMatter) -> Matter:
    return Matter(*one[:5], one.completed_at, one.contacts)


def _answer(invitation_id: int, score: int, at: datetime) -> PastAnswer:
    reason, words = SAID.get(score, ("", ""))
    return PastAnswer(
        invitation_id=invitation_id,
        score=score,
        at=at,
        reasons=(reason,) if reason else (),
        words=words,
        leave_name_out=True,
    )


def _let_them_say(survey_id: int, *, at: datetime) -> None:
    page = surveys.open_say_page(survey_id=survey_id, actor=system(), at=at)
    for place, score in enumerate(POSTER):
        day = at - timedelta(days=place)
        surveys.say(key=page.key, form_key=f"poster {place}", score=score, at=day, actor=system())
