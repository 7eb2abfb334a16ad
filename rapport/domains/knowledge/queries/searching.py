"""Words for a search: what the other side calls the same, only from terms within reach."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from rapport.domains.knowledge.models import Term, TermVersion
from rapport.domains.knowledge.types import Synonym
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared
from rapport.foundation.search_query import read_query, stretches

MOST = 50


def _in_force(viewer: Actor, *, said: list[str]) -> Any:
    rows = TermVersion.objects.filter(Q(their_words__in=said) | Q(our_words__in=said), in_force=True)
    seen = rows.filter(term__in=Term.objects.in_reach_of(viewer).values("pk")).order_by("-term_id")
    told = ("term_id", "their_words", "our_words", "their_word", "our_word", "term__organisation__name")
    return seen.values_list(*told)[:MOST]


_IN_FORCE = Prepared(_in_force, "said")


def synonyms(viewer: Actor, asked: str) -> list[Synonym]:
    """For words of a search that one side uses, those of the other; in force, within reach, one query."""
    typed = dict.fromkeys(stretches(read_query(asked)))
    if not typed or viewer.kind == "nobody":
        return []
    said = [" ".join(words) for words in typed]
    found: list[Synonym] = []
    for term_id, theirs, ours, their_word, our_word, organisation in _IN_FORCE(viewer, said=said):
        if theirs in said:
            found.append(Synonym(tuple(theirs.split()), tuple(ours.split()), our_word, term_id, organisation))
        if ours in said:
            found.append(Synonym(tuple(ours.split()), tuple(theirs.split()), their_word, term_id, organisation))
    return found
