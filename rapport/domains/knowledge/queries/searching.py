"""Words for a search: what the other side calls the same, only from terms within reach."""

from __future__ import annotations

from django.db.models import Q

from rapport.domains.knowledge.models import Term, TermVersion
from rapport.domains.knowledge.types import Synonym
from rapport.foundation.actors import Actor
from rapport.foundation.search_query import read_query, stretches

MOST = 50


def synonyms(viewer: Actor, asked: str) -> list[Synonym]:
    """For words of a search that one side uses, those of the other; in force, within reach, one query."""
    typed = dict.fromkeys(stretches(read_query(asked)))
    if not typed or viewer.kind == "nobody":
        return []
    said = [" ".join(words) for words in typed]
    rows = TermVersion.objects.filter(Q(their_words__in=said) | Q(our_words__in=said), in_force=True)
    seen = rows.filter(term__in=Term.objects.in_reach_of(viewer).values("pk")).order_by("-term_id")
    told = seen.values_list("term_id", "their_words", "our_words", "their_word", "our_word", "term__organisation__name")
    found: list[Synonym] = []
    for term_id, theirs, ours, their_word, our_word, organisation in told[:MOST]:
        if theirs in said:
            found.append(Synonym(tuple(theirs.split()), tuple(ours.split()), our_word, term_id, organisation))
        if ours in said:
            found.append(Synonym(tuple(ours.split()), tuple(theirs.split()), their_word, term_id, organisation))
    return found
