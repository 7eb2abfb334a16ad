"""A very large ledger: what an act costs, pages of one person and one organisation, and all put together again.

People, their episodes and acts are made inside PostgreSQL: ten acts and two and a half episodes for each person. One
person has 1,000 acts, and one organisation a fiftieth of all. Putting all together begins with counters, sequences and
relationships that are not there; done again it finds nothing that differs.
"""

from __future__ import annotations

import os
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench import cast, crowd, together
from bench.crowd import insert, tidy
from bench.figures import load, percentile
from bench.floor import fill as floor_rows
from bench.place import Processes
from bench.web import Visitor

PEOPLE, ACTS_EACH, SMALL = 1_000_000, 10, 1_000  # the small ledger holds 10,000 acts
PER_EPISODE, OF_ONE, SHARE_OF_ONE = 4, 1000, 50
LOOSE = 5  # every fifth episode is of acts without a reference
ROUNDS, WARM, RECORDED, APART = 60, 3, 200, 1000
YEAR_MINUTES = 60 * 24 * 360  # and a day, so that none is to come, and a year's page has all
GIGABYTES = 12e-6  # on disk for each person, with indexes


def measure(database: str, *, people: int = PEOPLE) -> dict[str, Any]:
    """A small ledger first, then the whole of it in the same place; each figure at both where it is compared."""
    if crowd.disk_left() < people * GIGABYTES + 5:
        raise SystemExit(f"{crowd.disk_left():.0f} GB are free; {people * GIGABYTES + 5:.0f} are needed")
    first = min(SMALL, people // 10)
    filled = time.monotonic()
    made = crowd.build(people)
    acts = _fill(made, first=0, people=first)
    small = _recording(made)
    acts += _fill(made, first=first, people=people - first)
    home = _organisation(made, people * ACTS_EACH // SHARE_OF_ONE)
    filled = time.monotonic() - filled
    return {
        "database": database,
        "people": people,
        "acts": acts,
        "episodes": acts // PER_EPISODE,
        "filled_s": round(filled),
        **_measured(made, home, small),
    }


def _measured(made: crowd.Crowd, home: int, small: dict[str, float]) -> dict[str, Any]:
    """What is asked of a ledger that is full."""
    before, large = load(), _recording(made)
    once = partial(_once_more, made)
    quiet = together.quiet(once)
    nothing = together.measure(once, quiet, kill=True)
    again = together.measure(once, quiet, kill=False)
    return {
        "load": before,
        "act_small_p50": small["p50"],
        "act_p50": large["p50"],
        "act_times": round(large["p50"] / small["p50"], 2),
        "act_p95": large["p95"],
        "act_now_and_then_p95": quiet,
        **{f"nothing_{name}": value for name, value in nothing.items()},
        **{f"again_{name}": value for name, value in again.items()},
        **_pages(made, home),
        "load_after": load(),
    }


def _fill(made: crowd.Crowd, *, first: int, people: int) -> int:
    """Episodes of four acts over a year for these people; how many acts. Ids follow from the number n of an episode."""
    from django.utils import timezone

    from rapport.domains.ledger.models import Act, Episode

    yesterday = timezone.now() - timedelta(days=1)
    episodes = people * ACTS_EACH // PER_EPISODE
    begin = first * ACTS_EACH // PER_EPISODE
    apart = 1 if first == 0 else 1 + APART  # what was recorded between the two has ids of its own
    of_person = f"n * {PER_EPISODE} / {ACTS_EACH}"
    service = f"{made.services[0]} + ({of_person} + n % 2) % {len(made.services)}"  # each person uses two
    person = f"{made.first} + {of_person}"
    began = f"timestamptz '{yesterday.isoformat()}' - make_interval(mins => ((n::bigint * 7919) % {YEAR_MINUTES})::int)"
    loose = f"n % {LOOSE} = 0"
    place = {
        "organisation_id": str(made.public_id),
        "team_id": str(made.cast.team_id),
        "service_id": service,
        "site_id": f"{made.sites[0]} + n % {len(made.sites)}",
        "person_id": person,
        "title": "'A matter'",
        "ref_kind": f"CASE WHEN {loose} THEN '' ELSE 'ticket' END",
        "ref_id": f"CASE WHEN {loose} THEN NULL ELSE n + {apart} END",
    }
    ended = f"{began} + interval '3 hours'"
    of_episode = {
        "id": f"n + {apart}",
        "started_at": began,
        "last_act_at": ended,
        "completed_at": ended,
        "theirs": str(PER_EPISODE // 2),
        "ours": str(PER_EPISODE // 2),
    }
    of_act = _of_act(apart, began=began, ours=made.cast.agent_id, theirs=person)
    both = f"generate_series({begin}, {begin + episodes - 1}) AS n, generate_series(0, {PER_EPISODE - 1}) AS k"
    with crowd.Quickly():
        insert(Episode, place | of_episode, episodes, first=begin)
        insert(Act, place | of_act, 0, source=both)
    tidy("ledger_episode", "ledger_act")
    return episodes * PER_EPISODE


def _of_act(apart: int, *, began: str, ours: int, theirs: str) -> dict[str, str]:
    """What the k-th act of the n-th episode is, in SQL: they and we by turns, an hour apart."""
    return {
        "id": f"(n + {apart}) * {PER_EPISODE} + k",
        "episode_id": f"n + {apart}",
        "author_id": f"CASE WHEN k % 2 = 1 THEN {ours} ELSE {theirs} END",
        "at": f"{began} + make_interval(hours => k)",
        "recorded_at": f"{began} + make_interval(hours => k)",
        "channel": "(ARRAY['mail','phone','portal','mail'])[1 + k]",
        "direction": "CASE WHEN k % 2 = 1 THEN 'ours' ELSE 'theirs' END",
        "kind": "'message'",
        "source_key": f"'bench ' || (n * {PER_EPISODE} + k)",
        "completes": f"k = {PER_EPISODE - 1}",
    }


def _recording(made: crowd.Crowd) -> dict[str, float]:
    """One act at a time, of somebody else each time; milliseconds of the clock."""
    took = [_record(made, f"{time.time_ns()}", _somebody(made, turn)) for turn in range(WARM + RECORDED)][WARM:]
    return {"p50": round(percentile(took, 0.5), 2), "p95": round(percentile(took, 0.95), 2)}


def _somebody(made: crowd.Crowd, turn: int) -> int:
    """Another one each time, of those that no client has."""
    return made.first + made.people - 1 - turn * 37 % min(SMALL, made.people // 2)


def _once_more(made: crowd.Crowd, turn: int) -> float:
    return _record(made, f"{time.time_ns()}", _somebody(made, turn))


def _record(made: crowd.Crowd, key: str, person: int) -> float:
    from django.utils import timezone

    from rapport.domains.ledger import actions
    from rapport.domains.ledger.types import NewAct
    from rapport.foundation.actors import system

    now = timezone.now()
    said = {"ref": ("ticket", int(key) % 10**12), "team_id": made.cast.team_id, "service_id": made.services[0]}
    act = NewAct(person, made.public_id, now, "mail", "theirs", "message", key, **said)  # type: ignore[arg-type]
    began = time.monotonic()
    actions.record_acts([act], actor=system(), at=now)
    return (time.monotonic() - began) * 1000


def _organisation(made: crowd.Crowd, acts: int) -> int:
    """The first episodes become those of one client, and a person of it gets 1,000 acts."""
    from django.db import connection
    from django.utils import timezone

    from rapport.domains.people.models import Organisation

    home = Organisation.objects.create(kind="client", name="Aldergate Electric", created_at=timezone.now())
    episodes, people = acts // PER_EPISODE, acts // ACTS_EACH
    one = OF_ONE // PER_EPISODE
    with crowd.Quickly(), connection.cursor() as cursor:
        last = made.first + people - 1
        cursor.execute(
            "UPDATE people_person SET organisation_id = %s, site_id = NULL WHERE id BETWEEN %s AND %s",
            [home.pk, made.first, last],
        )
        for table, key in (("ledger_episode", "id"), ("ledger_act", "episode_id")):
            owner = f"CASE WHEN {key} <= {one} THEN {made.first} ELSE person_id END"
            cursor.execute(
                f"UPDATE {table} SET organisation_id = %s, person_id = {owner} WHERE {key} <= %s", [home.pk, episodes]
            )
    tidy("ledger_episode", "ledger_act", "people_person")
    return home.pk


def _pages(made: crowd.Crowd, home: int) -> dict[str, Any]:
    """Person, organisation and floor by turns, from the real web server; the server's own time."""
    session = cast.session_of(made.cast.agent_id)
    asked = {
        "floor": "/floor/",
        "person": f"/desk/people/{made.first}/",
        "organisation": f"/desk/organisations/{home}/",
    }
    floor_rows(made.first)
    processes = Processes(Path(os.environ["RAPPORT_DATA"]), {"DJANGO_SETTINGS_MODULE": "bench.settings"})
    took: dict[str, list[float]] = {name: [] for name in asked}
    try:
        processes.web()
        visitor = Visitor(int(os.environ["RAPPORT_PORT"]), session)
        for turn in range(WARM + ROUNDS):
            for name, path in asked.items():
                answer = visitor.get(path)
                if answer.status != 200 or "</html>" not in answer.body:
                    raise AssertionError(f"{path} answered {answer.status}")
                if turn >= WARM:
                    took[name].append(answer.milliseconds)
    finally:
        processes.stop()
    floor = percentile(took["floor"], 0.5)
    found: dict[str, Any] = {"floor_p50": floor}
    for name in ("person", "organisation"):
        found |= {
            f"{name}_p50": percentile(took[name], 0.5),
            f"{name}_p95": percentile(took[name], 0.95),
            f"{name}_floors": round(percentile(took[name], 0.5) / floor, 2),
        }
    return found
