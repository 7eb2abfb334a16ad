"""Articles and known problems as their readers and as staff see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from rapport.domains.knowledge import rules
from rapport.domains.knowledge.models import Article, Problem, ProblemFollower, ProblemReport
from rapport.domains.knowledge.models.audiences import reader_tokens
from rapport.domains.knowledge.models.finding_articles import readers_of
from rapport.domains.knowledge.types import (
    ARTICLE,
    PROBLEM,
    ArticleCard,
    ArticlePage,
    ArticleVersionCard,
    ProblemCard,
    ProblemState,
)
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared

__all__ = ["readers_of"]
NEWEST, OPENED = ("-changed_at", "-id"), ("-opened_at", "-id")


def article(viewer: Actor, key: str) -> ArticlePage:
    """One article within the viewer's reach; to staff with all its versions."""
    row = article_row(viewer, key)
    writes = _writes(viewer)
    versions = row.versions.select_related("written_by").order_by("-number")[:50] if writes else []
    return ArticlePage(
        article=_article(row),
        text=row.text,
        readers=readers_of(ARTICLE, row),
        owner_id=row.owner_id,
        versions=tuple(
            ArticleVersionCard(
                v.number, v.title, v.text, v.written_by.name if v.written_by else "", v.written_at, v.why
            )
            for v in versions
        ),
        writes=writes,
    )


def articles(
    viewer: Actor, *, service_id: int | None = None, after: str | None = None, size: int = 25
) -> Page[ArticleCard]:
    """Articles within reach, the one that changed last first."""
    rows = _articles(viewer)
    rows = rows if service_id is None else rows.filter(service_id=service_id)
    page = page_of(rows, by=NEWEST, after=after, size=size)
    return Page([_article(row) for row in page.rows], page.next)


def problem(viewer: Actor, key: str) -> ProblemCard:
    """One known problem within the viewer's reach."""
    return _problems_told(viewer, [problem_row(viewer, key)])[0]


def problems(
    viewer: Actor,
    *,
    state: str = ProblemState.OPEN,
    service_id: int | None = None,
    after: str | None = None,
    size: int = 25,
) -> Page[ProblemCard]:
    """Known problems within reach in one state, the newest first."""
    rows = _problems(viewer).filter(state=state)
    rows = rows if service_id is None else rows.filter(service_id=service_id)
    page = page_of(rows, by=OPENED, after=after, size=size)
    return Page(_problems_told(viewer, page.rows), page.next)


def problem_of(viewer: Actor, ref: tuple[str, int]) -> ProblemCard | None:
    """The known problem that a matter is tied to; for staff."""
    if not _writes(viewer):
        return None
    tied = _TIED(viewer, kind=ref[0], ref=ref[1])
    row = _problems(viewer).filter(pk__in=tied).order_by(*OPENED).first() if tied else None
    return _problems_told(viewer, [row])[0] if row is not None else None


def article_row(viewer: Actor, key: str) -> Article:
    """The row behind a key; not there and not for you look the same."""
    row = _articles(viewer).filter(key=key).first()
    if row is None:
        raise NotFound
    return row


def problem_row(viewer: Actor, key: str) -> Problem:
    """The row behind a key; not there and not for you look the same."""
    row = _problems(viewer).filter(key=key).first()
    if row is None:
        raise NotFound
    return row


def articles_by_id(viewer: Actor, ids: Collection[int]) -> dict[int, Article]:
    """Rows within reach, for cards and suggestions."""
    return {row.pk: row for row in _articles(viewer).filter(pk__in=list(ids))}


def problems_by_id(viewer: Actor, ids: Collection[int]) -> dict[int, Problem]:
    """Rows within reach, for cards and suggestions."""
    return {row.pk: row for row in _problems(viewer).filter(pk__in=list(ids))}


def newest_problems(viewer: Actor, *, size: int = 50) -> list[Problem]:
    """The open problems within reach that were noted last."""
    return list(_problems(viewer).filter(state=ProblemState.OPEN).order_by(*OPENED)[:size])


def tokens_to_find_by(viewer: Actor) -> frozenset[str]:
    """The search tokens of everything that is for this reader."""
    return reader_tokens(viewer, service_ids(viewer))


def service_ids(viewer: Actor) -> list[int]:
    """The services whose users the viewer is one of."""
    return [pk for pk, _ in people.service_names(viewer)] if viewer.is_person and not viewer.staff else []


def _articles(viewer: Actor) -> QuerySet[Any]:
    rows: QuerySet[Any] = Article.objects.for_reader(viewer, kind=ARTICLE, service_ids=service_ids(viewer))
    return rows.select_related("service", "owner")


def _problems(viewer: Actor) -> QuerySet[Any]:
    rows: QuerySet[Any] = Problem.objects.for_reader(viewer, kind=PROBLEM, service_ids=service_ids(viewer))
    return rows.select_related("service", "team")


def _writes(viewer: Actor) -> bool:
    return viewer.reach.whole or (viewer.staff and viewer.reach.may("tickets.answer"))


def _article(row: Article) -> ArticleCard:
    return ArticleCard(
        id=row.pk,
        key=row.key,
        title=row.title,
        audience=row.audience,
        service_id=row.service_id,
        service=row.service.name if row.service else "",
        owner=row.owner.name if row.owner else "",
        language=row.language,
        review_on=row.review_on,
        shown=row.shown,
        number=row.latest,
        changed_at=row.changed_at,
        helped=rules.helped(row.helped, row.tapped),
    )


def _problems_told(viewer: Actor, rows: Iterable[Problem]) -> list[ProblemCard]:
    found = list(rows)
    own = ProblemFollower.objects.filter(person_id__in=viewer.reach.person_ids, problem__in=found)
    followed = set(own.values_list("problem_id", flat=True)) if viewer.is_person and found else set()
    return [_problem(viewer, row, row.pk in followed) for row in found]


def _problem(viewer: Actor, row: Problem, followed: bool) -> ProblemCard:
    writes = viewer.reach.whole or (_writes(viewer) and row.team_id in viewer.reach.team_ids)
    return ProblemCard(
        id=row.pk,
        key=row.key,
        title=row.title,
        advice=row.advice,
        audience=row.audience,
        service_id=row.service_id,
        service=row.service.name if row.service else "",
        team=row.team.name,
        state=row.state,
        opened_at=row.opened_at,
        expected_at=row.expected_at,
        fixed_at=row.fixed_at,
        fixed_words=row.fixed_words,
        reports=row.reports,
        language=row.language,
        followed=followed,
        followers=row.followers if _writes(viewer) else None,
        writes=writes,
        readers=readers_of(PROBLEM, row) if writes else None,
    )


_TIED = Prepared(  # ids alone: which of them the viewer may see is asked each time
    lambda _viewer, *, kind, ref: ProblemReport.objects.filter(ref_kind=kind, ref_id__in=ref).values_list(
        "problem_id", flat=True
    ),
    "ref",
)
