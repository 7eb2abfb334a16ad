"""Taking in a wave of answers: each row an answer, left blank, or refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from rapport.domains.people import queries as people
from rapport.domains.surveys.types import NewAnswer
from rapport.foundation.actors import Actor
from rapport.interfaces.imports.mapping import AnswersMapping
from rapport.interfaces.imports.reading import Sheet
from rapport.interfaces.imports.refusing import RefusedRow

MOST_WEIGHT = 1_000_000


class WrongAnswer(ValueError):
    """The row cannot be used; the text says why."""


Who = Callable[[str], int]
"""Whose mail address this is; WrongAnswer where it is nobody's or several people's."""


def known_by_address(actor: Actor) -> Who:
    """People whom we know already: an import of answers makes nobody."""

    @cache
    def who(address: str) -> int:
        ids = {card.id for card in people.people_with_address(actor, address)} if "@" in address else set()
        if len(ids) != 1:
            found = "nobody we know" if not ids else "the address of several people"
            raise WrongAnswer(f"{address[:60]!r} is {found}. Import people first, or take this answer without a name.")
        return ids.pop()

    return who


def read(sheet: Sheet, mapping: AnswersMapping, *, who: Who) -> tuple[list[NewAnswer], int, list[RefusedRow]]:
    """The answers of a file, how many rows were left blank, and the rows that cannot be used."""
    sheet.require(mapping.needed())
    answers, blank, refused = [], 0, []
    for line in sheet.lines():
        if not line.wrong and line.row[mapping.score] in mapping.blank:
            blank += 1
            continue
        try:
            answers.append(_answer(line.row, line.number, line.wrong, mapping, who=who))
        except WrongAnswer as error:
            refused.append(RefusedRow(line.number, str(error), line.row))
    return answers, blank, refused


def _answer(row: dict[str, str], number: int, wrong: str, mapping: AnswersMapping, *, who: Who) -> NewAnswer:
    if wrong:
        raise WrongAnswer(wrong)

    def said(column: str) -> str:
        return row[column] if column else ""

    key = said(mapping.key)
    return NewAnswer(
        score=row[mapping.score],
        answered_on=_day(said(mapping.answered_on), mapping.answered_on),
        source_key=f"{mapping.name}:{key}" if key else "",
        site=said(mapping.site),
        service=said(mapping.service),
        words=said(mapping.words),
        weight=_weight(said(mapping.weight), mapping.weight),
        group=said(mapping.group),
        person_id=who(said(mapping.person).strip()) if mapping.person else None,
        line=number,
    )


def _weight(text: str, column: str) -> float | None:
    if not column:
        return None
    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if not 0 < weight < MOST_WEIGHT:
        raise WrongAnswer(f"{column} is {text[:40]!r}, which is not a weight above 0.")
    return weight


def _day(text: str, column: str) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        raise WrongAnswer(f"{column} is {text[:40]!r}, which is not a day like 2026-01-31.") from None
