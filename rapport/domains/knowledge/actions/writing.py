"""Articles: written, revised, shown or taken down by staff; one tap by whoever read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import F

from rapport.domains.knowledge.actions.faults import UnclearArticle, WrittenAlready
from rapport.domains.knowledge.models import Article, ArticleTap, ArticleVersion
from rapport.domains.knowledge.models.finding_articles import index_article, name_readers
from rapport.domains.knowledge.queries import reading
from rapport.domains.knowledge.types import (
    ARTICLE,
    LONGEST_ARTICLE,
    LONGEST_REASON,
    LONGEST_TITLE,
    Audience,
    Draft,
    Readers,
)
from rapport.domains.people import queries as people
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotAllowed, NotFound


@transaction.atomic
def write_article(
    *, draft: Draft, readers: Readers, actor: Actor, at: datetime, source_key: str | None = None
) -> Article:
    """Write a new article; its author owns it unless somebody else is named."""
    _require(actor)
    known = Article.objects.filter(source_key=source_key).first() if source_key else None
    if known is not None:
        raise WrittenAlready(known.key)
    said, checked = _checked(draft, actor), _checked_readers(readers, actor)
    row = Article(created_at=at, source_key=source_key)
    _keep(
        row, replace(said, owner_id=said.owner_id or actor.person_id), checked, "", verb="written", actor=actor, at=at
    )
    return row


@transaction.atomic
def revise_article(
    *,
    article_id: int,
    draft: Draft,
    readers: Readers,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    why: str = "",
) -> Article:
    """Write the next version; `seen` is the version its author read, and a newer one refuses."""
    _require(actor)
    row = Article.objects.select_for_update().filter(pk=article_id).first()
    if row is None:
        raise NotFound
    if seen is not None and seen != row.latest:
        raise UnclearArticle(
            "Somebody wrote a newer version meanwhile. Yours was not kept, and its text is still in this form. "
            "Look at theirs, then send yours again."
        )
    said, checked = _checked(draft, actor), _checked_readers(readers, actor)
    row.latest += 1
    _keep(row, said, checked, why[:LONGEST_REASON], verb="revised", actor=actor, at=at)
    return row


@transaction.atomic
def show_article(*, article_id: int, shown: bool, actor: Actor, at: datetime) -> Article:
    """Show it to its readers, or take it down; its versions stay."""
    _require(actor)
    row = Article.objects.select_for_update().filter(pk=article_id).first()
    if row is None:
        raise NotFound
    row.shown, row.changed_at = shown, at
    row.save(update_fields=["shown", "changed_at"])
    index_article(row, reading.readers_of(ARTICLE, row))
    audit.record("article.shown", actor=actor, subject_kind=ARTICLE, subject_id=row.pk, at=at, fields=("shown",))
    return row


@transaction.atomic
def tap_article(*, key: str, helped: bool, reader: str = "", actor: Actor, at: datetime) -> None:
    """Did this help? One tap for each reader: who is signed in counts once, else whoever holds the key `reader`.

    Tapping again changes the tap. Neither the person nor the key is kept, only a hash of both with the article.
    """
    found = reading.article_row(actor, key)
    who = f"p{actor.person_id}" if actor.is_person else reader
    if not who:
        raise NotFound
    row = Article.objects.select_for_update().get(pk=found.pk)
    name = sha256(f"{row.key} {who}".encode()).hexdigest()
    before = ArticleTap.objects.filter(article=row, reader=name).first()
    if before is not None and before.helped == helped:
        return
    ArticleTap.objects.update_or_create(article=row, reader=name, defaults={"helped": helped, "on": at.date()})
    step = (1 if helped else 0) - (1 if before is not None and before.helped else 0)
    Article.objects.filter(pk=row.pk).update(helped=F("helped") + step, tapped=F("tapped") + int(before is None))


def _checked_readers(readers: Readers, actor: Actor) -> Readers:
    """The audience with what it names and nothing else, all of it within the author's reach."""
    if readers.audience not in set(Audience):
        raise UnclearArticle("Say who it is for. Nothing was kept.")
    if readers.service_id is not None:
        people.service(actor, readers.service_id)
    if readers.audience == Audience.SERVICE and readers.service_id is None:
        raise UnclearArticle("Say for the users of which service it is. Nothing was kept.")
    if readers.audience != Audience.ORGANISATIONS:
        return replace(readers, organisation_ids=())
    known = {row.pk for row in people.organisations(actor)}
    if not readers.organisation_ids or not set(readers.organisation_ids) <= known:
        raise UnclearArticle("Say for which organisations it is. Nothing was kept.")
    return readers


def _require(actor: Actor) -> None:
    if not (actor.staff or actor.reach.whole):
        raise NotAllowed("tickets.answer")
    actor.require("tickets.answer")


def _checked(draft: Draft, actor: Actor) -> Draft:
    title, text = " ".join(draft.title.replace("\x00", "").split()), draft.text.replace("\x00", "").strip()
    if not title or len(title) > LONGEST_TITLE:
        raise UnclearArticle(f"A title has one to {LONGEST_TITLE} letters. Nothing was kept.")
    if not text or len(text) > LONGEST_ARTICLE:
        raise UnclearArticle(f"The text has one to {LONGEST_ARTICLE} letters. Nothing was kept.")
    if draft.owner_id is not None:
        card = people.names(actor, [draft.owner_id]).get(draft.owner_id)
        if card is None or not card.staff:
            raise UnclearArticle("The owner must be somebody who serves here. Nothing was kept.")
    return replace(draft, title=title, text=text)


def _keep(row: Article, said: Draft, readers: Readers, why: str, *, verb: str, actor: Actor, at: datetime) -> None:
    row.title, row.text, row.language, row.review_on = said.title, said.text, said.language or "en", said.review_on
    row.owner_id, row.audience, row.service_id, row.changed_at = said.owner_id, readers.audience, readers.service_id, at
    row.save()
    ArticleVersion.objects.create(
        article=row,
        number=row.latest,
        title=said.title,
        text=said.text,
        why=why,
        written_by_id=actor.person_id,
        written_at=at,
    )
    name_readers(ARTICLE, row.pk, readers)
    index_article(row, readers)
    audit.record(f"article.{verb}", actor=actor, subject_kind=ARTICLE, subject_id=row.pk, at=at, fields=("text",))
