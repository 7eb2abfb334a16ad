"""How the people of a sample were helped last: what their answers are counted by."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries as people
from rapport.domains.surveys import rules
from rapport.foundation.actors import Actor, system


def facets_of(viewer: Actor, person_ids: Collection[int], *, at: datetime) -> dict[int, dict[str, str]]:
    """By person: team and channel of the latest episode, way of support, language and tenure; in sets.

    Whoever may send surveys asks on behalf of the whole, so teams beyond one's own count as well.
    """
    viewer.require("surveys.send")
    matters = ledger.last_matters(system(), person_ids, before=at)
    known = people.languages_and_since(system(), person_ids)
    found = {}
    for person in person_ids:
        matter, (language, since) = matters.get(person), known.get(person, ("", None))
        found[person] = rules.facets(
            team_id=matter.team_id if matter else None,
            channel=matter.channel if matter else "",
            way=matter.way if matter else "",
            language=language,
            tenure_band=rules.tenure(since, on=at.date()),
        )
    return found
