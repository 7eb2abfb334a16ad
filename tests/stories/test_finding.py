"""Find: operators narrow what the words find, hits are marked, and what was typed wrong is explained."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rapport.domains.desk import actions
from rapport.domains.desk.models import Ticket
from rapport.foundation.actors import Actor
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import write
from tests.visitors import browser, plain

YEAR = timedelta(days=365)


@pytest.fixture
def desk(stage: Cast, clock: Clock) -> Cast:
    """A year ago Marta wrote of a plotter; now she and Lena do, and Hugo has hers."""
    now, clock.at = clock.at, clock.at - YEAR
    write(stage.marta, "Old plotter", "The plotter eats <b>paper</b> in the attic.")
    clock.at = now
    write(stage.marta, "New plotter", "Große Plotter drucken blass, says the attic.")
    write(stage.lena, "Plotter of ours", "It is loud.")
    Ticket.objects.filter(subject="New plotter").update(
        assignee_id=stage.hugo.person_id, service_id=stage.printing.pk, site_id=stage.head_office.pk, state="open"
    )
    new = Ticket.objects.get(subject="New plotter")
    actions.answer(ticket_id=new.pk, text="I clean its heads.", actor=stage.hugo, at=now)
    Ticket.objects.filter(subject="Old plotter").update(state="closed", solved_at=now, closed_at=now)
    return stage


def found(who: Actor, typed: str) -> list[str]:
    """The subjects of what is found."""
    shown = (
        plain(browser(who).get(reverse("workspace:find"), {"q": typed})).replace("<mark>", "").replace("</mark>", "")
    )
    rows = shown.split("<main")[1].split("data-row")[1:]
    return sorted(name for row in rows for name in ("Old plotter", "New plotter", "Plotter of ours") if name in row)


ALL, NEW, OLD, LENA = (
    ["New plotter", "Old plotter", "Plotter of ours"],
    ["New plotter"],
    ["Old plotter"],
    "Plotter of ours",
)


def test_operators_narrow_what_the_words_find(desk: Cast) -> None:
    asked = {
        "plotter": ALL,
        "plotter from:marta": NEW + OLD,
        "plotter from:lena": [LENA],
        "plotter from:marta after:2026-01": NEW,
        "plotter before:30d": OLD,
        "before:30d": OLD,
        "plotter is:open": [*NEW, LENA],
        "is:closed": OLD,
        "plotter is:mine": NEW,
        "site:head is:mine": NEW,
        f"service:{desk.printing.name.split()[0].lower()}": NEW,
        "plotter org:fenmoor": [LENA],
        "plotter kind:incident": [],
        "plotter kind:person": [],
        "grosse plot* attic": NEW,
        '"plotter eats"': OLD,
        "plotter from:nobodyatall": [],
        "from:hugo": NEW,
        "from:me": NEW,
        "from:hugo before:30d": [],
        "after:9999-12-31": [],
    }
    assert {typed: found(desk.hugo, typed) for typed in asked} == asked


def test_hits_are_marked_and_nothing_else_is_markup(desk: Cast) -> None:
    shown = browser(desk.hugo).get(reverse("workspace:find"), {"q": "grosse attic"}).content.decode()
    assert "<mark>Große</mark>" in shown
    assert "<mark>attic</mark>" in shown
    old = browser(desk.hugo).get(reverse("workspace:find"), {"q": '"plotter eats"'}).content.decode()
    assert "<mark>plotter eats</mark>" in old
    assert "<b>paper</b>" not in old


def test_slips_are_explained_and_examples_lead_on(desk: Cast) -> None:
    said = {
        "form:marta plotter": "Did you mean “from:”?",
        "is:broken plotter": "It is open, waiting, closed or mine.",
        "kind:thing plotter": "It is one of:",
        "after:soon plotter": "is no day",
        "site:nowhere plotter": "No site within your reach is called “nowhere”.",
        "tag:zzyzx plotter": "There is no tag “zzyzx”. Nothing is written like it, either.",
        "tag:zzyzx from:zzyzx plotter": "Nobody within your reach is called “zzyzx”.",
        "from:zzyzx plotter": "Nobody within your reach is called “zzyzx”.",
        "owner:hugo plotter": "Did you mean “is:”?",
        "plotter OR attic": "Look for each on its own.",
        "to:hugo": "is found with “from:hugo”",
        "kind:article": "Only tickets are listed without a word.",
        "after:9999-12-31": "is no day",
        "": "every word that begins so",
    }
    for typed, words in said.items():
        assert words in plain(browser(desk.hugo).get(reverse("workspace:find"), {"q": typed})), typed
    assert found(desk.hugo, "re: plotter") == []  # an empty operator is a word like others
    assert found(desk.sanna, "from:marta") == []  # another team's


def test_a_name_written_nearly_right_leads_on_to_what_there_is(desk: Cast) -> None:
    new = Ticket.objects.get(subject="New plotter")
    actions.set_tags(ticket_id=new.pk, names=["toner", "first aid"], actor=desk.hugo, at=timezone.now())
    site, service = desk.head_office.name, desk.printing.name.split()[0]
    for typed, said in (
        ("tag:tonner plotter", "tag:toner plotter"),
        ("tag:frist plotter", 'tag:"first aid" plotter'),
        (f'plotter site:"{site[:-1]}x"', f'plotter site:"{site}"'),
        ("plotter from:matra", f'plotter from:"{desk.marta.name}"'),
        (f"service:{service[:-1]}x", f"service:{service}"),
    ):
        page = browser(desk.hugo).get(reverse("workspace:find"), {"q": typed})
        asked = [all_of_it for _, all_of_it in page.context["instead"]]
        assert any(one.startswith(said[:-1]) for one in asked), (typed, asked)
        assert "Did you mean" in plain(page) and found(desk.hugo, typed) == []
        assert set(NEW) <= set(found(desk.hugo, asked[0]))
