"""Cards of articles and known problems, so that a search can name them."""

from __future__ import annotations

from collections.abc import Collection

from rapport.domains.knowledge.queries import reading
from rapport.domains.knowledge.types import ARTICLE, PROBLEM, ProblemState
from rapport.foundation.actors import Actor
from rapport.foundation.refs import Card, cards_of


@cards_of(ARTICLE)
def cards_of_articles(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
    """Staff go to the desk's page, everybody else to their own."""
    where = "workspace:article" if viewer.staff or viewer.reach.whole else "portal:article"
    return {
        pk: Card(row.title, where, (row.key,), "help page" if row.shown else "help page, taken down")
        for pk, row in reading.articles_by_id(viewer, ids).items()
    }


@cards_of(PROBLEM)
def cards_of_problems(viewer: Actor, ids: Collection[int]) -> dict[int, Card]:
    """Staff go to the desk's page, everybody else to their own."""
    where = "workspace:problem" if viewer.staff or viewer.reach.whole else "portal:problem"
    return {
        pk: Card(row.title, where, (row.key,), "fixed" if row.state == ProblemState.FIXED else "known problem")
        for pk, row in reading.problems_by_id(viewer, ids).items()
    }
