"""One organisation with 200,000 acts on SQLite: what its page costs, what counting costs, what recording costs.

`python -m bench.organisation [acts] [folder]`, in a folder of its own that is thrown away, or in one that is kept.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

ACTS, PER_EPISODE, PEOPLE, SITES, SERVICES, AGENTS = 200_000, 3, 2000, 20, 10, 20
REGULAR, ENDED = 333, 0.95  # episodes of one person; share of episodes that came to their end
YEARS = timedelta(days=730)
AT_ONCE, ROUNDS, WARM = 5000, 60, 3
LIST = 50
CLOCK = time.thread_time  # of a processor: what else the machine does falls on nobody


def main(acts: int = ACTS, kept: str = "") -> None:
    """Fill, count, ask and record; print one line of JSON for each. A folder that is kept is filled once."""
    with contextlib.ExitStack() as stack:
        place = kept or stack.enter_context(tempfile.TemporaryDirectory(prefix="rapport-bench-"))
        os.environ |= {
            "RAPPORT_DATA": place,
            "RAPPORT_SECRET_KEY": "only-for-measuring-00000000000000000000000000000",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        import django
        import structlog

        django.setup()
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
        agent_id, organisation_id = _filled(acts)
        _say("pages", _pages(agent_id, organisation_id))
        _say("recording", _recording(organisation_id))


def _filled(acts: int) -> tuple[int, int]:
    """The agent and the organisation, made where they are not there yet."""
    from django.conf import settings
    from django.core.management import call_command

    from bench import cast, floor
    from rapport.domains.people.models import Organisation, Person

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    if not Organisation.objects.exists():
        _fill(cast.build(), acts)
        _say("counting", _count(from_nothing=True))
    _count(from_nothing=False)
    floor.fill(Person.objects.get(name="Person 0000").pk)
    return Person.objects.get(name="Hugo Marek").pk, Organisation.objects.get(kind="client").pk


class _Line(NamedTuple):
    """One episode as it will be written."""

    who: Any
    began: datetime
    service: Any
    agent: Any
    lot: float

    @property
    def ended_at(self) -> datetime | None:
        """Most of them came to their end."""
        return self.began + timedelta(hours=26) if self.lot < ENDED else None


class _Place:
    """Whom everything is with: one organisation, its sites and people, one team with its services and agents."""

    def __init__(self, made: Any) -> None:
        from django.utils import timezone

        from rapport.domains.people.models import Organisation, Person, Service, Site, Team

        self.now, self.chance, ours = timezone.now(), random.Random(5), made.provider_id
        self.team = Team.objects.get(pk=made.team_id)
        self.home = Organisation.objects.create(kind="client", name="Aldergate Electric", created_at=self.now)
        self.sites = Site.objects.bulk_create(Site(organisation=self.home, name=f"Site {n}") for n in range(SITES))
        self.services = Service.objects.bulk_create(
            Service(organisation_id=ours, name=f"Service {n}", team=self.team) for n in range(SERVICES)
        )
        self.persons = Person.objects.bulk_create(
            Person(organisation=self.home, name=f"Person {n:04}", site=self._site(), created_at=self.now)
            for n in range(PEOPLE)
        )
        self.agents = Person.objects.bulk_create(
            Person(organisation_id=ours, name=f"Agent {n}", created_at=self.now) for n in range(AGENTS)
        )

    def _site(self) -> Any:
        return self.chance.choice(self.sites)

    def line(self, number: int, count: int) -> _Line:
        """Who, when it began, about which service, with which agent, and a lot; every 333rd is the first person's."""
        regular = number % max(count // REGULAR, 1) == 0
        who = self.persons[0] if regular else self.chance.choice(self.persons)
        began = self.now - YEARS + YEARS / count * number - timedelta(hours=30)
        service, agent = self.chance.choice(self.services), self.chance.choice(self.agents)
        return _Line(who, began, service, agent, self.chance.random())


def _fill(made: Any, acts: int) -> None:
    """Episodes of three acts over two years; most of them ended; one person with 1,000 acts among them."""
    from django.db import transaction

    from rapport.domains.ledger.models import Act, Episode

    place, count = _Place(made), acts // PER_EPISODE
    for first in range(0, count, AT_ONCE):
        lines = [place.line(n, count) for n in range(first, min(first + AT_ONCE, count))]
        with transaction.atomic():
            episodes = Episode.objects.bulk_create(_episode(place, line) for line in lines)
            told = zip(episodes, lines, strict=True)
            Act.objects.bulk_create(
                _act(place, episode, step, line) for episode, line in told for step in range(PER_EPISODE)
            )


def _episode(place: _Place, line: _Line) -> Any:
    from rapport.domains.ledger.models import Episode

    return Episode(
        person=line.who,
        organisation=place.home,
        team=place.team,
        service=line.service,
        site=line.who.site,
        title="A matter",
        started_at=line.began,
        last_act_at=line.began + timedelta(hours=26),
        completed_at=line.ended_at,
        theirs=1,
        ours=PER_EPISODE - 1,
    )


def _act(place: _Place, episode: Any, step: int, line: _Line) -> Any:
    from rapport.domains.ledger.models import Act

    return Act(
        organisation=place.home,
        person=line.who,
        author=line.agent if step else None,
        team=place.team,
        service=line.service,
        site=line.who.site,
        episode=episode,
        at=line.began + timedelta(hours=13) * step,
        recorded_at=place.now,
        channel=("mail", "phone", "visit", "portal")[int(line.lot * 100) % 4],
        direction="ours" if step else "theirs",
        planned=line.lot < 0.3,
        kind="message",
        source_key=f"bench {episode.pk} {step}",
        completes=step == PER_EPISODE - 1 and line.ended_at is not None,
        title="A matter",
        minutes=5 if step else None,
    )


def _count(*, from_nothing: bool) -> dict[str, Any]:
    """All that is marked, and how long one list of marks takes."""
    from django.utils import timezone

    from rapport.domains.ledger import actions
    from rapport.domains.ledger.models import Acquaintances, Act, ContactSum
    from rapport.domains.promises import queries as promises
    from rapport.foundation.actors import system

    working, took = promises.default_calendar(), []
    if from_nothing:
        actions.recount_contacts(working=working, actor=system(), at=timezone.now())
    while True:
        began = CLOCK()
        if not actions.count_contacts(working=working, actor=system(), at=timezone.now()):
            break
        took.append((CLOCK() - began) * 1000)
    return {
        "acts": Act.objects.count(),
        "seconds": round(sum(took) / 1000, 1),
        "list": _figures(took) if took else {},
        "sums": ContactSum.objects.count(),
        "pairs": Acquaintances.objects.count(),
    }


def _pages(agent_id: int, organisation_id: int) -> dict[str, Any]:
    from django.test import Client
    from django.urls import reverse

    from bench import cast
    from rapport.domains.people.models import Person, Role, Site

    client = Client(headers={"host": "localhost"})
    client.cookies["sessionid"] = cast.session_of(agent_id)
    person = Person.objects.get(name="Person 0000")
    team_id = Role.objects.filter(person_id=agent_id, team__isnull=False).values_list("team_id", flat=True)[0]
    asked = {
        "floor": "/floor/",
        "organisation": reverse("workspace:organisation", args=[organisation_id]),
        "organisation, two years": reverse("workspace:organisation", args=[organisation_id]) + "?months=24",
        "organisation, visits": reverse("workspace:organisation", args=[organisation_id]) + "?channel=visit",
        "team × organisation": reverse("workspace:organisation_team", args=[organisation_id, team_id]),
        "site": reverse("workspace:site", args=[Site.objects.order_by("pk")[0].pk]),
        "person, 1,000 acts": reverse("workspace:person", args=[person.pk]),
    }
    took: dict[str, list[float]] = {name: [] for name in asked}
    for turn in range(WARM + ROUNDS):
        for name, path in asked.items():
            began = CLOCK()
            answer = client.get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{path} answered {answer.status_code}")
            if turn >= WARM:
                took[name].append((CLOCK() - began) * 1000)
    floor = _figures(took["floor"])["p50"]
    return {name: _figures(some) | {"floors": round(_figures(some)["p50"] / floor, 2)} for name, some in took.items()}


def _recording(organisation_id: int) -> dict[str, Any]:
    """A list of fifty acts and one act alone, with marks and without them, by turns."""
    from rapport.domains.ledger.actions import recording

    with_marks, without = recording.mark_acts, lambda rows: None
    found: dict[str, list[float]] = {}
    for turn in range(60):
        for name, mark in (("marked", with_marks), ("not marked", without)):
            for length in (1, LIST):
                took = _record(organisation_id, length, mark, key=f"{time.time()} {name} {turn} {length}")
                found.setdefault(f"{name}, {length}", []).append(took)
    return {name: _figures(some) for name, some in found.items()}


def _record(organisation_id: int, length: int, mark: Callable[..., None], *, key: str) -> float:
    from django.utils import timezone

    from rapport.domains.ledger.actions import record_acts, recording
    from rapport.domains.ledger.types import NewAct
    from rapport.domains.people.models import Person
    from rapport.foundation.actors import system

    now = timezone.now()
    persons = Person.objects.filter(organisation_id=organisation_id).values_list("pk", flat=True)[100 : 100 + length]
    acts = [
        NewAct(person, organisation_id, now, "mail", "theirs", "message", f"{key} {n}",
               ref=("ticket", hash((key, n)) % 10**9))
        for n, person in enumerate(persons)
    ]  # fmt: skip
    with _instead(recording, mark):
        began = CLOCK()
        record_acts(acts, actor=system(), at=now)
        return (CLOCK() - began) * 1000


@contextlib.contextmanager
def _instead(module: Any, mark: Callable[..., None]) -> Iterator[None]:
    kept, module.mark_acts = module.mark_acts, mark
    try:
        yield
    finally:
        module.mark_acts = kept


def _figures(took: list[float]) -> dict[str, float]:
    from bench.figures import percentile

    return {"n": len(took), "p50": round(percentile(took, 0.5), 1), "p95": round(percentile(took, 0.95), 1)}


def _say(name: str, found: dict[str, Any]) -> None:
    print(json.dumps({name: found, "at": f"{datetime.now():%H:%M:%S}"}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ACTS, *sys.argv[2:3])
