"""What `rapport sample` does: a draw that is stored and may be sent, or one from a file that leaves nothing behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rapport.domains.surveys import actions
from rapport.domains.surveys.types import FrameLine, Outcome, SampleMade
from rapport.interfaces.cli.refusals import Refused
from rapport.interfaces.imports.reading import Sheet, Unreadable, open_sheet

NEEDED = ("person", "service")


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    month: date
    size: int
    rest_days: int
    seed: int


def from_file(path: Path, asked: Asked) -> dict[str, Any]:
    """A draw from a table; nothing is read from the database and nothing is stored."""
    try:
        sheet = open_sheet(path)
        sheet.require(NEEDED)
        made = actions.draw_from_rows(
            _rows(sheet), month=asked.month, size=asked.size, rest_days=asked.rest_days, seed=asked.seed
        )
    except (Unreadable, actions.ImpossibleSample) as error:
        raise Refused(str(error)) from None
    return _said(made, sent=False)


def stored(asked: Asked, *, send: bool, at: datetime) -> dict[str, Any]:
    """The month's sample of the survey about the whole of IT; sent only when that was asked for."""
    from django.db import transaction

    from rapport.domains.people import queries as people
    from rapport.foundation.actors import system

    if actions.too_far(asked.month, today=at.date()):
        raise Refused(f"--month is {asked.month:%Y-%m}; draw for this month or the next one. Nothing was drawn.")
    if not people.has_provider():
        raise Refused("Nothing is set up yet, so there is nobody to ask. Use: rapport admin invite")
    actor = system()
    try:
        with transaction.atomic():
            survey = actions.start_default_survey(actor=actor, at=at)
            made = actions.draw_sample(
                survey_id=survey.pk,
                month=asked.month,
                size=asked.size,
                rest_days=asked.rest_days,
                seed=asked.seed,
                actor=actor,
                at=at,
            )
            if send and made.sample_id is not None:
                actions.send_sample(sample_id=made.sample_id, actor=actor, at=at)
    except actions.SampleThere:
        return _there(asked, send=send, at=at)
    except (actions.NobodyToDraw, actions.ImpossibleSample) as error:
        raise Refused(f"{error} Nothing was stored.") from None
    return _said(made, sent=send)


def _there(asked: Asked, *, send: bool, at: datetime) -> dict[str, Any]:
    """The month has its sample already: a second draw would ask twice, but what was drawn may still be sent."""
    from rapport.domains.surveys import queries
    from rapport.foundation.actors import system

    month = f"{asked.month:%Y-%m}"
    survey = queries.default_survey(system())
    rows = queries.samples(system(), survey_id=survey.pk if survey else None)
    found = next((row for row in rows if row.month == asked.month), None)
    if found is None or not send or found.sent_at is not None:
        raise Refused(f"There is a sample for {month}; a second one would ask twice. Nothing was changed.")
    if (found.size, found.rest_days, found.seed) != (asked.size, asked.rest_days, asked.seed):
        raise Refused(
            f"The sample for {month} was drawn with --size {found.size} --rest {found.rest_days} --seed {found.seed}. "
            "Use these to send it. Nothing was changed."
        )
    actions.send_sample(sample_id=found.id, actor=system(), at=at)
    return {"month": month, "sample": found.id, "frame": [], "drawn": [], "skipped": [], "sent": True}


def _rows(sheet: Sheet) -> list[dict[str, str]]:
    wrong = next((line for line in sheet.lines() if line.wrong), None)
    if wrong is not None:
        raise Unreadable(f"Line {wrong.number}: {wrong.wrong} Nothing was drawn.")
    return [line.row for line in sheet.lines()]


def _said(made: SampleMade, *, sent: bool) -> dict[str, Any]:
    return {
        "month": f"{made.month:%Y-%m}",
        "size": made.size,
        "rest_days": made.rest_days,
        "seed": made.seed,
        "frame_hash": made.frame_hash,
        "sample": made.sample_id,
        "sent": sent,
        "frame": [{**_line(one), "drawn": one.outcome is Outcome.DRAWN} for one in made.frame],
        "drawn": [_line(one) for one in made.drawn],
        "skipped": [{**_line(one), "reason": one.reason} for one in made.skipped],
    }


def _line(one: FrameLine) -> dict[str, Any]:
    return {
        "person": one.candidate.key,
        "site": one.candidate.site,
        "service": one.candidate.service,
        "stratum": one.stratum,
        "probability": one.probability,
    }
