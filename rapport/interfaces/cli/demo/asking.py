"""Samples, answers and releases of the story: drawn by lot a month at a time, answered, and published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from rapport.domains.insights import actions as insights
from rapport.domains.ledger.types import NewAct
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys import queries as survey_queries
from rapport.domains.surveys.types import PastAnswer, PastAsk
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import answers as told
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.answers import Asked, Given, Pinned
from rapport.interfaces.cli.demo.calendar import moment
from rapport.interfaces.cli.demo.placing import Cast

MARTA_DRAWN = {
    1: Pinned(7, ("reliable_day",), "Fine, but I found out about the move from the driver."),
    5: Pinned(9, ("keep_word",), "Two starters, two tablets, no calls."),
    9: Pinned(9, ("know_my_site",), "Sanna knew what I meant before I finished."),
}
PINNED = {
    n.TOMAS: Pinned(
        4, ("explain_again",), "I explained the same fault to four people. The fifth one fixed it in ten minutes."
    ),
    n.RUTH: Pinned(6, ("not_told",), "Fast, but nobody told us the old printer would go."),
    n.IVO: Pinned(10, ("know_my_site",), "She brought the cable nobody had asked for."),
}
RUNNING = len(told.MONTHS)
TRIES = 400


class Asking:
    """The loyalty survey of the story, month by month; 0 is the first one, RUNNING the month that is not over."""

    def __init__(self, cast: Cast, *, begun: datetime, at: datetime) -> None:
        self._cast, self._at = cast, at
        self._sites: set[int] = set()
        self._printed: set[str] = set()
        self.survey = surveys.start_default_survey(owner_id=cast.persons[n.NOOR], actor=system(), at=begun)
        self.acts: list[NewAct] = []
        self.newest: dict[int, int] = {}  # answers by name of the month that is not over, with their invitations

    def ask(self, number: int, month: date, *, temporary: set[int]) -> int:
        """Draw and send the sample of a month, and take its answers over; the sample's id."""
        self._sites = temporary
        start = min(moment(month, 6), self._at)
        made = surveys.draw_sample(
            survey_id=self.survey.pk,
            month=month,
            size=told.ASKED,
            rest_days=told.REST_DAYS,
            seed=self._seed(number, month),
            actor=system(),
            at=start,
        )
        sample_id = made.sample_id or 0
        surveys.send_sample(sample_id=sample_id, actor=system(), at=start)
        self._answer(number, sample_id)
        return sample_id

    def release(self, on: date) -> None:
        """Publish what is known on the ninth day of a month, or now if that is still to come."""
        insights.make_release(survey_id=self.survey.pk, actor=system(), at=min(moment(on, 9), self._at))

    def ask_marta_today(self, sample_id: int) -> None:
        """Her invitation of this month leaves now, so that /post has one to answer; those of the past have left."""
        surveys.remember_sent(sample_id=None, survey_id=self.survey.pk, until=self._at, actor=system(), at=self._at)
        surveys.ask_now(sample_id=sample_id, person_ids=[self._cast.persons[n.MARTA]], actor=system(), at=self._at)
        surveys.send_due(actor=system(), at=self._at)

    def _seed(self, number: int, month: date) -> int:
        """The first seed by which Marta is drawn in the months that tell of her answers, and in no other."""
        wanted = number in MARTA_DRAWN or number == RUNNING
        seeds = range(number * 1000, number * 1000 + TRIES)
        trials = survey_queries.trial_draws(
            system(), month=month, size=told.ASKED, rest_days=told.REST_DAYS, seeds=seeds
        )
        marta = self._cast.persons[n.MARTA]
        for made in trials:
            if any(line.candidate.key == marta for line in made.drawn) == wanted:
                return made.seed
        return seeds[0]

    def _answer(self, number: int, sample_id: int) -> None:
        sent = surveys.remember_sent(sample_id=sample_id, until=self._at, actor=system(), at=self._at)
        # By address: the order of sending depends on the secret of the place, and the story must not.
        asked = sorted((self._asked(one) for one in sent), key=lambda one: one.email)
        lot = Random(f"answers {number}")
        if number == RUNNING:
            asked = [one for one in asked if one.email != n.MARTA and one.sent_at < self._at - timedelta(hours=20)]
            few = min(len(asked) * 2 // 5, told.RUNNING_MOST)
            counts = (few * 3 // 10, few - few * 3 // 10 - few * 35 // 100, few * 35 // 100)
        else:
            counts = told.MONTHS[number]
        pinned = _pinned(number)
        given = told.unprinted(told.answers_of(asked, counts, pinned, lot, self._at), self._printed)
        past = [_past(one) for one in given]
        by_name = surveys.remember_answers(answers=past, actor=system(), at=self._at)
        self.newest = {answer_id: invitation_id for invitation_id, answer_id in by_name.items()}
        scores = {one.invitation_id: one.score for one in given}
        for invitation_id, answer_id in by_name.items():
            self._act(answer_id, scores[invitation_id])

    def _act(self, answer_id: int, score: int) -> None:
        act = survey_queries.act_of_answer(system(), answer_id)
        if act is not None:
            self.acts.append(replace(act, title=str(score)))

    def _asked(self, one: PastAsk) -> Asked:
        email = self._cast.emails.get(one.person_id, "")
        return Asked(
            invitation_id=one.invitation_id,
            email=email,
            on_site=one.site_id in self._sites,
            citizen=email.endswith("merrow-mail.example"),
            sent_at=one.sent_at,
        )


def _pinned(number: int) -> dict[str, Pinned]:
    """Whose answers the story knows; by the rest period nobody is asked twice in three months."""
    found = dict(PINNED) if RUNNING - 3 <= number < RUNNING else {}
    return found | ({n.MARTA: MARTA_DRAWN[number]} if number in MARTA_DRAWN else {})


def _past(one: Given) -> PastAnswer:
    return PastAnswer(
        invitation_id=one.invitation_id,
        score=one.score,
        at=one.at,
        reasons=one.reasons,
        words=one.words,
        leave_name_out=one.leave_name_out,
        may_print=one.may_print,
    )
