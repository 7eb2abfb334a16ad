"""What `rapport import …` does: read the whole file first, then write batch by batch with a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rapport.domains.people import queries as people_queries
from rapport.domains.people.types import STAFF_ROLES
from rapport.domains.promises import actions as promises
from rapport.domains.surveys import actions as surveys
from rapport.foundation.actors import Actor, system
from rapport.interfaces.imports import answers as answer_rows
from rapport.interfaces.imports import empty_place, mapping, refusing, saying, taking
from rapport.interfaces.imports import people as people_rows
from rapport.interfaces.imports import sequences as sequence_rows
from rapport.interfaces.imports.cast import Cast
from rapport.interfaces.imports.logs import Log
from rapport.interfaces.imports.mapping import AnswersMapping, LogMapping
from rapport.interfaces.imports.reading import Row, Sheet, Unreadable, open_sheet
from rapport.interfaces.imports.refusing import RefusedRow
from rapport.interfaces.imports.spool import Spool


def people(file: Path, *, given: str) -> dict[str, Any]:
    """Import people; without --map, since the columns are Rapport's own."""
    if given:
        raise Unreadable("People come with the columns of Rapport, so there is no mapping. Leave out --map.")
    sheet = open_sheet(file).called(people_rows.COLUMNS)
    sheet.require(people_rows.NEEDED)
    if aside := people_rows.left_aside(sheet.columns):
        _tell(aside)
    total, actor = sheet.count(), system()
    _provide(actor, name=_who_serves(sheet))
    with _progress("People", total) as advance:
        said = people_rows.take(sheet, actor=actor, at=_now(), advance=advance)
    _leave_out(sheet, refusing.rows_of(sheet, {one.line: one.reason for one in said.refused}))
    counts = {"rows": said.rows, "made": said.made, "changed": said.changed, "refused": len(said.refused)}
    return counts | ({"kept_where_they_are": said.kept} if said.kept else {})


def tickets(file: Path, *, given: str) -> dict[str, Any]:
    """Import a log of tickets."""
    sheet = open_sheet(file, encoding=mapping.encoding_of(given, takes="tickets"))
    means = mapping.find(given, takes="tickets", columns=sheet.columns)
    assert isinstance(means, LogMapping)
    sheet.require(means.needed())
    beside, second = taking.beside_of(sheet, means)
    _tell(f"Mapping {means.name}" + (f", with {second.name} beside it." if second else "."))
    with Spool(sheet, means) as spool:
        with _progress("Reading", None) as advance:
            spool.fill(advance=advance)
        _leave_out(sheet, spool.refused)
        counts, late = _taken(spool, means, beside)
        if late:
            _leave_out(sheet, sorted([*spool.refused, *late], key=lambda one: one.line))
        return counts.as_json()


def sequences(file: Path, *, given: str) -> dict[str, Any]:
    """Import sequences; without --map, since the columns are Rapport's own."""
    if given:
        raise Unreadable("Sequences come with the columns of Rapport, so there is no mapping. Leave out --map.")
    sheet = open_sheet(file).called(sequence_rows.COLUMNS)
    sheet.require(sequence_rows.NEEDED)
    aside = sequence_rows.unknown_columns(sheet.columns)
    if aside:
        _tell(f"Left aside, for they mean nothing here: {', '.join(aside)}.")
    with _progress("Sequences", sheet.count()) as advance:
        done = sequence_rows.take(sheet, actor=system(), at=_now(), advance=advance)
    _leave_out(sheet, done.refused)
    return done.as_json()


def answers(file: Path, *, given: str) -> dict[str, Any]:
    """Import a wave of answers."""
    sheet = open_sheet(file, encoding=mapping.encoding_of(given, takes="answers"))
    means = mapping.find(given, takes="answers", columns=sheet.columns)
    assert isinstance(means, AnswersMapping)
    sheet.require(means.needed())
    actor = system()
    _provide(actor)
    rows, blank, refused = answer_rows.read(sheet, means, who=answer_rows.known_by_address(actor))
    try:
        survey_id = _survey_of(means, actor)
        done = surveys.import_answers(
            rows,
            survey_id=survey_id,
            strange_sites=means.strange_sites,
            drawn=means.drawn,
            anonymous=means.anonymous,
            wave=means.wave,
            judged=means.judged,
            actor=actor,
            at=_now(),
        )
    except (LookupError, surveys.AnotherQuestion) as error:
        raise Unreadable(f"{error.args[0]} Nothing was changed.") from None
    late = refusing.rows_of(sheet, {one.line: one.reason for one in done.refused})
    left_out = sorted([*refused, *late], key=lambda one: one.line)
    _leave_out(sheet, left_out)
    return {
        "rows": len(rows) + blank + len(refused),
        "taken": done.taken,
        "known": done.repeated,
        "blank": blank,
        "refused": len(left_out),
    }


def _survey_of(means: AnswersMapping, actor: Actor) -> int:
    """The survey a mapping names; a wording of its own is a survey of its own."""
    service_id = None
    if means.judged.strip().lower() not in {"", "it"}:
        services = {one.name.lower(): one.pk for one in people_queries.services(actor)}
        service_id = services.get(means.judged.strip().lower())
        if service_id is None:
            raise LookupError(f"There is no service called {means.judged!r}. Say it, or one of: {', '.join(services)}.")
    first, last = means.scale or (None, None)
    found = surveys.survey_of_import(
        name=means.survey, kind=means.kind, question=means.question, first=first, last=last, better=means.better,
        service_id=service_id, actor=actor, at=_now(),
    )  # fmt: skip
    _tell(f"Survey {found.name!r}: rapport score nps --survey {found.pk} reads it by itself.")
    return found.pk


def _taken(spool: Spool, means: LogMapping, beside: dict[str, Row]) -> tuple[taking.Counts, list[RefusedRow]]:
    counts = taking.Counts(rows=spool.read, refused=len(spool.refused))
    if not spool.usable:
        return counts, []
    actor = system()
    _provide(actor)
    run = taking.Taking(means, Log(means, beside), Cast(means, actor=actor, at=_now()), actor, _now, counts)
    try:
        with _progress("Tickets", spool.usable) as advance:
            run.run(spool, advance=advance)
    except KeyboardInterrupt:
        counts.stop()
        got_to = f"{counts.rows} of {saying.counted(spool.read, 'rows')}"
        _tell(f"Stopped after {got_to}. What was taken in is whole; run the same command again to go on.")
    if counts.added:
        promises.ask_for_forecasts(actor=actor, at=_now())
    return counts, run.refused


def _provide(actor: Actor, *, name: str = "") -> None:
    if empty_place.make_provider(actor=actor, at=_now(), name=name):
        _tell("This place was empty, so a provisional provider was made. rapport admin invite leads to its settings.")


def _who_serves(sheet: Sheet) -> str:
    """The organisation of the first row with a role of staff: in an empty place that is the provider."""
    if "role" not in sheet.columns:
        return ""
    rows = (line.row for line in sheet.lines())
    serving = (row for row in rows if row.get("role", "").lower().replace(" ", "_") in STAFF_ROLES)
    return next(serving, {}).get("organisation", "")


def _leave_out(sheet: Sheet, rows: Sequence[RefusedRow]) -> None:
    try:
        path = refusing.write(sheet, rows, otherwise=Path(settings.DATA) / "imports")
    except OSError as error:
        raise Unreadable(f"The refused rows cannot be written: {error.strerror}.") from None
    if path is not None:
        _tell(f"Refused: {saying.counted(len(rows), 'rows')}; see {path} with the reasons.")


@contextmanager
def _progress(words: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on the terminal; nothing where the output goes to a file or a program."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task(words, total=total)
        yield lambda n: bar.advance(task, n)


def _tell(words: str) -> None:
    print(words, file=sys.stderr)


def _now() -> datetime:
    return datetime.now(UTC)
