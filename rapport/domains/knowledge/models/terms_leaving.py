"""What terms forget of a person who leaves: proposals of theirs that nobody has agreed to."""

from __future__ import annotations

from rapport.domains.knowledge.models.terms import Term, TermVersion
from rapport.domains.knowledge.types import REF
from rapport.foundation import leaving, search
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


@leaving.step("knowledge.reasons", order=30)
def _reasons(leaver: Leaver, after: int) -> int | None:
    """Why they declined a wording was their own sentence; that it was declined stays."""
    TermVersion.objects.filter(decided_by__in=leaver.person_ids).exclude(reason="").update(reason=leaving.MASKED)
    return None
