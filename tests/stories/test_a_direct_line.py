"""A supporter's message goes straight to the agent they know, and the acknowledgement says who has it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from rapport.domains.desk.models import Ticket
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.models import StageHeld
from rapport.domains.ledger.types import NewAct
from rapport.foundation.actors import Actor, system
from rapport.measures.stages import Stage
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import letters, text_of, ticket_of, work, write
from tests.visitors import browser, plain


def stand(who: Actor, stage: Stage, clock: Clock) -> None:
    """Somebody has come as far as this; the tests of the ledger say how one gets there."""
    until = clock.at.date().replace(day=1)
    StageHeld.objects.create(person_id=who.person_id, stage=stage, since=until, until=until, attitude="favourable")


def meet(stage: Cast, who: Actor, agent: Actor, clock: Clock, *, times: int = 1) -> None:
    """An agent of the Service Desk calls."""
    acts = [
        NewAct(
            person_id=who.person_id or 0,
            organisation_id=who.organisation_id or 0,
            at=clock.at - timedelta(hours=3 + number),
            channel="phone",
            direction="ours",
            kind="call",
            source_key=f"{agent.name}:{number}",
            author_id=agent.person_id,
            team_id=stage.service_desk.pk,
        )
        for number in range(times)
    ]
    ledger.record_acts(acts, actor=system(), at=clock.at)


@pytest.fixture
def known(stage: Cast, clock: Clock) -> Cast:
    """Marta is a supporter; Hugo knows her best, Noor a little."""
    stand(stage.marta, Stage.SUPPORTER, clock)
    meet(stage, stage.marta, stage.hugo, clock, times=3)
    meet(stage, stage.marta, stage.noor, clock)
    return stage


def acknowledged(who: Actor) -> str:
    return " ".join(text_of(letters("acknowledgement", who)[-1]).split())


def test_her_mail_reaches_hugo_and_she_is_told_so(known: Cast) -> None:
    ticket = Ticket.objects.get(pk=ticket_of(write(known.marta, "Plotter stuck", "It swallows drawings.")))
    assert ticket.assignee_id == known.hugo.person_id
    assert "Hugo Marek has it." in acknowledged(known.marta)


def test_what_she_writes_in_the_portal_reaches_him_too(known: Cast) -> None:
    browser(known.marta).post(reverse("portal:home"), {"ask": "The plotter is stuck.", "service": ""})
    work()
    assert Ticket.objects.get().assignee_id == known.hugo.person_id
    assert "Hugo Marek has it." in acknowledged(known.marta)


def test_the_one_who_looks_after_the_relationship_comes_first(known: Cast, clock: Clock) -> None:
    from rapport.domains.ledger.models import Relationship

    Relationship.objects.create(
        person_id=known.marta.person_id, team=known.service_desk, owner_id=known.noor.person_id, since=clock.at
    )
    write(known.marta, "Plotter stuck", "It swallows drawings.")
    assert Ticket.objects.get().assignee_id == known.noor.person_id


def test_when_he_is_away_it_takes_the_usual_way(known: Cast, clock: Clock) -> None:
    clock.wait(days=8)
    write(known.marta, "Plotter stuck", "It swallows drawings.")
    assert Ticket.objects.get().assignee_id is None
    assert "A person will read it." in acknowledged(known.marta)


def test_a_follower_takes_the_usual_way(stage: Cast, clock: Clock) -> None:
    stand(stage.ivo, Stage.FOLLOWER, clock)
    meet(stage, stage.ivo, stage.hugo, clock)
    write(stage.ivo, "Plotter stuck", "It swallows drawings.")
    assert Ticket.objects.get().assignee_id is None


def test_an_administrator_switches_it_off_for_a_team(known: Cast) -> None:
    address = reverse("workspace:settings_direct_line")
    assert "Service Desk" in plain(browser(known.ines).get(address))
    assert browser(known.ines).post(address, {}).status_code == 302
    write(known.marta, "Plotter stuck", "It swallows drawings.")
    assert Ticket.objects.get().assignee_id is None


def test_she_reads_what_it_opens_and_never_a_rank(known: Cast, clock: Clock) -> None:
    from rapport.domains.ledger.models import Relationship

    Relationship.objects.create(person_id=known.marta.person_id, team=known.service_desk, since=clock.at)
    shown = plain(browser(known.marta).get(reverse("portal:relationship")))
    assert "What you write to Service Desk goes straight to Hugo Marek, who knows you." in shown
    assert "You hear early what is going to change." in shown
    assert not [stage.word for stage in Stage if f" {stage.word} " in shown.lower() and stage != Stage.USER]
