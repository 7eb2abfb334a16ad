"""What happened before stands beside a ticket, and every row of it leads on."""

from __future__ import annotations

import pytest
from django.urls import reverse

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.models import Episode
from rapport.domains.ledger.types import NewAct
from rapport.foundation.actors import system
from tests.cast import MONDAY, ONE_DAY
from tests.visitors import browser, plain
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_a_talk_without_a_ticket_leads_to_its_episode(world: World) -> None:
    given = {"channel": "phone", "direction": "theirs", "kind": "call", "title": "How the attic goes"}
    talk = NewAct(world.marta, world.cast.aldergate.pk, MONDAY - 40 * ONE_DAY, source_key="talk:1", **given)
    others = NewAct(world.marta, world.cast.aldergate.pk, MONDAY - 60 * ONE_DAY, source_key="talk:2", **given)
    rows = [(talk, world.cast.service_desk.pk), (others, world.cast.field_team.pk)]
    for act, team in rows:
        ledger.record_acts([NewAct(**(act.__dict__ | {"team_id": team}))], actor=system(), at=MONDAY)
    episode = Episode.objects.get(started_at=talk.at)
    there = reverse("workspace:episode", args=[world.marta, episode.pk])
    hugo = browser(world.cast.hugo)
    beside = plain(hugo.get(reverse("workspace:ticket", args=[world.ticket.pk]))).split("What happened before")[1]
    assert f'<a href="{there}">How the attic goes</a>' in beside
    assert hugo.get(there).status_code == 200
