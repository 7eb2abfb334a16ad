"""What can be read of insights."""

from rapport.domains.insights.queries.counts import cells, received, refuse_all_but_staff, surveys_to_release
from rapport.domains.insights.queries.page import loyalty
from rapport.domains.insights.queries.scores import UnknownMargin, latest_release, score_rows

__all__ = [
    "UnknownMargin",
    "cells",
    "latest_release",
    "loyalty",
    "received",
    "refuse_all_but_staff",
    "score_rows",
    "surveys_to_release",
]
