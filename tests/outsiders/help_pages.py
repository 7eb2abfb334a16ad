"""Pages of help pages and known problems: on what, for whom, and what is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.outsiders import articles
from tests.world import World

Given = Callable[[World], dict[str, Any]]
Row = tuple[Given, str] | tuple[Given, str, Callable[[World], Mapping[str, Any]]]
WORDS = {"title": "Mine", "text": "Mine.", "audience": "everybody"}


def _all(w: World) -> dict[str, Any]:
    return {}


def _article(w: World) -> dict[str, Any]:
    return {"key": articles.article(w).key}


def _problem(w: World) -> dict[str, Any]:
    return {"key": articles.problem(w).key}


def _ticket(w: World) -> dict[str, Any]:
    return {"ticket_id": w.ticket.pk}


def _words(w: World) -> Mapping[str, Any]:
    return WORDS | {"team": w.cast.service_desk.pk}


def _service(w: World) -> dict[str, Any]:
    from tests.outsiders.knowledge import service_of_marta

    return {"service_id": service_of_marta(w)}


ROWS: Mapping[str, Row] = {
    "portal:service_by_number": (_service, "marta"),
    "portal:article": (_article, "marta"),
    "portal:article_helped": (_article, "marta", lambda w: {"helped": "yes"}),
    "portal:problem": (_problem, "marta"),
    "portal:follow_problem": (_problem, "marta", lambda w: {"decision": "follow"}),
    "portal:solved": (lambda w: {"public_key": w.ticket.public_key}, "marta", lambda w: {}),
    "workspace:articles": (_all, "hugo"),
    "workspace:write_article": (_all, "hugo"),
    "workspace:write_article POST": (_all, "hugo", _words),
    "workspace:article": (_article, "hugo"),
    "workspace:article POST": (_article, "hugo", _words),
    "workspace:show_article": (_article, "hugo", lambda w: {"shown": "0"}),
    "workspace:problems": (_all, "hugo"),
    "workspace:open_problem": (_all, "hugo"),
    "workspace:open_problem POST": (_all, "hugo", _words),
    "workspace:problem": (_problem, "hugo"),
    "workspace:problem POST": (_problem, "hugo", _words),
    "workspace:problem_state": (_problem, "hugo", lambda w: {"decision": "fix", "words": "Lamp changed."}),
    "workspace:tie_problem": (_ticket, "hugo", lambda w: {"problem": articles.problem(w).key}),
}
OPEN: Mapping[str, str] = {
    "portal:articles": "the help pages for whoever looks; each page has its own line",
    "portal:problems": "the known problems for whoever looks; each page has its own line",
    "portal:suggest": "help pages, known problems and own requests within reach; the queries have their lines",
    "portal:sent": "what this browser sent a moment ago, to this browser alone",
}
