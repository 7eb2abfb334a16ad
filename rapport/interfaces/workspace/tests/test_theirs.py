"""Promises both ways, ideas delivered and kinds of exchange, as pages show them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.models import Act, Evidence
from rapport.domains.ledger.types import NewAct, NewEvidence
from rapport.domains.promises.models import TheirPromise
from rapport.foundation.actors import system
from rapport.measures.stages import Kind
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast
from tests.visitors import browser
from tests.visitors import plain as printed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HERS = "“I send the log.”"


def plain(page: Any) -> str:
    """The words of a page without its marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", printed(page)).split())


def _acts(cast: Cast) -> None:
    """Three acts of two kinds of exchange."""
    given = {"organisation_id": cast.aldergate.pk, "channel": "phone", "kind": "call", "team_id": cast.service_desk.pk}
    acts = [
        NewAct(
            cast.marta.person_id or 0,
            at=MONDAY - n * ONE_HOUR,
            direction="theirs",
            source_key=f"call:{n}",
            exchange=exchange,
            title=f"A talk about {exchange}",
            **given,  # type: ignore[arg-type]
        )
        for n, exchange in enumerate(["service", "service", "social"])
    ]
    ledger.record_acts(acts, actor=system(), at=MONDAY)


def test_a_promise_of_hers_is_noted_by_the_agent_and_settled_by_her(cast: Cast) -> None:
    _acts(cast)
    hugo, marta = browser(cast.hugo), browser(cast.marta)
    page = reverse("workspace:person", args=[cast.marta.person_id])
    note = reverse("workspace:they_said", args=[cast.marta.person_id])
    on = (timezone.now() + 3 * ONE_DAY).date().isoformat()
    assert "Choose the day they gave" in plain(hugo.post(note, {"text": "I send the log."}, follow=True))
    hugo.post(note, {"text": "I send the log.", "due_on": on, "once": "1"})
    hugo.post(note, {"text": "I send the log.", "due_on": on, "once": "1"})
    row = TheirPromise.objects.get()
    seen = plain(hugo.get(page))
    assert HERS in seen
    assert re.search("Next: “I send the log”, Sat 14 Nov, Marta Kolb.", seen)
    mine = reverse("portal:relationship")
    assert HERS in plain(marta.get(mine))
    marta.post(reverse("portal:settle_told_us", args=[row.pk]), {"said": "kept"})
    assert "by their own word" in plain(hugo.get(page))
    told = plain(hugo.post(reverse("workspace:settle_theirs", args=[row.pk]), {"said": "broken"}, follow=True))
    assert "They have said themselves what became of it." in told
    assert "Promises they kept" in plain(hugo.get(page))
    assert browser(cast.ivo).post(reverse("portal:settle_told_us", args=[row.pk]), {"said": "kept"}).status_code == 404


def test_she_promises_on_her_own_page_and_both_sides_read_it(cast: Cast) -> None:
    _acts(cast)
    marta, mine = browser(cast.marta), reverse("portal:relationship")
    assert "Note what you promised us" not in plain(marta.get(mine))  # nobody has answered her yet
    answer = NewAct(
        cast.marta.person_id or 0,
        cast.aldergate.pk,
        MONDAY,
        "phone",
        "ours",
        "call",
        "call:ours",
        team_id=cast.service_desk.pk,
    )
    ledger.record_acts([answer], actor=system(), at=MONDAY)
    on = (timezone.now() + 3 * ONE_DAY).date()
    given = {"own_promise": "yes", "text": "I send the log.", "team_id": cast.service_desk.pk, "once": "1"}
    refused = marta.post(mine, given | {"due_on": (on - 30 * ONE_DAY).isoformat()})
    assert refused.status_code == 400
    assert "That day has passed." in plain(refused)
    assert 'value="I send the log."' in printed(refused)
    for _ in range(2):
        assert marta.post(mine, given | {"due_on": on.isoformat()}).status_code == 302
    assert marta.post(mine, given | {"due_on": on.isoformat(), "team_id": cast.field_team.pk}).status_code == 400
    row = TheirPromise.objects.get()
    assert (row.noted_by_id, row.team_id) == (cast.marta.person_id, cast.service_desk.pk)
    assert HERS in plain(browser(cast.hugo).get(reverse("workspace:person", args=[cast.marta.person_id])))
    assert "Take it back" in plain(marta.get(mine))
    marta.post(reverse("portal:settle_told_us", args=[row.pk]), {"said": "kept"})
    assert "by their own word" in plain(
        browser(cast.hugo).get(reverse("workspace:person", args=[cast.marta.person_id]))
    )


def test_an_idea_is_delivered_by_a_lead_and_counted(cast: Cast) -> None:
    _acts(cast)
    told = NewEvidence(cast.marta.person_id or 0, Kind.IDEA, MONDAY - timedelta(days=9), "idea:1", words="Test first.")
    ledger.record_evidence(evidence=[told], actor=system(), at=MONDAY)
    idea = Evidence.objects.get()
    page, there = (
        reverse("workspace:person", args=[cast.marta.person_id]),
        reverse("workspace:idea_delivered", args=[idea.pk]),
    )
    assert "0 of 1 idea delivered" in plain(browser(cast.hugo).get(page))
    assert browser(cast.hugo).post(there).status_code in {403, 404}
    noor = browser(cast.noor)
    for _ in range(2):
        noor.post(there)
    assert Evidence.objects.filter(kind=Kind.IDEA_DELIVERED).count() == 1
    assert "1 of 1 idea delivered" in plain(noor.get(page))
    assert "Ideas delivered 1 of 1 idea of theirs" in plain(noor.get(page))
    organisation = reverse("workspace:organisation", args=[cast.aldergate.pk])
    assert "Ideas delivered 1 of 1 idea of theirs" in plain(noor.get(organisation))
    assert "there since" in plain(browser(cast.marta).get(reverse("portal:relationship")))


def test_kinds_of_exchange_are_counted_and_chosen(cast: Cast) -> None:
    _acts(cast)
    page, hugo = reverse("workspace:person", args=[cast.marta.person_id]), browser(cast.hugo)
    whole = plain(hugo.get(page))
    assert "Of 3 acts 2 were service, 1 social." in whole
    social = plain(hugo.get(page, {"exchange": "social", "zoom": "acts"}))
    assert "A talk about social" in social
    assert "A talk about service" not in social.split("What it costs")[0].split("Where we stand")[0]


def test_somebody_we_serve_tells_an_idea_of_their_own_and_those_who_help_read_it(cast: Cast) -> None:
    _acts(cast)
    marta, mine = browser(cast.marta), reverse("portal:relationship")
    assert "Tell us an idea" in plain(marta.get(mine))
    refused = marta.post(mine, {"idea_form": "yes", "words": " ", "once": "7"})
    assert refused.status_code == 400 and "Nothing was sent." in plain(refused)
    for _ in range(2):
        assert marta.post(mine, {"idea_form": "yes", "words": "Test the signal first.", "once": "7"}).status_code == 302
    told = Evidence.objects.get(kind=Kind.IDEA)
    assert (told.person_id, told.words, told.recorded_by_id) == (
        cast.marta.person_id,
        "Test the signal first.",
        told.person_id,
    )
    act = Act.objects.get(channel="idea")
    assert (act.direction, act.author_id, act.title) == ("theirs", told.person_id, "Test the signal first.")
    assert "Test the signal first." in plain(marta.get(mine))
    page = reverse("workspace:person", args=[cast.marta.person_id])
    assert "Test the signal first." in plain(browser(cast.hugo).get(page))
    assert "Test the signal first." not in plain(browser(cast.ivo).get(mine))
    assert browser(cast.hugo).post(mine, {"idea_form": "yes", "words": "Mine.", "once": "8"}).status_code == 404
