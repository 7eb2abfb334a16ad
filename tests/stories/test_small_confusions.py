"""What confused somebody who tried it, and does so no more: each thing says what it is."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse

from rapport.domains.desk import actions as desk
from rapport.domains.knowledge.models import Article
from rapport.domains.people import actions as people
from rapport.domains.people.models import Organisation
from rapport.interfaces.look import styles
from tests.outsiders import articles, visits, workspace
from tests.visitors import browser, plain
from tests.world import SUBJECT, World


def test_macros_are_reached_from_the_queue_and_lead_back_to_the_ticket(world: World) -> None:
    hugo, macro_id = browser(world.cast.hugo), workspace.macro_of_hugo(world)
    assert f'href="{reverse("workspace:macros")}"' in plain(hugo.get(reverse("workspace:queue")))
    back = f"?ticket={world.ticket.pk}"
    shown = plain(hugo.get(reverse("workspace:macros") + back))
    assert f"Back to {world.ticket.key}, {SUBJECT}" in shown
    changed = hugo.post(
        reverse("workspace:macro", args=[macro_id]) + back, {"name": "Hi", "text": "Hi", "then": "wait"}
    )
    assert changed["Location"] == reverse("workspace:macros") + back
    sanna = plain(browser(world.cast.sanna).get(reverse("workspace:macros") + back))
    assert SUBJECT not in sanna, "another team's ticket is not named"


def test_what_was_chosen_is_the_heading(world: World) -> None:
    asked = {"filter": 1, "waits": "us", "assignee": "nobody", "service": world.cast.mail.pk}
    shown = plain(browser(world.cast.hugo).get(reverse("workspace:queue"), asked))
    assert f"<h1>Open work: they wait for us, nobody has it yet, {world.cast.mail.name}</h1>" in shown


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_merge_sent_twice_says_that_it_was_done(world: World, method: str) -> None:
    kept, hugo = workspace.another_of_marta(world), browser(world.cast.hugo)
    at = reverse("workspace:merge_ticket", args=[world.ticket.pk])
    hugo.post(at, {"other": kept.key})
    again = getattr(hugo, method)(at, {"other": kept.key}, follow=True)
    assert again.redirect_chain[-1][0] == reverse("workspace:ticket", args=[kept.pk])
    assert "already" in plain(again)
    assert "This is the ticket itself" not in plain(again)


def test_which_organisations_is_asked_where_it_is_for_some_of_them(world: World) -> None:
    shown = plain(browser(world.cast.hugo).get(reverse("workspace:open_problem")))
    assert "Only where it is for people of these organisations." in shown  # where a browser cannot hide it
    sheet = (styles.FOLDER / "rapport.css").read_text(encoding="utf-8")
    assert "form:has([value=organisations]:not(:checked)) .choices:has([name=organisations]){display:none}" in sheet


def test_the_day_in_the_queue_is_the_one_the_ticket_names(world: World) -> None:
    hugo, rows = browser(world.cast.hugo), reverse("workspace:queue")
    assert "promised," in plain(hugo.get(rows))
    said = {"ticket_id": world.ticket.pk, "text": "One question.", "actor": world.cast.hugo, "at": world.at}
    desk.answer(then="wait", **said)
    assert "no day runs" in plain(hugo.get(reverse("workspace:ticket", args=[world.ticket.pk])))
    hers = plain(browser(world.cast.marta).get(reverse("portal:requests")))
    assert "asked you something" in hers
    assert "No date yet" in hers


def test_a_visit_was_moved_once(world: World) -> None:
    visit_id = visits.visit_of_marta(world)
    desk.move_own_visit(
        public_key=visits.key_of_marta(world),
        actor=world.cast.marta,
        at=world.at,
        starts_at=datetime.fromisoformat(visits.free_time(world)["starts_at"]),
    )
    hugo = browser(world.cast.hugo)
    assert "moved once" in plain(hugo.get(reverse("workspace:visits") + "?view=open"))
    assert "once by them, never by us" in plain(hugo.get(reverse("workspace:visit", args=[visit_id])))


def test_what_is_written_in_another_language_says_so(world: World) -> None:
    page, marta = articles.article(world), browser(world.cast.marta)
    assert "in German" not in plain(marta.get(reverse("portal:articles")))
    Article.objects.filter(pk=page.pk).update(language="de")
    listed = plain(marta.get(reverse("portal:articles")))
    assert 'lang="de"' in listed
    assert "in German" in listed
    assert "In German. As of" in plain(marta.get(reverse("portal:article", args=[page.key])))


def test_the_poster_speaks_the_language_of_the_site(world: World) -> None:
    site, hugo = world.cast.head_office, browser(world.cast.hugo)
    people.open_site_door(site_id=site.pk, actor=world.cast.ines, at=world.at)
    at = reverse("workspace:site_poster", args=[site.pk])
    assert "what do you need?" in plain(hugo.get(at))
    Organisation.objects.filter(pk=site.organisation_id).update(language="de-AT")
    assert "Was brauchen Sie?" in plain(hugo.get(at))
    assert "what do you need?" in plain(hugo.get(at, {"language": "en"}))
    assert "in German" in plain(hugo.get(reverse("workspace:site", args=[site.pk])))
