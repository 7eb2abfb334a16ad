"""What `rapport sample` does: a draw that is stored and may be sent, or one from a file that leaves nothing behind."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from rapport.domains.surveys import actions
from rapport.domains.surveys.types import FrameLine, Lines, Outcome, SampleMade
from rapport.interfaces.cli.refusals import Refused
from rapport.interfaces.imports.reading import Sheet, Unreadable, open_sheet

NEEDED = ("person", "service")
COLUMNS = (*NEEDED, "site", "known_since", "last_asked", "rests_until")
AT_ONCE = 5_000


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    month: date
    size: int
    rest_days: int
    seed: int


@dataclass(frozen=True)
class Run:
    """What came of it: what is said first, and the lines, of which there may be a million."""

    head: dict[str, Any]
    frame: Sequence[FrameLine] = ()
    drawn: Sequence[FrameLine] = ()
    skipped: Sequence[FrameLine] = ()

    @property
    def missing(self) -> int:
        """How many fewer were drawn than were wanted."""
        return max(self.head.get("size", 0) - len(self.drawn), 0)

    def as_json(self) -> Iterator[str]:
        """One JSON object, a piece at a time."""
        yield _json(self.head)[:-1]
        for name, more in (("frame", "drawn"), ("drawn", ""), ("skipped", "reason")):
            yield f', "{name}": ['
            lines, between = _lines(getattr(self, name), more), ""
            while some := list(islice(lines, AT_ONCE)):
                yield between + ", ".join(some)
                between = ", "
            yield "]"
        yield "}\n"

    def reasons(self) -> dict[str, int]:
        """How many were skipped for each reason."""
        if isinstance(self.skipped, Lines):
            return Counter(str(one.reason) for _, _, one in self.skipped.keyed())
        return Counter(one.reason for one in self.skipped)


def from_file(path: Path, asked: Asked) -> Run:
    """A draw from a table; nothing is read from the database and nothing is stored."""
    try:
        sheet = open_sheet(path).called(COLUMNS)
        sheet.require(NEEDED)
        made = actions.draw_from_rows(
            _rows(sheet), month=asked.month, size=asked.size, rest_days=asked.rest_days, seed=asked.seed
        )
    except Unreadable as error:
        raise Refused(str(error)) from None
    except actions.ImpossibleSample as error:
        raise Refused(f"{error} Nothing was drawn.") from None
    return _said(made, sent=False)


def stored(asked: Asked, *, send: bool, at: datetime) -> Run:
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


def _there(asked: Asked, *, send: bool, at: datetime) -> Run:
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
    return Run({"month": month, "sample": found.id, "sent": True})


def _rows(sheet: Sheet) -> list[dict[str, str]]:
    wrong = next((line for line in sheet.lines() if line.wrong), None)
    if wrong is not None:
        raise Unreadable(f"Line {wrong.number}: {wrong.wrong} Nothing was drawn.")
    return [line.row for line in sheet.lines()]


def _said(made: SampleMade, *, sent: bool) -> Run:
    head = {
        "month": f"{made.month:%Y-%m}",
        "size": made.size,
        "rest_days": made.rest_days,
        "seed": made.seed,
        "frame_hash": made.frame_hash,
        "sample": made.sample_id,
        "sent": sent,
    }
    return Run(head, made.frame, made.drawn, made.skipped)


def _lines(lines: Sequence[FrameLine], more: str) -> Iterator[str]:
    """Each line in JSON; of very many that are alike in all but the person the rest is written once."""
    if not isinstance(lines, Lines):
        yield from (f'{{"person": {_json(one.candidate.key)}{_tail(one, more)}' for one in lines)
        return
    tails: dict[int, str] = {}
    for key, kind, one in lines.keyed():
        tail = tails.get(kind) or tails.setdefault(kind, _tail(one, more))
        yield f'{{"person": {key}{tail}'


def _tail(one: FrameLine, more: str) -> str:
    """All that is said of a person after their name."""
    said: dict[str, Any] = {
        "site": one.candidate.site,
        "service": one.candidate.service,
        "stratum": one.stratum,
        "probability": one.probability,
    }
    if more:
        said[more] = one.outcome is Outcome.DRAWN if more == "drawn" else one.reason
    return ", " + _json(said)[1:]


def _json(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False)
