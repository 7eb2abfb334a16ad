"""Operations of the API beside the desk: articles, known problems, recoveries, gaps, places and planned contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.outsiders import articles, gap, outreach, recovery
from tests.outsiders.knowledge import service_of_marta
from tests.world import World

READERS = {"audience": "everybody"}
PAGE = {"title": "Mine", "text": "Mine.", **READERS}
TROUBLE = {"title": "Mine", "advice": "Mine.", **READERS}


def _article(w: World) -> dict[str, str]:
    return {"key": articles.article(w).key}


def _problem(w: World) -> dict[str, str]:
    return {"key": articles.problem(w).key}


def _fixed(w: World) -> dict[str, str]:
    articles.fixed_of_marta(w)
    return _problem(w)


def _listed(make: Callable[[World], object]) -> Callable[[World], dict[str, Any]]:
    return lambda w: (make(w), {})[1]


def _of_service(make: Callable[[World], object]) -> Callable[[World], dict[str, Any]]:
    return lambda w: (make(w), {"service_id": service_of_marta(w)})[1]


def _sent(**body: Any) -> Any:
    return lambda w, on: body


def _recovery(w: World) -> dict[str, int]:
    return {"recovery_id": recovery.recovery_of_marta(w)}


def _home(w: World) -> dict[str, int]:
    return {"organisation_id": w.cast.aldergate.pk}


ARTICLE, PROBLEM = "/api/v1/articles/{key}", "/api/v1/problems/{key}"
RECOVERY = "/api/v1/recoveries/{recovery_id}"
DEV = {"insider": "dev"}
OPERATIONS: Mapping[str, dict[str, Any]] = {
    "GET /api/v1/articles": {"query": _of_service(articles.article), "insider": "marta"},
    "POST /api/v1/articles": {"sent": lambda w, on: PAGE},
    f"GET {ARTICLE}": {"on": _article, "insider": "marta"},
    f"PUT {ARTICLE}": {"on": _article, "sent": lambda w, on: PAGE},
    f"POST {ARTICLE}/shown": {"on": _article, "sent": _sent(shown=False)},
    f"POST {ARTICLE}/tap": {"on": _article, "sent": _sent(helped=True), "insider": "marta"},
    "GET /api/v1/problems": {"query": _of_service(articles.problem), "insider": "marta"},
    "POST /api/v1/problems": {"sent": lambda w, on: TROUBLE | {"team_id": w.cast.service_desk.pk}},
    f"GET {PROBLEM}": {"on": _problem, "insider": "marta"},
    f"PUT {PROBLEM}": {"on": _problem, "sent": lambda w, on: TROUBLE},
    f"POST {PROBLEM}/fix": {"on": _problem, "sent": _sent(words="Lamp changed.")},
    f"POST {PROBLEM}/reopen": {"on": _fixed},
    f"POST {PROBLEM}/follow": {"on": _problem, "insider": "marta"},
    f"DELETE {PROBLEM}/follow": {"on": _problem, "insider": "marta"},
    f"POST {PROBLEM}/report": {"on": _problem, "insider": "marta"},
    f"POST {PROBLEM}/tickets": {"on": _problem, "sent": lambda w, on: {"ticket_id": w.ticket.pk}},
    "GET /api/v1/recoveries": {"query": _listed(recovery.recovery_of_marta), "insider": "dev", "desk": True},
    f"GET {RECOVERY}": {"on": _recovery, "insider": "dev"},
    f"POST {RECOVERY}/contacts": {"on": _recovery, "sent": _sent(reached=True, words="Mine."), "insider": "dev"},
    f"POST {RECOVERY}/end": {"on": _recovery, "sent": _sent(outcome="no contact wanted"), "insider": "dev"},
    f"GET {RECOVERY}/takers": {"on": _recovery, "insider": "dev"},
    f"POST {RECOVERY}/hand-over": {"on": _recovery, "sent": lambda w, on: {"to_id": w.cast.ines.person_id}} | DEV,
    "GET /api/v1/gaps": {"query": _listed(gap.counted), "insider": "noor", "desk": True},
    "GET /api/v1/reviews/{organisation_id}": {"on": _home, "insider": "noor"},
    "GET /api/v1/organisations": {},
    "GET /api/v1/organisations/{organisation_id}": {"on": _home},
    "GET /api/v1/sites/{site_id}": {"on": lambda w: {"site_id": w.cast.head_office.pk}},
    "GET /api/v1/services": {},
    "GET /api/v1/teams": {},
    "GET /api/v1/planned-contacts": {"query": _listed(outreach.plan_of_marta), "desk": True},
    "GET /api/v1/planned-contacts/{plan_id}": {"on": lambda w: {"plan_id": outreach.plan_of_marta(w)}},
    "POST /api/v1/planned-contacts/{plan_id}/calls": {
        "on": lambda w: {"plan_id": outreach.plan_of_marta(w)},
        "sent": _sent(outcome="talked", words="Mine."),
    },
    "POST /api/v1/people/{person_id}/calls": {
        "on": lambda w: {"person_id": w.marta},
        "sent": lambda w, on: {"outcome": "talked", "words": "Mine.", "team_id": w.cast.service_desk.pk},
    },
}
