"""The REST API's articles: listed, read, written, revised, shown or taken down, and tapped."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.types import (
    LONGEST_ARTICLE,
    LONGEST_REASON,
    LONGEST_TITLE,
    ArticlePage,
    Audience,
    Draft,
    Readers,
)
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, MOST, STRICT, After, Key, Named, actor_of
from rapport.interfaces.api.schemas import Listed, Said

READ, WRITE = needs("articles:read"), needs("articles:write", staff=True)
NUMBER = Field(default=None, ge=1, le=MOST)
router = Router(tags=["articles"])


class HelpedOut(Schema):
    """How many said that it helped, of how many who said anything; low and high are the 95 % range of the share."""

    yes: int
    n: int
    low: float | None
    high: float | None


class ArticleOut(Schema):
    """An article as lists know it."""

    id: int
    key: str
    title: str
    audience: str
    service_id: int | None
    service: str
    owner: str
    language: str
    review_on: date | None
    shown: bool
    number: int
    changed_at: datetime
    helped: HelpedOut


class VersionOut(Schema):
    """One version: who wrote it, when, and why."""

    number: int
    title: str
    text: str
    written_by: str
    written_at: datetime
    why: str


class ArticleRead(ArticleOut):
    """One article with its text (Markdown); its versions and readers' organisations are for staff."""

    text: str
    organisation_ids: list[int]
    versions: list[VersionOut]


class ReadersIn(Schema):
    """For whom it is; `organisation_ids` with the audience organisations, `service_id` with service."""

    model_config = STRICT

    audience: Audience
    service_id: int | None = NUMBER
    organisation_ids: list[int] = Field(default_factory=list, max_length=1000)
    language: str = Field(default="en", pattern=r"^[a-z]{2}$")

    def readers(self) -> Readers:
        """The audience, as it was chosen."""
        return Readers(self.audience, self.service_id, tuple(n for n in self.organisation_ids if 0 < n <= MOST))


class ArticleIn(ReadersIn):
    """What a help page says; without an owner it is yours."""

    title: Said = Field(min_length=1, max_length=LONGEST_TITLE)
    text: Said = Field(min_length=1, max_length=LONGEST_ARTICLE)
    review_on: date | None = None
    owner_id: int | None = NUMBER

    def draft(self) -> Draft:
        """The words, as they were written."""
        return Draft(self.title, self.text, self.language, self.review_on, self.owner_id)


class ArticleAgain(ArticleIn):
    """The next version; `seen` is the number of the version you read, and a newer one refuses."""

    seen: int | None = NUMBER
    why: Said = Field(default="", max_length=LONGEST_REASON)


class ShownIn(Schema):
    """Shown to its readers, or taken down."""

    model_config = STRICT

    shown: bool


class TapIn(Schema):
    """Did this help? One tap for each reader; tapping again changes it."""

    model_config = STRICT

    helped: bool


@router.get("articles", response={200: Listed[ArticleOut], **FAULTS}, auth=READ)
def list_articles(request: HttpRequest, service_id: int | None = Named, after: str | None = After) -> Any:
    """Articles for you, the one that changed last first."""
    page = queries.articles(actor_of(request), service_id=service_id, after=after)
    return {"rows": page.rows, "next": page.next}


@router.post("articles", response={201: ArticleRead, **FAULTS}, auth=WRITE)
def write_article(request: HttpRequest, given: ArticleIn) -> Any:
    """Write a new article."""
    actor = actor_of(request)
    made = actions.write_article(draft=given.draft(), readers=given.readers(), actor=actor, at=timezone.now())
    return Status(201, _read(queries.article(actor, made.key)))


@router.get("articles/{key}", response={200: ArticleRead, **FAULTS}, auth=READ)
def get_article(request: HttpRequest, key: str = Key) -> Any:
    """One article."""
    return _read(queries.article(actor_of(request), key))


@router.put("articles/{key}", response={200: ArticleRead, **FAULTS}, auth=WRITE)
def revise_article(request: HttpRequest, given: ArticleAgain, key: str = Key) -> Any:
    """Write its next version."""
    actor = actor_of(request)
    actions.revise_article(
        article_id=queries.article(actor, key).article.id,
        draft=given.draft(),
        readers=given.readers(),
        seen=given.seen,
        why=given.why,
        actor=actor,
        at=timezone.now(),
    )
    return _read(queries.article(actor, key))


@router.post("articles/{key}/shown", response={200: ArticleRead, **FAULTS}, auth=WRITE)
def show_article(request: HttpRequest, given: ShownIn, key: str = Key) -> Any:
    """Show it to its readers, or take it down; its versions stay."""
    actor = actor_of(request)
    found = queries.article(actor, key).article
    actions.show_article(article_id=found.id, shown=given.shown, actor=actor, at=timezone.now())
    return _read(queries.article(actor, key))


@router.post("articles/{key}/tap", response={204: None, **FAULTS}, auth=needs("articles:write"))
def tap_article(request: HttpRequest, given: TapIn, key: str = Key) -> Any:
    """Say whether it helped; who said so is not kept."""
    actions.tap_article(key=key, helped=given.helped, actor=actor_of(request), at=timezone.now())
    return Status(204, None)


def _read(page: ArticlePage) -> dict[str, Any]:
    more = {"text": page.text, "organisation_ids": page.readers.organisation_ids, "versions": page.versions}
    return page.article.__dict__ | (more if page.writes else more | {"organisation_ids": (), "versions": ()})
