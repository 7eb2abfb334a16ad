"""What can be read of insights."""

from rapport.domains.insights.queries.counts import cells, received, surveys_to_release
from rapport.domains.insights.queries.page import loyalty
from rapport.domains.insights.queries.scores import latest_release, score_rows

__all__ = ["cells", "latest_release", "loyalty", "received", "score_rows", "surveys_to_release"]
