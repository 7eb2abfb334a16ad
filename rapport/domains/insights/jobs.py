"""What insights do by the clock: counters are folded, releases made."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from rapport.domains.insights import actions, queries, rules
from rapport.domains.insights.events import ReleaseMade, TagRulesChanged
from rapport.domains.ledger import actions as ledger
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import system
from rapport.foundation.events import on
from rapport.foundation.jobs import cron

MOST_FOLDS = 50
MOST_COUNTED = 400  # lists of marks, some 20,000 acts; the rest waits for the next minute


@cron("insights.fold", every="10m")
def fold(*, at: datetime) -> None:
    """Fold what was counted since the last time."""
    for _ in range(MOST_FOLDS):
        if not actions.fold_counts(actor=system(), at=at):
            return


@cron("insights.release", every="1h")
def release(*, at: datetime) -> None:
    """Publish the figures of every survey that has five new answers of one way."""
    for survey_id, how in queries.surveys_to_release(system()):
        actions.make_release(survey_id=survey_id, how=how, actor=system(), at=at)


@on(ReleaseMade, once=False)
def read_words(event: ReleaseMade) -> None:
    """Tag and group what people wrote, once their figures are released."""
    actions.gather_words(survey_id=event.survey_id, release_id=event.release_id, actor=system(), at=timezone.now())


@on(TagRulesChanged)
def tag_anew(event: TagRulesChanged) -> None:
    """Tag every word by the rules as they are now."""
    del event  # all rules together decide
    actions.tag_anew(actor=system(), at=timezone.now())


@cron("insights.gaps", every="6h")
def compare_gaps(*, at: datetime) -> None:
    """Set answers by name beside what was in time, for the quarter that runs and the one before."""
    release = queries.latest_release(system())
    if release is None:
        return
    for quarter in rules.two_newest_quarters(at.date()):
        actions.compare_gaps(survey_id=release.survey_id, quarter=quarter, actor=system(), at=at)


@cron("insights.contacts", every="1m")
def count_contacts(*, at: datetime) -> None:
    """Bring the counters of contact up to date; waiting is counted in the provider's working calendar."""
    working = promises.default_calendar()
    for _ in range(MOST_COUNTED):
        if not ledger.count_contacts(working=working, actor=system(), at=at):
            return
