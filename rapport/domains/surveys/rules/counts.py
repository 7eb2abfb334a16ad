"""What the counters add for asks that are alike. Plain functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from rapport.domains.surveys.rules.facets import facet_pairs
from rapport.domains.surveys.types import Counted


def asked(invitations: Iterable[Any]) -> tuple[Counted, ...]:
    """One line for each kind of invitation; anything with the names of an invitation's fields will do."""
    alike = Counter(
        (
            *(i.survey_id, i.month, i.how, i.organisation_id, i.site_id, i.service_id, i.stratum),
            *(tuple(i.services), facet_pairs(getattr(i, "facets", {}))),
        )
        for i in invitations
    )
    return tuple(Counted(*same[:7], None, asked=n, used=same[7], facets=same[8]) for same, n in alike.items())
