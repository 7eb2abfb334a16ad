"""Relationship pages of an organisation, a site, and a team with an organisation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.models import GroupRelationship
from rapport.domains.ledger.tests.stream import answered, record, said
from rapport.domains.promises import actions as promises
from rapport.domains.promises import queries as hours
from rapport.foundation.actors import system
from tests.cast import ONE_HOUR, Cast, build
from tests.visitors import browser

NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def cast(db: None) -> Cast:
    return build(at=NOW - timedelta(days=60))


@pytest.fixture
def hugo(cast: Cast) -> Client:
    return browser(cast.hugo)


def matters(cast: Cast) -> None:
    """Two matters of Marta's ended with both sides in them, one of them planned; Lena of Fenmoor wrote, too."""
    place = {"team_id": cast.service_desk.pk, "service_id": cast.mail.pk, "site_id": cast.head_office.pk}
    for number, back in enumerate((20, 15), start=1):
        at, ref = NOW - timedelta(days=back), ("ticket", 900 + number)
        record(
            said(cast, cast.marta, at, ref=ref, title="The plotter eats paper", **place),
            answered(cast, cast.marta, at + ONE_HOUR, ref=ref, minutes=7, planned=number == 2, **place),
            answered(cast, cast.marta, at + 2 * ONE_HOUR, ref=ref, channel="visit", completes=True, **place),
        )
    record(said(cast, cast.lena, NOW - timedelta(days=3), title="Somebody else", team_id=cast.service_desk.pk))


def count() -> None:
    while ledger.count_contacts(working=hours.default_calendar(), actor=system(), at=NOW):
        pass


def page(client: Client, name: str, *args: int, **asked: str) -> str:
    answer = client.get(reverse(f"workspace:{name}", args=args), asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_an_organisation_says_what_contact_there_was_and_what_it_cost(cast: Cast, hugo: Client) -> None:
    matters(cast)
    count()
    shown = page(hugo, "organisation", cast.aldergate.pk)
    assert "6 acts in twelve months." in shown
    assert "One of them was planned (17 %, between 3 % and 56 %); once somebody had to come back." in shown
    assert "Had to come back" in shown and "in 2 episodes begun" in shown
    assert "<b>14</b> worked, noted in 2 acts" in shown
    assert "Marta Kolb" in shown and "Hugo Marek" in shown and "The plotter eats paper" in shown
    assert "Lena Fors" not in shown and "Somebody else" not in shown


def test_what_was_recorded_a_moment_ago_is_there_before_the_job_has_been(cast: Cast, hugo: Client) -> None:
    matters(cast)
    assert "6 acts in twelve months." in page(hugo, "organisation", cast.aldergate.pk)


@pytest.mark.parametrize(
    ("asked", "claim"),
    [
        ({"channel": "visit"}, "2 acts in twelve months."),
        ({"planned": "yes"}, "1 act in twelve months."),
        ({"planned": "no", "months": "3"}, "5 acts in three months."),
        ({"channel": "chat"}, "No contact in twelve months."),
        ({"months": "nonsense", "service": "x"}, "6 acts in twelve months."),
    ],
)
def test_it_can_be_narrowed(cast: Cast, hugo: Client, asked: dict[str, str], claim: str) -> None:
    matters(cast)
    count()
    assert claim in page(hugo, "organisation", cast.aldergate.pk, **asked)


def test_a_site_says_what_it_is_and_who_is_there(cast: Cast, hugo: Client) -> None:
    matters(cast)
    count()
    shown = page(hugo, "site", cast.head_office.pk)
    assert "6 acts in twelve months." in shown and "Office" in shown and "Marta Kolb" in shown


def test_a_team_and_an_organisation_have_an_owner_and_a_next_step(cast: Cast, hugo: Client) -> None:
    matters(cast)
    count()
    pair = (cast.aldergate.pk, cast.service_desk.pk)
    assert "Nobody looks after it yet." in page(hugo, "organisation_team", *pair)
    said_so = {"owner": str(cast.hugo.person_id), "next_step": "Ask how the move went", "next_step_on": "2031-05-06"}
    assert hugo.post(reverse("workspace:group_next_step", args=pair), said_so).status_code == 302
    shown = page(hugo, "organisation_team", *pair)
    assert "Ask how the move went" in shown and "Hugo Marek looks after it" in shown
    assert "Ask how the move went" in page(hugo, "organisation", cast.aldergate.pk)
    assert GroupRelationship.objects.get(organisation=cast.aldergate).since is not None


def test_an_owner_of_another_team_and_a_day_that_is_none_are_refused_in_words(cast: Cast, hugo: Client) -> None:
    pair = (cast.aldergate.pk, cast.service_desk.pk)
    answer = hugo.post(reverse("workspace:group_next_step", args=pair), {"next_step": "x", "next_step_on": "soon"})
    assert answer.status_code == 422 and "Choose a day." in answer.content.decode()
    with pytest.raises(ledger.NotOfTheTeam):
        ledger.set_group_step(
            organisation_id=pair[0],
            team_id=pair[1],
            owner_id=cast.sanna.person_id,
            next_step="",
            next_step_on=None,
            actor=cast.hugo,
            at=NOW,
        )


def test_a_team_sees_its_own_part_and_no_other_teams_page(cast: Cast) -> None:
    matters(cast)
    count()
    sanna = browser(cast.sanna)
    assert "No contact in twelve months." in page(sanna, "organisation", cast.aldergate.pk)
    other = reverse("workspace:organisation_team", args=(cast.aldergate.pk, cast.service_desk.pk))
    assert sanna.get(other).status_code == 404
    assert sanna.post(f"{other}next-step/", {"next_step": "Mine"}).status_code == 404


def test_promises_stand_with_how_many_were_kept(cast: Cast, hugo: Client) -> None:
    matters(cast)
    promises.promise(
        person_id=cast.marta.person_id or 0,
        organisation_id=cast.aldergate.pk,
        team_id=cast.service_desk.pk,
        ref=("ticket", 901),
        text="Hugo calls about the plotter",
        due_at=NOW + timedelta(days=1),
        actor=cast.hugo,
        at=NOW,
    )
    assert "Hugo calls about the plotter" in page(hugo, "organisation", cast.aldergate.pk)


def test_organisations_are_listed_and_people_lead_there(cast: Cast, hugo: Client) -> None:
    link = reverse("workspace:organisation", args=[cast.aldergate.pk])
    assert link in page(hugo, "organisations")
    assert link in page(hugo, "person", cast.marta.person_id or 0)


def test_a_client_contact_sees_all_of_their_organisation_and_no_next_step(cast: Cast, hugo: Client) -> None:
    matters(cast)
    count()
    pair = (cast.aldergate.pk, cast.service_desk.pk)
    hugo.post(reverse("workspace:group_next_step", args=pair), {"next_step": "Win them back"})
    answer = browser(cast.ruth).get(reverse("portal:your_organisation"))
    shown = answer.content.decode()
    assert (
        "Aldergate Electric and us" in shown
        and "6 words and visits in twelve months." in shown
        and "Marta Kolb" in shown
    )
    assert "Win them back" not in shown and "/desk/" not in shown
    assert browser(cast.lena).get(reverse("portal:your_organisation")).status_code == 404


def test_a_step_that_changed_meanwhile_is_not_overwritten_unseen(cast: Cast, hugo: Client) -> None:
    address = reverse("workspace:group_next_step", args=(cast.aldergate.pk, cast.service_desk.pk))
    seen = {"was": "", "was_on": ""}
    assert hugo.post(address, seen | {"next_step": "Hugo calls", "next_step_on": "2031-05-06"}).status_code == 302
    late = hugo.post(address, seen | {"next_step": "Dev writes", "next_step_on": ""})
    said = late.content.decode()
    assert late.status_code == 409 and "Meanwhile “Hugo calls, 6 May 2031” was written here" in said
    assert GroupRelationship.objects.get(organisation=cast.aldergate).next_step == "Hugo calls"
    now = {"was": "Hugo calls", "was_on": "2031-05-06"}
    assert 'name="was" value="Hugo calls"' in said and 'value="2031-05-06"' in said
    assert hugo.post(address, now | {"next_step": "Dev writes", "next_step_on": ""}).status_code == 302
    assert GroupRelationship.objects.get(organisation=cast.aldergate).next_step == "Dev writes"


def test_a_list_that_is_cut_says_so(cast: Cast, hugo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    matters(cast)
    count()
    assert "there are more" not in page(hugo, "organisation", cast.aldergate.pk)
    monkeypatch.setattr("rapport.interfaces.look.groups.SHOWN", 0)
    assert "The 0 with the latest contact; there are more" in page(hugo, "organisation", cast.aldergate.pk)
