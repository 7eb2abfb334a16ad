"""What is read of the answers: how people were helped before they were asked, notes, a benchmark, tags, groups."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.domains.insights import actions as insights
from rapport.domains.insights import queries as insights_queries
from rapport.domains.people import queries as people
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys import queries as survey_queries
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast

NOTES = ((232, "signal tests begin", "change"), (136, "one person stays with a fault", "change"),
         (62, "guest line down", "outage"))  # fmt: skip
BENCHMARK = (
    "Ten service desks",
    12.0,
    "Invented for this demo: ten service desks that ask the same",
)
RULES = (("printing", "printer, plotter, drawing"), ("connection", "line, crane, signal"),
         ("explained again", "explain, explained, four people"), ("forms", "form, forms, permit"))  # fmt: skip


def place_samples(*, at: datetime) -> None:
    """Each sample by how its people had been helped when it was sent."""
    for sample in survey_queries.samples(system()):
        if sample.sent_at is not None:
            surveys.place_sample(sample_id=sample.id, actor=system(), at=at)


def release_the_rest(*, at: datetime) -> None:
    """Publish what came after a matter, was volunteered, or was asked in other surveys."""
    for survey_id, how in insights_queries.surveys_to_release(system()):
        insights.make_release(survey_id=survey_id, how=how, actor=system(), at=at)


def note(cast: Cast, survey_id: int, *, at: datetime) -> None:
    """Write beside the figures, and read the words of the newest release."""
    noor = people.actor_of(cast.persons[n.NOOR])
    for days, words, kind in NOTES:
        day = (at - timedelta(days=days)).date()
        insights.add_annotation(on=day, words=words, kind=kind, survey_id=survey_id, actor=noor, at=at)
    name, value, source = BENCHMARK
    insights.add_benchmark(
        survey_id=survey_id, name=name, value=value, source=source, on=at.date(), actor=system(), at=at
    )
    for tag, words in RULES:
        insights.set_tag_rule(tag=tag, words=words, actor=noor, at=at)
    release = insights_queries.latest_release(system(), survey_id=survey_id)
    if release is not None:
        insights.gather_words(survey_id=survey_id, release_id=release.pk, actor=system(), at=at)
