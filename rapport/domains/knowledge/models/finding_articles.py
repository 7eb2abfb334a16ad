"""Who finds articles and known problems: their search entries, renewed in the transaction that changed them."""

from __future__ import annotations

from rapport.domains.knowledge.models.articles import Article
from rapport.domains.knowledge.models.audiences import Named, tokens_of
from rapport.domains.knowledge.models.problems import Problem
from rapport.domains.knowledge.types import ARTICLE, PROBLEM, Audience, Readers
from rapport.foundation import search


def name_readers(kind: str, ref_id: int, readers: Readers) -> None:
    """Keep which organisations a row is for: those named now, and no others."""
    wanted = set(readers.organisation_ids) if readers.audience == Audience.ORGANISATIONS else set()
    rows = Named.objects.filter(kind=kind, ref_id=ref_id)
    rows.exclude(organisation_id__in=wanted).delete()
    named = [Named(kind=kind, ref_id=ref_id, organisation_id=one) for one in sorted(wanted)]
    Named.objects.bulk_create(named, ignore_conflicts=True)


def readers_of(kind: str, row: Article | Problem) -> Readers:
    """For whom a row is."""
    rows = Named.objects.filter(kind=kind, ref_id=row.pk).order_by("organisation_id")
    named = tuple(rows.values_list("organisation_id", flat=True)) if row.audience == Audience.ORGANISATIONS else ()
    return Readers(row.audience, row.service_id, named)


def index_article(row: Article, readers: Readers) -> None:
    """Renew the entry of an article."""
    _index(ARTICLE, row, row.text, readers)


def index_problem(row: Problem, readers: Readers) -> None:
    """Renew the entry of a known problem; one that is fixed is still found, as an answer to "is it over?"."""
    _index(PROBLEM, row, row.advice, readers)


def _index(kind: str, row: Article | Problem, text: str, readers: Readers) -> None:
    tokens = tokens_of(
        readers.audience, service_id=row.service_id, organisation_ids=readers.organisation_ids, shown=row.shown
    )
    search.index([search.NewEntry(kind, row.pk, None, row.title, text, tokens, row.changed_at)])
