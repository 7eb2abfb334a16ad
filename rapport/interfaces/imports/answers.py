"""Taking in a wave of answers: each row an answer, left blank, or refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import cache

from rapport.domains.people import queries as people
from rapport.domains.surveys.types import NewAnswer
from rapport.foundation.actors import Actor
from rapport.interfaces.imports.mapping import AnswersMapping
from rapport.interfaces.imports.reading import Line, Row, Sheet
from rapport.interfaces.imports.refusing import RefusedRow

MOST_WEIGHT = 1_000_000
FORMS = ("%Y-%m-%d", "%Y%m%d", "%d.%m.%Y")  # what can be read in one way only
DAYS = ("%Y", "%y", "%d", "%m")  # a form that ends so says a day and no time


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
    first: dict[str, tuple[int, Row]] = {}
    for line in sheet.lines():
        if not line.wrong and line.row[mapping.score] in mapping.blank:
            blank += 1
            continue
        try:
            answer = _answer(line.row, line.number, line.wrong, mapping, who=who)
            _refuse_contradiction(line, answer.source_key, first)
            answers.append(answer)
        except WrongAnswer as error:
            refused.append(RefusedRow(line.number, str(error), line.row))
    return answers, blank, refused


def _refuse_contradiction(line: Line, key: str, first: dict[str, tuple[int, Row]]) -> None:
    """Two rows of one key that are alike are one answer; where they differ nobody knows which holds."""
    number, row = first.setdefault(key, (line.number, line.row)) if key else (line.number, line.row)
    if row != line.row:
        raise WrongAnswer(f"The same answer stands on line {number} and says something else.")


def _answer(row: dict[str, str], number: int, wrong: str, mapping: AnswersMapping, *, who: Who) -> NewAnswer:
    if wrong:
        raise WrongAnswer(wrong)

    def said(column: str) -> str:
        return row[column] if column else ""

    key = said(mapping.key).strip()
    if mapping.key and not key:
        raise WrongAnswer(f"There is no {mapping.key}, so the row would be taken again with every run.")
    return NewAnswer(
        score=row[mapping.score],
        answered_on=_day(said(mapping.answered_on), mapping),
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
        weight = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        weight = -1.0
    if not 0 < weight < MOST_WEIGHT:
        raise WrongAnswer(f"{column} is {text[:40]!r}, which is not a weight above 0.")
    return weight


def _day(text: str, mapping: AnswersMapping) -> date | None:
    """The day in the form the mapping says; a time behind it is left aside, for only the day is kept."""
    if not text:
        return None
    for form in (mapping.day,) if mapping.day else FORMS:
        with suppress(ValueError):
            return datetime.strptime(_as_long(text, form), form).date()
    like = date(2026, 1, 31).strftime(mapping.day) if mapping.day else "2026-01-31 or 31.01.2026"
    more = "" if mapping.day else '. Other forms are said in the mapping, as day = "%m/%d/%Y"'
    raise WrongAnswer(f"{mapping.answered_on} is {text[:40]!r}, which is not a day like {like}{more}.")


def _as_long(text: str, form: str) -> str:
    """As many words as the form has, without a time behind them."""
    return " ".join(text.replace("T", " ").split()[: len(form.split())]) if form[-2:] in DAYS else text
