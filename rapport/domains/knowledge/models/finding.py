"""Who finds a term: the search entries of terms, with the tokens of those who may see them."""

from __future__ import annotations

from rapport.domains.knowledge.models.terms import Term
from rapport.domains.knowledge.types import REF, TermState
from rapport.domains.people.types import STAFF_TOKEN
from rapport.foundation import search


def index(term: Term) -> None:
    """Renew the entry of a term in the transaction that changed it; a retired one is found no more."""
    if term.state == TermState.RETIRED:
        search.remove(REF, [term.pk])
        return
    search.index(
        [
            search.NewEntry(
                kind=REF,
                ref_id=term.pk,
                organisation_id=term.organisation_id,
                title=str(term),
                text=f"{term.meaning} {term.example}".strip(),
                tokens=tokens_of(term),
                at=term.changed_at,
            )
        ]
    )


def tokens_of(term: Term) -> list[str]:
    """The team, client contacts, those who proposed it or were asked; once in force all staff."""
    people = {one for one in (term.proposed_by_id, term.asked_id) if one}
    # While a new wording waits, the entry holds words that are not agreed: only those who may see it find it.
    shared = [STAFF_TOKEN] if term.state == TermState.AGREED else []
    return [f"t{term.team_id}", f"o{term.organisation_id}", *(f"p{one}" for one in sorted(people)), *shared]
