"""Their words: those of drawn answers for the jobs that read them, and those by name for the survey's owner."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from rapport.domains.surveys.models import Answer
from rapport.domains.surveys.queries.samples import survey as one_survey
from rapport.domains.surveys.types import How, Mode, NamedWords, WordsSaid
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.paging import Page, page_of
from rapport.foundation.text import fold

MOST_READ = 2000
MOST_SEARCHED = 1000


def words_said(viewer: Actor, *, survey_id: int, most: int = MOST_READ) -> list[WordsSaid]:
    """The words of the newest drawn answers, by the month that was asked; for the system's jobs."""
    if not viewer.reach.whole:
        raise NotFound
    rows = _with_words(survey_id).filter(how=How.DRAWN).order_by("-month", "-id")
    found = rows.values_list("pk", "score", "words", "mode", "may_print")[:most]
    return [
        WordsSaid(pk, score, said, open=mode != Mode.NAMED or may_print, named=mode == Mode.NAMED)
        for pk, score, said, mode, may_print in found
    ]


def words_of_answers(viewer: Actor, answer_ids: Collection[int]) -> dict[int, str]:
    """What these answers say now; nothing of one whose person left. For those who read figures, once released."""
    if not (viewer.staff and viewer.reach.may("loyalty.read")):
        raise NotFound
    rows = Answer.objects.filter(pk__in=answer_ids).exclude(words="").exclude(Q(mode=Mode.NAMED, may_print=False))
    return dict(rows.values_list("pk", "words"))


def owns_survey(viewer: Actor, survey_id: int) -> bool:
    """Tell whether the viewer is the one who reads answers by name: the survey's owner, else that of its service."""
    survey = one_survey(viewer, survey_id)
    owner_id = survey.owner_id or (survey.service.owner_id if survey.service else None)
    return owner_id is not None and owner_id == viewer.person_id


def words_by_name(
    viewer: Actor, *, survey_id: int, search: str = "", after: str | None = None, size: int = 25
) -> Page[NamedWords]:
    """Words given by name, newest first, for the survey's owner; NotFound for everybody else.

    A search goes through the newest thousand and comes as one page.
    """
    if not owns_survey(viewer, survey_id):
        raise NotFound
    rows = _with_words(survey_id).filter(mode=Mode.NAMED, person__isnull=False).select_related("person")
    if search:
        newest, wanted = rows.order_by("-month", "-id")[:MOST_SEARCHED], fold(search)
        found = [one for one in newest if wanted in fold(one.words)][:size]
        return Page(rows=[_named(one) for one in found], next=None)
    page = page_of(rows, by=("-month", "-id"), after=after, size=size)
    return Page(rows=[_named(one) for one in page.rows], next=page.next)


def _with_words(survey_id: int) -> QuerySet[Answer]:
    return Answer.objects.filter(survey_id=survey_id).exclude(words="")


def _named(one: Answer) -> NamedWords:
    assert one.person is not None  # only answers by name come here
    return NamedWords(one.pk, one.person.pk, one.person.name, one.answered_on, one.score, one.words)
