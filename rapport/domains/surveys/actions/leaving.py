"""What surveys forget of a person who leaves: the words of answers given by name; scores stay, so figures hold."""

from __future__ import annotations

from django.db.models import Q

from rapport.domains.surveys.models import Answer, AnswerChange, AnswerItem
from rapport.foundation import leaving
from rapport.foundation.leaving import Leaver
from rapport.foundation.leaving.exporting import Contributed, Entry, as_json


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
