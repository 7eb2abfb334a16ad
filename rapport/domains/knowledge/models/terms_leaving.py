"""What knowledge forgets of a person who leaves: proposals nobody agreed to, and sentences of theirs in what stays."""

from __future__ import annotations

from django.db.models import Q

from rapport.domains.knowledge.models import finding, finding_articles
from rapport.domains.knowledge.models.problems import Problem
from rapport.domains.knowledge.models.terms import Term, TermVersion
from rapport.domains.knowledge.types import LONGEST_TITLE, PROBLEM, REF, Side
from rapport.domains.ledger import queries as ledger
from rapport.foundation import leaving, search
from rapport.foundation.actors import system
from rapport.foundation.leaving import Leaver

BATCH = 200


@leaving.step("knowledge.proposals", order=30)
def _proposals(leaver: Leaver, after: int) -> int | None:
    """Words they put forward and both sides never used are theirs alone, and go; agreed ones are the organisation's."""
    theirs = Term.objects.filter(proposed_by__in=leaver.person_ids, in_force_since__isnull=True, pk__gt=after)
    never = theirs.exclude(versions__outcome="agreed").order_by("pk")
    ids = list(never.values_list("pk", flat=True)[:BATCH])
    if not ids:
        return None
    search.remove(REF, ids)
    TermVersion.objects.filter(term__in=ids).delete()
    Term.objects.filter(pk__in=ids).delete()
    return ids[-1]


@leaving.step("knowledge.sentences", order=5)
def _sentences(leaver: Leaver, after: int) -> int | None:
    """Of an agreed term the two words stay; what it means and the example, where the sentences were theirs, go.

    An example taken from one of their requests is a sentence of theirs, whoever put the term forward.
    """
    refs = _refs_of(leaver)
    theirs = Q(term__in=Term.objects.filter(refs)) if refs else Q(pk__in=[])
    own = Q(proposed_by__in=leaver.person_ids, side=Side.THEIRS)
    touched = TermVersion.objects.filter(own | theirs).exclude(meaning="", example="")
    terms = set(touched.values_list("term_id", flat=True))
    TermVersion.objects.filter(theirs).exclude(example="").update(example="")
    TermVersion.objects.filter(own).exclude(meaning="", example="").update(meaning="", example="")
    for term in Term.objects.filter(pk__in=terms):
        latest = term.versions.filter(number=term.latest).first()
        if latest is not None:
            term.take(latest.wording, pair=term.pair)
            term.save(update_fields=["their_word", "our_word", "meaning", "example", "pair"])
            finding.index(term)
    return None


@leaving.step("knowledge.problems", order=5)
def _problems(leaver: Leaver, after: int) -> int | None:
    """A known problem opened from a request of theirs has its subject as title; the service names it instead."""
    titles = {title.casefold() for title in ledger.titles_of(system(), leaver.person_ids)}
    for row in Problem.objects.filter(pk__gt=after).select_related("service").order_by("pk").iterator():
        if row.title.casefold() in titles:
            row.title = row.service.name[:LONGEST_TITLE] if row.service else leaving.MASKED
            row.save(update_fields=["title"])
            finding_articles.index_problem(row, finding_articles.readers_of(PROBLEM, row))
    return None


def _refs_of(leaver: Leaver) -> Q:
    """What their episodes are about, as a condition; empty where there is nothing."""
    found = Q()
    for kind, ids in ledger.refs_of(system(), leaver.person_ids).items():
        found |= Q(ref_kind=kind, ref_id__in=ids)
    return found


@leaving.step("knowledge.reasons", order=30)
def _reasons(leaver: Leaver, after: int) -> int | None:
    """Why they declined a wording was their own sentence; that it was declined stays."""
    TermVersion.objects.filter(decided_by__in=leaver.person_ids).exclude(reason="").update(reason=leaving.MASKED)
    return None
