"""What surveys forget of a person who leaves: words given by name, and that they stood in frames; figures hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from rapport.domains.surveys import rules
from rapport.domains.surveys.models import Answer, AnswerChange, AnswerItem, FrameCell
from rapport.foundation import leaving
from rapport.foundation.leaving import Leaver
from rapport.foundation.leaving.exporting import Contributed, Entry, as_json

CELLS = 500  # looked through at once: some two million people


@leaving.step("surveys.words", order=30)
def _words(leaver: Leaver, after: int) -> int | None:
    """Before the answers lose their person by the registry; confidential ones are theirs by the invitation alone."""
    theirs = Answer.objects.filter(Q(person__in=leaver.person_ids) | Q(invitation__person__in=leaver.person_ids))
    AnswerChange.objects.filter(answer__in=theirs).update(words="", items={})
    AnswerItem.objects.filter(answer__in=theirs).exclude(words="").update(words="")
    theirs.update(words="", may_print=False, source_key="")
    return None


@leaving.contribution("surveys.changes")
def _changes(leaver: Leaver, after: int) -> Contributed:
    """What an answer was before they changed it, and what they answered to the further questions."""
    theirs = {"answer__person__in": leaver.person_ids}
    files = {"surveys/answers-before.json": AnswerChange, "surveys/answers-to-questions.json": AnswerItem}
    found = {
        name: leaving.plain_rows(table._default_manager.filter(**theirs).order_by("pk"))
        for name, table in files.items()
    }
    return [Entry(name, as_json(rows)) for name, rows in found.items() if rows], None


@leaving.step("surveys.frames", order=30)
def _frames(leaver: Leaver, after: int) -> int | None:
    """Out of the packed lists of every frame; the counts beside them stay."""
    cells = _cells(after)
    for cell in cells:
        people = rules.without(bytes(cell.people), list(leaver.person_ids))
        if people is not None:
            FrameCell.objects.filter(pk=cell.pk).update(people=people)
    return cells[-1].pk if cells else None


@leaving.contribution("surveys.frames")
def _framed(leaver: Leaver, after: int) -> Contributed:
    """In which frames they stood without being drawn, and why they were left out."""
    cells = _cells(after)
    rows = list(_standing_in(cells, leaver))
    entries = [Entry(f"surveys/frames-{rows[0]['id']}.json", as_json(rows))] if rows else []
    return entries, cells[-1].pk if cells else None


def _cells(after: int) -> list[FrameCell]:
    return list(FrameCell.objects.filter(pk__gt=after).order_by("pk")[:CELLS])


def _standing_in(cells: list[FrameCell], leaver: Leaver) -> Iterator[dict[str, Any]]:
    for cell in cells:
        people = bytes(cell.people)
        if people and rules.without(people, list(leaver.person_ids)) is not None:
            yield from leaving.plain_rows([cell])
