"""Words of a glossary in a conversation: theirs in what they wrote, ours in what we write."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from rapport.domains.knowledge import rules
from rapport.domains.knowledge.models import Term, TermVersion
from rapport.domains.knowledge.types import Glossary, Side, WordCard, WordsSaid
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

MOST = 500  # terms of one organisation that are looked for, the newest first


def words_in_conversation(
    viewer: Actor,
    *,
    theirs: Mapping[int, str],
    ours: str = "",
    organisation_id: int,
    service_id: int | None = None,
    site_id: int | None = None,
) -> WordsSaid:
    """Agreed terms of one organisation in its messages, and in a text of ours; one query, whatever their number."""
    known = _glossary(viewer, organisation_id, service_id, site_id)
    if not known.words:
        return WordsSaid({})
    found = {one: rules.spot(text, known, Side.THEIRS) for one, text in theirs.items()}
    said = {one: places for one, places in found.items() if places}
    return WordsSaid(said, rules.heard(ours, known) if ours else ())


def _glossary(viewer: Actor, organisation_id: int, service_id: int | None, site_id: int | None) -> Glossary:
    """What is in force there: of this service and this site, or of any; the word of the service itself first."""
    cards = [
        WordCard(term_id, theirs, ours, meaning, service)
        for term_id, theirs, ours, meaning, service, site in _IN_FORCE(viewer, organisations=organisation_id)
        if service_id is None or service in {None, service_id}
        if site in {None, site_id}
    ]
    return rules.glossary(sorted(cards, key=lambda card: (card.service_id is None, card.term_id)))


def _in_force(viewer: Actor, *, organisations: Collection[int]) -> QuerySet[Any, Any]:
    terms = Term.objects.in_reach_of(viewer).filter(organisation_id__in=organisations, in_force_since__isnull=False)
    rows = TermVersion.objects.filter(term__in=terms.values("pk"), in_force=True).order_by("-term_id")
    return rows.values_list("term_id", "their_word", "our_word", "meaning", "term__service_id", "term__site_id")[:MOST]


_IN_FORCE = Prepared(_in_force, "organisations")
