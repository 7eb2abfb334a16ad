"""Measuring from the command line: the loyalty score, and drawing a month's sample."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rapport.interfaces.cli import refusals
from rapport.interfaces.cli.refusals import Refused

if TYPE_CHECKING:
    from rapport.interfaces.cli.sample_runs import Run

Json = Annotated[bool, typer.Option("--json", help="Machine-readable.")]
By = Annotated[str, typer.Option(help="month, service or site; all answers together unless given.")]
MEASURES = ("nps",)
MOST, LONGEST_REST, LARGEST_SEED = 1_000_000, 3650, 10**18 - 1
YEARS = range(2000, 2101)  # any other is a slip of the fingers


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (score, sample):
        app.command()(command)


def score(
    measure: Annotated[str, typer.Argument(help="nps")],
    by: By = "",
    survey: Annotated[
        int | None, typer.Option(help="The number of a survey; without it the one about everything.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Scores of drawn answers as of the last release, with number of answers, interval and response rate."""
    if measure not in MEASURES:
        raise Refused(f"There is no score {measure!r}. Use one of: {', '.join(MEASURES)}.")
    refusals.prepare_database()
    from rapport.domains.insights import queries as insights
    from rapport.domains.insights.queries.scores import UnknownMargin
    from rapport.foundation.actors import system

    try:
        found = insights.score_rows(system(), by=by or None, survey_id=survey)
    except UnknownMargin as error:
        raise Refused(str(error)) from None
    print(json.dumps(found, ensure_ascii=False) if as_json else _scores_in_words(found))


def sample(
    *,
    month: Annotated[str, typer.Option(help="The month to ask in, as 2026-12.")],
    size: Annotated[int, typer.Option(help="How many people to draw.", min=1, max=MOST)] = 100,
    rest: Annotated[
        int, typer.Option(help="Days in which nobody is asked twice; 12 months are 365.", min=0, max=LONGEST_REST)
    ] = 90,
    seed: Annotated[int, typer.Option(help="The same seed and frame give the same people.")] = 1,
    frame: Annotated[
        Path | None,
        typer.Option(help="Draw from a table (person, site, service, known_since, last_asked); nothing is stored."),
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Send the invitations; without it no mail goes out.")] = False,
    as_json: Json = False,
) -> None:
    """Draw a month's sample: who is in the frame, who was drawn, who was skipped and why; exit status 1 for too few."""
    begins = _month(month)
    if abs(seed) > LARGEST_SEED:
        raise Refused(f"--seed is {seed}; use a whole number of at most 18 digits. Nothing was drawn.")
    if frame is not None and send:
        raise Refused("A sample from a file is for looking only, so it cannot be sent. Leave out --frame or --send.")
    if frame is None:
        refusals.prepare_database()
    else:
        refusals.start_django()
    from rapport.interfaces.cli import sample_runs

    asked = sample_runs.Asked(begins, size, rest, seed)
    now = datetime.now(UTC)
    found = sample_runs.stored(asked, send=send, at=now) if frame is None else sample_runs.from_file(frame, asked)
    if as_json:
        sys.stdout.writelines(found.as_json())
    else:
        print(_sample_in_words(found))
    if found.missing:
        print(f"{size} were asked for and {len(found.drawn)} drawn: nobody else can be asked.", file=sys.stderr)
        raise typer.Exit(1)


def _month(written: str) -> date:
    try:
        month = datetime.strptime(written, "%Y-%m").date()
    except ValueError:
        raise Refused(f"--month is {written!r}; write it as 2026-12. Nothing was drawn.") from None
    if month.year not in YEARS:
        raise Refused(f"--month is {written!r}; use a year from 2000 to 2100. Nothing was drawn.")
    return month


def _scores_in_words(found: dict[str, Any]) -> str:
    lines = [_score_in_words(row) for row in [*found["rows"], found["total"]]]
    until = f"Answers until {found['as_of'][:10]}." if found.get("as_of") else "Nothing was released yet."
    return "\n".join([*lines, until])


def _score_in_words(row: dict[str, Any]) -> str:
    if row["suppressed"]:
        return f"{row['key']}: not shown, too few answers"
    if row["points"] is None:
        share = f", {row['favourable']:.0f} % of them 9 or 10" if row["favourable"] is not None else ""
        return f"{row['key']}: {row['n']} answers{share}; a score needs 10"
    back = f", {row['response_rate']:.0f} % answered" if row["response_rate"] is not None else ""
    return f"{row['key']}: {row['points']:+.1f} ({row['low']:+.1f} to {row['high']:+.1f}), {row['n']} answers{back}"


def _sample_in_words(found: Run) -> str:
    if found.head["sent"] and not found.frame:
        return f"The invitations of the sample for {found.head['month']} are under way."
    why = "".join(f"\n  {n} {reason}" for reason, n in sorted(found.reasons().items()))
    sent = "\nThe invitations are under way." if found.head["sent"] else "\nNo mail went out."
    return (
        f"{found.head['month']}: {len(found.frame)} people in the frame, {len(found.drawn)} drawn, "
        f"{len(found.skipped)} skipped{why}{sent}"
    )
