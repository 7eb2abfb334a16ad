"""The Loyalty page over very many answers, and its counters made anew against one GROUP BY over the same table."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from bench import cast, crowd
from bench.figures import load, percentile
from bench.loyalty_plans import wide_reads
from bench.place import Processes
from bench.web import Visitor

ANSWERS, MONTHS, AT_ONCE = 10_000_000, 13, 1_000_000
ROUNDS, WARM = 120, 5
SAID = "CASE WHEN n % 50 = 0 THEN 'The printer jams again ' || n % 7 ELSE '' END"
SURVEYED = 20  # persons are not needed: the answers are nobody's
FACETS = {
    "team": ("1", "2", "3", "4", "5", "6"),
    "channel": ("mail", "portal", "phone", "desk"),
    "way": ("remote", "on_site", "dispatched"),
    "language": ("en", "de"),
    "tenure": ("under_1", "1_to_3", "3_to_5", "over_5"),
}
GROUPED = "survey_id, month, how, organisation_id, site_id, service_id, stratum, score"


def measure(database: str, *, answers: int = ANSWERS, rounds: int = ROUNDS) -> dict[str, Any]:
    """Fill, group, count from nothing twice, release, and ask the page."""
    made = crowd.build(SURVEYED)
    filled = time.monotonic()
    _fill(made, answers)
    filled = time.monotonic() - filled
    before, grouped = load(), _group()
    counted, counters, memory = _recounted()
    equal = _same_again()
    _release()
    pages = _pages(made, rounds)
    statements, wide = wide_reads(made.cast.agent_id, _survey_id())
    return {
        "database": database,
        "answers": answers,
        "load": [before, load()],
        "filled_s": round(filled),
        "group_by_s": round(grouped, 2),
        "recount_s": round(counted, 2),
        "recount_times": round(counted / grouped, 2),
        "recount_peak_mb": memory,
        "counters": counters,
        "equal": equal,
        **pages,
        "statements": statements,
        "wide_reads": wide,
    }


def _fill(made: crowd.Crowd, answers: int) -> None:
    """Drawn answers of a year, nobody's, spread over sites, services and months."""
    from django.utils import timezone

    from rapport.domains.surveys import actions
    from rapport.domains.surveys.models import Answer, SurveyVersion
    from rapport.foundation.actors import system

    survey = actions.start_default_survey(owner_id=None, actor=system(), at=timezone.now())
    version = SurveyVersion.objects.get(survey=survey)
    place = f"{made.sites[0]} + (hashint8(n) & 2147483647) % {len(made.sites)}"
    service = f"{made.services[0]} + (hashint8(n + 1) & 2147483647) % {len(made.services)}"
    month = f"(date_trunc('month', now()) - make_interval(months => (n % {MONTHS})::int))::date"
    given = {
        "survey_id": str(survey.pk),
        "version_id": str(version.pk),
        "organisation_id": str(made.public_id),
        "site_id": place,
        "service_id": service,
        "services": f"to_jsonb(ARRAY[{service}])",
        "stratum": f"({place}) || ':' || ({service})",
        "month": month,
        "answered_on": f"{month} + 10",
        "score": "(ARRAY[3,5,6,7,8,8,9,9,10,10])[1 + n % 10]",
        "facets": _helped(),
        "how": "'drawn'",
        "mode": "'confidential'",
        "words": SAID,
    }
    with crowd.Quickly():
        for first in range(0, answers, AT_ONCE):
            crowd.insert(Answer, given, min(AT_ONCE, answers - first), first=first)
    crowd.tidy("surveys_answer")


def _helped() -> str:
    """How the person was helped last, each facet on its own."""
    chosen = (
        f"'{name}', ({_array(values)})[1 + (hashint8(n + {place}) & 2147483647) % {len(values)}]"
        for place, (name, values) in enumerate(FACETS.items(), start=2)
    )
    return f"jsonb_build_object({', '.join(chosen)})"


def _array(values: tuple[str, ...]) -> str:
    return "ARRAY[" + ", ".join(f"'{value}'" for value in values) + "]"


def _group() -> float:
    """The best of two: what counting this table once costs whoever does it."""
    from django.db import connection

    took = []
    for _ in range(2):
        began = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {GROUPED}, count(*) FROM surveys_answer GROUP BY {GROUPED}")
            cursor.fetchall()
        took.append(time.monotonic() - began)
    return min(took)


def _recounted() -> tuple[float, int, float]:
    from django.utils import timezone

    from rapport.domains.insights import actions
    from rapport.foundation.actors import system

    began = time.monotonic()
    counters = actions.recount_answers(actor=system(), at=timezone.now())
    return time.monotonic() - began, counters, crowd.peak_megabytes()


def _same_again() -> bool:
    """Every counter is what the answers say when they are counted another way, and made anew all stay as they are."""
    from rapport.domains.insights.models import AnswerCount

    services = "surveys_answer, jsonb_array_elements_text(services) AS one"
    facets = "surveys_answer, jsonb_each_text(facets) AS one"
    right = (
        _counted("whole") == _said("organisation_id, site_id, service_id, stratum, ''", "surveys_answer")
        and _counted("used") == _said("NULL, NULL, one.value::bigint, '', ''", services)
        and _counted("facet") == _said("NULL, NULL, NULL, '', one.key || ':' || one.value", facets)
    )
    before = set(AnswerCount.objects.values_list("cell", "answered", "asked"))
    _recounted()
    return right and before == set(AnswerCount.objects.values_list("cell", "answered", "asked"))


def _counted(view: str) -> set[tuple[Any, ...]]:
    from rapport.domains.insights.models import AnswerCount

    names = ("organisation_id", "site_id", "service_id", "stratum", "part", "answered")
    return set(AnswerCount.objects.filter(view=view, asked=0).values_list("survey_id", "month", "how", "score", *names))


def _said(place: str, source: str) -> set[tuple[Any, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        alike = f"survey_id, month, how, score, {place}"
        cursor.execute(f"SELECT {alike}, count(*) FROM {source} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9")
        return set(cursor.fetchall())


def _release() -> None:
    from django.utils import timezone

    from rapport.domains.insights import actions
    from rapport.foundation.actors import system

    same: dict[str, Any] = {"survey_id": _survey_id(), "actor": system(), "at": timezone.now()}
    release = actions.make_release(**same)
    assert release is not None
    assert actions.gather_words(release_id=release.pk, **same)


def _survey_id() -> int:
    from rapport.domains.surveys.models import Survey

    return Survey.objects.get().pk


def _pages(made: crowd.Crowd, rounds: int) -> dict[str, Any]:
    """The page by turns with its CSV-less floor: the page that says what there is to say with nothing counted."""
    port = int(os.environ["RAPPORT_PORT"])
    session = cast.session_of(made.cast.agent_id)
    processes = Processes(Path(os.environ["RAPPORT_DATA"]))
    try:
        processes.web()
        visitor, took = Visitor(port, session), []
        for turn in range(WARM + rounds):
            answer = visitor.get("/desk/loyalty")
            whole = answer.body.count("<svg") >= 3 and "Office 01" in answer.body and "</html>" in answer.body
            if answer.status != 200 or not whole:
                raise AssertionError(f"/desk/loyalty answered {answer.status}, whole: {whole}")
            if turn >= WARM:
                took.append(answer.milliseconds)
        return {"page_p50": percentile(took, 0.5), "page_p95": percentile(took, 0.95), "rounds": rounds}
    finally:
        processes.stop()
