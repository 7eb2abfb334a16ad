"""Cards of terms, so that a search can name them."""

from __future__ import annotations

from collections.abc import Collection

from rapport.domains.knowledge.models import Term
from rapport.domains.knowledge.types import REF
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared
from rapport.foundation.refs import Card, cards_of

_TERMS = Prepared(
    lambda viewer, *, ids: (
        Term.objects.in_reach_of(viewer)
        .filter(pk__in=ids)
        .values_list("pk", "key", "their_word", "our_word", "organisation__name")
    ),
    "ids",
)


@cards_of(REF)
def cards_of_terms(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
    """Staff go to the desk's page, everybody else to their own."""
    found = {}
    for pk, key, theirs, ours, organisation in _TERMS(viewer, ids=ids):
        where, args = ("workspace:term", (pk,)) if viewer.staff or viewer.reach.whole else ("portal:term", (key,))
        found[pk] = Card(f"{theirs} ↔ {ours}", where, args, f"word of {organisation}")
    return found
