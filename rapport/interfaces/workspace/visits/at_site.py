"""The visits to one site and what came of them, for the page of the site."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rapport.domains.desk import queries
from rapport.foundation.actors import Actor
from rapport.interfaces.workspace.visits.pages import row_of
from rapport.measures.proportions import wilson

SHOWN = 5


def visits_at(actor: Actor, site_id: int, *, at: datetime) -> dict[str, Any]:
    """The latest and next visits, and in how many one was enough, with its interval."""
    found = queries.visit_figures(actor, site_id)
    page = queries.visits_at_site(actor, site_id, size=SHOWN)
    return {
        "visits": [row_of(one, at) for one in page.rows],
        "more_visits": page.next is not None,
        "visit_figures": found,
        "enough": wilson(found.fixed, found.judged) if found.judged else None,
    }
