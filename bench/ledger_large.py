"""A very large ledger: what an act costs, pages of one person and one organisation, and all put together again.

People, their episodes and acts are made inside PostgreSQL: ten acts and two and a half episodes for each person. One
person has 1,000 acts, and one organisation a fiftieth of all, which is counted before its page is asked.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench import cast, crowd
from bench.crowd import insert, tidy
from bench.figures import load, percentile
from bench.place import ROOT, Processes
from bench.web import Visitor

PEOPLE, ACTS_EACH, SMALL = 1_000_000, 10, 1_000  # the small ledger holds 10,000 acts
PER_EPISODE, OF_ONE, SHARE_OF_ONE = 4, 1000, 50
ROUNDS, WARM, RECORDED, APART = 60, 3, 200, 1000
YEAR_MINUTES = 60 * 24 * 365
AGAIN_FOR, STOPPED_AFTER, LONGEST = 40.0, 10.0, 6  # seconds; on a busy machine six times as long
GIGABYTES = 12e-6  # on disk for each person, with indexes


def measure(database: str, *, people: int = PEOPLE, again_for: float = AGAIN_FOR) -> dict[str, Any]:
    """A small ledger first, then the whole of it in the same place; each figure at both where it is compared."""
    if crowd.disk_left() < people * GIGABYTES + 5:
        raise SystemExit(f"{crowd.disk_left():.0f} GB are free; {people * GIGABYTES + 5:.0f} are needed")
    first = min(SMALL, people // 10)
    filled = time.monotonic()
    made = crowd.build(people)
    acts = _fill(made, first=0, people=first)
    small = _recording(made)
    acts += _fill(made, first=first, people=people - first)
    filled = time.monotonic() - filled
    before = load()
    large = _recording(made)
    home = _organisation(made, people * ACTS_EACH // SHARE_OF_ONE)
    return {
        "database": database,
        "people": people,
        "acts": acts,
        "episodes": acts // PER_EPISODE,
        "filled_s": round(filled),
        "load": before,
        "act_small_p50": small["p50"],
        "act_p50": large["p50"],
        "act_times": round(large["p50"] / small["p50"], 2),
        "act_p95": large["p95"],
        **_pages(made, home),
        **_again(made, large["p95"], again_for),
        "load_after": load(),
    }


def _fill(made: crowd.Crowd, *, first: int, people: int) -> int:
    """Episodes of four acts over a year for these people; how many acts. Ids follow from the number n of an episode."""
    from rapport.domains.ledger.models import Act, Episode

    episodes = people * ACTS_EACH // PER_EPISODE
    begin = first * ACTS_EACH // PER_EPISODE
    apart = 1 if first == 0 else 1 + APART  # what was recorded between the two has ids of its own
    service = f"{made.services[0]} + n % {len(made.services)}"
    person = f"{made.first} + n * {PER_EPISODE} / {ACTS_EACH}"
    began = f"now() - make_interval(mins => ((n * 7919) % {YEAR_MINUTES})::int)"
    place = {
        "organisation_id": str(made.public_id),
        "team_id": str(made.cast.team_id),
        "service_id": service,
        "site_id": f"{made.sites[0]} + n % {len(made.sites)}",
        "person_id": person,
        "title": "'A matter'",
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
    of_act = {
        "id": f"(n + {apart}) * {PER_EPISODE} + k",
        "episode_id": f"n + {apart}",
        "author_id": f"CASE WHEN k % 2 = 1 THEN {made.cast.agent_id} ELSE {person} END",
        "at": f"{began} + make_interval(hours => k)",
        "recorded_at": f"{began} + make_interval(hours => k)",
        "channel": "(ARRAY['mail','phone','portal','mail'])[1 + k]",
        "direction": "CASE WHEN k % 2 = 1 THEN 'ours' ELSE 'theirs' END",
        "kind": "'message'",
        "ref_kind": "'ticket'",
        "ref_id": f"n + {apart}",
        "source_key": f"'bench ' || (n * {PER_EPISODE} + k)",
        "completes": f"k = {PER_EPISODE - 1}",
    }
    both = f"generate_series({begin}, {begin + episodes - 1}) AS n, generate_series(0, {PER_EPISODE - 1}) AS k"
    with crowd.Quickly():
        insert(Episode, place | of_episode, episodes, first=begin)
        insert(Act, place | of_act, 0, source=both)
    tidy("ledger_episode", "ledger_act")
    return episodes * PER_EPISODE


def _recording(made: crowd.Crowd) -> dict[str, float]:
    """One act at a time, of somebody else each time; milliseconds of the clock."""
    took = [_record(made, f"{time.time_ns()}", _somebody(made, turn)) for turn in range(WARM + RECORDED)][WARM:]
    return {"p50": round(percentile(took, 0.5), 2), "p95": round(percentile(took, 0.95), 2)}


def _somebody(made: crowd.Crowd, turn: int) -> int:
    """Another one each time, of those that no client has."""
    return made.first + made.people - 1 - turn * 37 % min(SMALL, made.people // 2)


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
    """The oldest episodes become those of one client, a person of it gets 1,000 acts, and all of its is counted."""
    from django.db import connection
    from django.utils import timezone

    from rapport.domains.ledger import actions
    from rapport.domains.ledger.models import Act
    from rapport.domains.people.models import Organisation
    from rapport.domains.promises import queries as promises
    from rapport.foundation.actors import system

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
    marked = Act.objects.filter(organisation=home).values_list("pk", "episode_id")
    _mark(list(marked), home.pk)
    working = promises.default_calendar()
    while actions.count_contacts(working=working, actor=system(), at=timezone.now()):
        pass
    return home.pk


def _mark(ids: list[tuple[int, int]], organisation_id: int) -> None:
    """Only the acts of this organisation are counted; those of everybody would take hours."""
    from rapport.domains.ledger.models import Uncounted

    Uncounted.objects.all().delete()
    rows = (Uncounted(act_id=pk, episode_id=episode, organisation_id=organisation_id) for pk, episode in ids)
    Uncounted.objects.bulk_create(rows, batch_size=5000)


def _pages(made: crowd.Crowd, home: int) -> dict[str, Any]:
    """Person, organisation and floor by turns, from the real web server; the server's own time."""
    session = cast.session_of(made.cast.agent_id)
    asked = {
        "floor": "/floor/",
        "person": f"/desk/people/{made.first}/",
        "organisation": f"/desk/organisations/{home}/",
    }
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


def _again(made: crowd.Crowd, quiet_p95: float, seconds: float) -> dict[str, Any]:
    """Two processes put everybody together again; one is killed and goes on; acts are recorded meanwhile."""
    halves = [(made.first, made.first + made.people // 2), (made.first + made.people // 2, made.first + made.people)]
    out = [Path(os.environ["RAPPORT_DATA"]) / f"again-{number}" for number in range(2)]
    began = time.monotonic()
    running = [_start(half, path) for half, path in zip(halves, out, strict=True)]
    took = []
    killed_at, reached = 0.0, 0
    while (spent := time.monotonic() - began) < seconds * LONGEST:
        took.append(_record(made, f"{time.time_ns()}", _somebody(made, len(took))))
        if not killed_at and spent > min(STOPPED_AFTER, seconds / 3) and _reached(out[0])[0]:
            running[0].kill()
            running[0].wait()
            killed_at, reached = time.monotonic(), _reached(out[0])[0]
            running[0] = _start((reached, halves[0][1]), out[0])
        time.sleep(0.05)
        over = spent > seconds and _reached(out[0])[0] > reached
        if killed_at and (over or all(one.poll() is not None for one in running)):
            break
    spent = time.monotonic() - began
    for one in running:
        one.terminate()
        one.wait()
    done = sum(_reached(path)[1] for path in out)
    p95 = percentile(took, 0.95)
    return {
        "again_acts": done,
        "again_seconds": round(spent, 1),
        "again_acts_per_second": round(done / spent),
        "resumed": _reached(out[0])[0] > reached > 0,
        "meanwhile_p95": round(p95, 2),
        "meanwhile_times": round(p95 / quiet_p95, 2),
    }


def _start(half: tuple[int, int], path: Path) -> subprocess.Popen[bytes]:
    words = "import django; django.setup(); from bench import ledger_large as large"
    told = f"large.again({half[0]}, {half[1]}, {str(path)!r})"
    return subprocess.Popen([sys.executable, "-c", f"{words}; {told}"], cwd=ROOT)


def again(first: int, last: int, path: str) -> None:
    """Put these people's histories together again, twenty at a time; the place reached is kept after each list."""
    from django.utils import timezone

    from rapport.domains.ledger import actions
    from rapport.domains.ledger.models import Act
    from rapport.foundation.actors import system

    done = _reached(Path(path))[1]
    for start in range(first, last, 20):
        for person in range(start, min(start + 20, last)):
            actions.resegment(person_id=person, actor=system(), at=timezone.now())
        done += Act.objects.filter(person_id__gte=start, person_id__lt=min(start + 20, last)).count()
        Path(path).write_text(f"{start + 20} {done}")


def _reached(path: Path) -> tuple[int, int]:
    if not path.exists():
        return 0, 0
    place, done = path.read_text().split() or ("0", "0")
    return int(place), int(done)
