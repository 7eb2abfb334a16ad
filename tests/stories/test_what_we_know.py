"""Her own page: she says how she likes to be helped and what is not right; staff read the first, decide the second."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rapport.domains.desk import actions as desk
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import Narrowed
from rapport.domains.people.models import CriticalDay, Person
from rapport.foundation import audit
from tests.visitors import browser
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


def shown(world: World, who: str, address: str) -> str:
    response = browser(world.cast.everybody[who]).get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def desk_page(world: World, more: str = "") -> str:
    return reverse("workspace:person", kwargs={"person_id": world.marta}) + more


SAID = {
    "name": "Marta Kolb",
    "occupation": "Site manager",
    "critical_note": "Every Monday before the crews leave",
    "language": "de",
    "channel": "phone",
    "hours": "before nine",
    "detail": "steps",
    "support_note": "Tell me the day, not the reason.",
}


def test_what_she_says_of_herself_is_on_her_helpers_page_in_words(world: World) -> None:
    hers = browser(world.cast.marta)
    assert hers.post(reverse("portal:profile"), SAID).status_code == 302
    day = timezone.localdate() + timedelta(days=30)
    hers.post(reverse("portal:profile"), {"add_day": "1", "on": day.isoformat(), "words": "Move-out"})
    page = shown(world, "hugo", desk_page(world))
    for word in ("Site manager", "German", "Phone, before nine", "Step by step", "not the reason", "Move-out"):
        assert word in page
    assert "<dd>de</dd>" not in page
    verbs = [(row.verb, row.fields) for row in audit.rows(subject_kind="person", subject_id=world.marta)]
    assert ("person.updated", ["critical_day"]) in verbs
    assert any(verb == "person.updated" and "occupation" in fields for verb, fields in verbs)


def test_what_cannot_be_kept_says_why_and_keeps_the_rest(world: World) -> None:
    hers = browser(world.cast.marta)
    answer = hers.post(reverse("portal:profile"), SAID | {"name": " "})
    assert answer.status_code == 400 and "The old name is kept" in answer.content.decode()
    assert Person.objects.get(pk=world.marta).occupation == ""
    answer = hers.post(reverse("portal:profile"), {"add_day": "1", "on": "2020-01-01"})
    assert answer.status_code == 400 and "has passed" in answer.content.decode()
    assert not CriticalDay.objects.exists()


def test_what_is_not_right_is_decided_by_staff_and_told_to_her(world: World) -> None:
    address = reverse("portal:not_right", kwargs={"episode_id": world.episode.pk})
    assert "What is not right?" in shown(world, "marta", address)
    hers = browser(world.cast.marta)
    assert hers.post(address, {"about": "name", "words": ""}).status_code == 400
    assert hers.post(address, {"about": "name", "words": "It was the scanner."}).status_code == 302
    assert "we look at it" in shown(world, "marta", reverse("portal:relationship"))
    assert "It was the scanner." in shown(world, "hugo", desk_page(world))
    [asked] = ledger.corrections(world.cast.hugo, world.marta)
    decide = reverse("workspace:correction", kwargs={"person_id": world.marta, "correction_id": asked.id})
    theirs = browser(world.cast.hugo)
    assert theirs.post(decide, {"accept": "1", "title": ""}).status_code == 400
    assert theirs.post(decide, {"accept": "1", "title": "Scanner in the attic"}).status_code == 302
    page = shown(world, "marta", reverse("portal:relationship"))
    assert "Scanner in the attic" in page and "put right" in page
    assert theirs.post(decide, {"decline": "1", "answer": "No."}).status_code == 400


def test_her_page_says_who_sees_what_and_how_many_notes_there_are(world: World) -> None:
    page = shown(world, "marta", reverse("portal:relationship"))
    assert "1 note beside your requests is for our team only" in page
    assert "Ruth Adeyemi, whom your organisation named as its contact" in page
    assert "Those who help you do not see them." in page
    for stage in ("visitor", "follower", "supporter", "advocate"):
        assert stage not in page.lower()
    browser(world.cast.marta).post(reverse("portal:relationship"), {"show_answers": "yes"})
    assert "because you said so" in shown(world, "marta", reverse("portal:relationship"))
    browser(world.cast.marta).post(reverse("portal:relationship"), {"show_answers": "no"})
    assert "Those who help you do not see them." in shown(world, "marta", reverse("portal:relationship"))


def test_a_card_stands_beside_who_has_it_when_its_owner_chose_so(world: World) -> None:
    desk.assign(ticket_id=world.ticket.pk, assignee_id=world.cast.hugo.person_id, actor=world.cast.hugo, at=world.at)
    request = reverse("portal:request", kwargs={"public_key": world.ticket.public_key})
    theirs = browser(world.cast.hugo)
    card = {"does": "Everything with a plug", "languages": "Czech", "hours": "Mondays", "reach": "Write here"}
    theirs.post(reverse("workspace:my_card"), card)
    assert "Everything with a plug" not in shown(world, "marta", request)
    theirs.post(reverse("workspace:my_card"), card | {"shown": "on"})
    assert "Everything with a plug" in shown(world, "marta", request)
    assert "Everything with a plug" in shown(world, "marta", reverse("portal:relationship"))
    assert theirs.post(reverse("workspace:my_card"), {"does": "", "shown": "on"}).status_code == 400
    theirs.post(reverse("workspace:my_card"), card)
    assert "Everything with a plug" not in shown(world, "marta", request)


@pytest.mark.parametrize("zoom", ["sequences", "episodes", "acts", "nonsense"])
def test_the_line_is_chosen_by_the_address(world: World, zoom: str) -> None:
    page = shown(world, "hugo", desk_page(world, f"?zoom={zoom}&since=2026-10-01&until=2026-11-30"))
    current = {"nonsense": "episodes"}.get(zoom, zoom)
    assert f'aria-current="page">{current.capitalize()}</a>' in page
    assert "Show all of it" in page


def test_a_part_without_anything_says_so_and_leads_back(world: World) -> None:
    page = shown(world, "hugo", desk_page(world, "?channel=chat&since=2020-01-01&until=2020-02-01"))
    assert "Nothing of what you chose lies in this time." in page
    page = shown(world, "hugo", desk_page(world, "?since=2026-02-01&until=2026-01-01"))
    assert "“To” is left out of the line. That is before the first day." in page
    page = shown(world, "hugo", desk_page(world, "?since=soon"))
    assert "“From” is left out of the line. Choose a day, or write it like 2026-11-30." in page


def test_the_counts_of_the_line_are_of_what_was_chosen(world: World) -> None:
    whole = ledger.timeline(world.cast.hugo, world.marta)
    part = ledger.timeline(world.cast.hugo, world.marta, only=Narrowed(channel="mail"))
    assert 0 < part.n_acts < whole.n_acts
    page = shown(world, "hugo", desk_page(world, "?channel=mail"))
    assert "Of what you chose: " in page and f"{part.planned} of {part.n_acts} act" in page
    page = shown(world, "hugo", desk_page(world))
    assert "Of what you chose" not in page and f"{whole.planned} of {whole.n_acts} act" in page


def test_the_page_opens_with_who_began_what_was_promised_how_it_ended_and_what_is_next(world: World) -> None:
    page = shown(world, "hugo", desk_page(world))
    lead = page[page.index('class="lead"') : page.index("</header>", page.index('class="lead"'))]
    assert "Marta Kolb began “" in lead and "promised" in lead
    assert "still open" in lead or "ended" in lead
    assert "Next: " in lead or "Nothing is promised next." in lead


def test_an_owner_is_chosen_from_the_team(world: World) -> None:
    address = reverse("workspace:owner", kwargs={"person_id": world.marta})
    team = {"team": world.cast.service_desk.pk}
    browser(world.cast.hugo).post(address, team | {"owner": world.cast.hugo.person_id})
    assert "Hugo Marek looks after it." in shown(world, "hugo", desk_page(world))
    browser(world.cast.hugo).post(address, team | {"owner": world.marta})
    assert "Hugo Marek looks after it." in shown(world, "hugo", desk_page(world))
