"""The ledger's jobs: histories segmented again, sequences gathered, gaps read from the acts."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from rapport.domains.ledger import actions
from rapport.domains.ledger.events import EpisodesCompleted
from rapport.domains.ledger.models import Episode
from rapport.domains.people.events import PeopleMerged
from rapport.foundation import events, jobs
from rapport.foundation.actors import system


@jobs.job("ledger.resegment", once=True)
def resegment(*, person_id: int) -> None:
    """Acts came late, or decisions stand: put one person's acts into episodes again."""
    actions.resegment(person_id=person_id, actor=system(), at=timezone.now())


@jobs.job("ledger.earlier_ideas", once=True)
def earlier_ideas(*, after_id: int) -> None:
    """Ideas that were written down before they were acts become acts, some at a time."""
    last = actions.act_earlier_ideas(after_id=after_id, actor=system(), at=timezone.now())
    if last is not None:
        jobs.enqueue("ledger.earlier_ideas", args={"after_id": last})


@jobs.job("ledger.together_again", once=True)
def together_again() -> None:
    """After an upgrade: all histories by the rules as they are now, in small steps."""
    actions.begin_resegmentation(actor=system(), at=timezone.now())


@jobs.job("ledger.gather", once=True)
def gather(*, person_id: int) -> None:
    """Make the sequences of one person anew."""
    actions.gather_sequences(person_id=person_id, actor=system(), at=timezone.now())


@events.on(EpisodesCompleted)
def after_episodes_completed(event: EpisodesCompleted) -> None:
    """The sequences of the people whose episodes ended are made anew, once each."""
    persons = Episode.objects.filter(pk__in=event.episode_ids).values_list("person_id", flat=True)
    rows = [{"args": {"person_id": person}, "key": str(person), "priority": 80} for person in sorted(set(persons))]
    jobs.enqueue_many("ledger.gather", rows)


@events.on(PeopleMerged)
def after_people_merged(event: PeopleMerged) -> None:
    """Two rows are one human, or two again: their history is put into episodes anew."""
    actions.follow_merge(kept_id=event.kept_id, other_id=event.other_id, actor=system(), at=timezone.now())


@jobs.cron("ledger.gaps", every="daily@02:10")
def read_gaps(*, at: datetime) -> None:
    """Read each channel's gap from the silences between acts; what was set by hand stays."""
    actions.read_gaps(actor=system(), at=at)


@jobs.job("ledger.finish_resegmentation", queue="heavy", once=True)
def finish_resegmentation(*, run_id: int) -> None:
    """All histories are put together: what they add up to is summed."""
    actions.finish_resegmentation(run_id=run_id, actor=system(), at=timezone.now())


@jobs.cron("ledger.stages", every="daily@03:20")
def judge_stages(*, at: datetime) -> None:
    """Once a month has ended, judge everybody's stage; a run that stopped goes on where it was."""
    actions.begin_stage_run(actor=system(), at=at)


@jobs.cron("ledger.deliveries", every="daily@02:20")
def forget_deliveries(*, at: datetime) -> None:
    """What other desks' calls were answered is forgotten after a month."""
    actions.forget_deliveries(actor=system(), at=at)


@jobs.cron("ledger.sequences", every="daily@03:30")
def end_sequences(*, at: datetime) -> None:
    """Projects, campaigns, changes, contracts and quarters whose last day has passed end by themselves."""
    actions.end_sequences_due(actor=system(), at=at)


@jobs.cron("ledger.figures", every="daily@02:40")
def release_reflections(*, at: datetime) -> None:
    """The three questions of a quarter are released two weeks after its end."""
    actions.release_reflections(actor=system(), at=at)
