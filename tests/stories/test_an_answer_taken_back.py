"""An answer taken back brings its promise and its ticks back into the box; nothing was promised and nothing is kept."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from rapport.domains.desk import actions
from rapport.domains.desk.models import Outgoing
from rapport.domains.promises import actions as promises
from rapport.domains.promises.models import Promise
from rapport.foundation.actors import system
from tests.cast import ONE_DAY
from tests.visitors import browser
from tests.world import World


@pytest.fixture
def line(world: World) -> Promise:
    """A deed that Hugo promised earlier."""
    return promises.promise(
        person_id=world.marta,
        ref=("ticket", world.ticket.pk),
        team_id=world.cast.service_desk.pk,
        kind="deed",
        text="A day for the line",
        due_at=world.at + 2 * ONE_DAY,
        actor=world.cast.hugo,
        at=world.at,
    )


def send(page: Client, world: World, line: Promise, shown: str = "") -> Outgoing:
    """Hugo promises five covers, ticks the line and says how long it took."""
    until = (timezone.localtime() + 3 * ONE_DAY).strftime("%Y-%m-%dT10:30")
    said = {"text": "The line is up.", "then": "wait", "promise_until": until, "promise_kind": "deed"}
    ticked = {"promise_text": "Five covers", "keeps": [str(line.pk)], "minutes": "12", "shown": shown}
    with override_settings(UNDO_SECONDS=10):
        page.post(reverse("workspace:answer", args=[world.ticket.pk]), said | ticked)
    return Outgoing.objects.get()


def shown(page: Client, world: World) -> str:
    """The ticket as Hugo sees it."""
    return unescape(page.get(reverse("workspace:ticket", args=[world.ticket.pk])).content.decode())


def nothing_happened(line: Promise) -> bool:
    """No promise was made and none was kept."""
    line.refresh_from_db()
    return line.kept_at is None and not Promise.objects.filter(text="Five covers").exists()


def test_the_promise_and_the_ticks_stand_in_the_box_again_and_nothing_happened(world: World, line: Promise) -> None:
    page = browser(world.cast.hugo)
    row = send(page, world, line)
    assert nothing_happened(line)
    page.post(reverse("workspace:take_back_answer", args=[row.pk]))
    actions.let_leave(outgoing_id=row.pk, actor=system(), at=timezone.now() + timedelta(seconds=10))
    assert nothing_happened(line)
    text = shown(page, world)
    assert "The line is up.</textarea>" in text and f'name="keeps" value="{line.pk}" checked' in text
    assert 'value="deed" selected' in text and 'value="Five covers"' in text
    assert timezone.localtime(row.promise_until).strftime('value="%Y-%m-%dT10:30"') in text
    assert text.index('value="wait"') < text.index('value="keep_open"')
    again = page.get(reverse("workspace:ticket", args=[world.ticket.pk])).context
    assert again["took"] == 12


def test_sent_again_it_is_promised_and_kept_once_and_the_box_is_empty(world: World, line: Promise) -> None:
    page = browser(world.cast.hugo)
    page.post(reverse("workspace:take_back_answer", args=[send(page, world, line).pk]))
    row = send(page, world, line, page.get(reverse("workspace:ticket", args=[world.ticket.pk])).context["shown"])
    actions.let_leave(outgoing_id=row.pk, actor=system(), at=timezone.now())
    line.refresh_from_db()
    assert line.kept_at is not None and Promise.objects.filter(text="Five covers").count() == 1
    box = shown(page, world).split('id="draft"')[1].split("</form>")[0]
    assert "<span>Five covers, " in box and 'value="Five covers"' not in box and " checked" not in box


def test_a_draft_keeps_what_is_promised_with_it_and_what_is_cleared_stays_cleared(world: World, line: Promise) -> None:
    page = browser(world.cast.hugo)
    page.post(reverse("workspace:take_back_answer", args=[send(page, world, line).pk]))
    kept = reverse("workspace:keep_draft", args=[world.ticket.pk])
    page.post(kept, {"text": "The line is up, and more."}, headers={"X-Requested-With": "script"})
    assert 'value="Five covers"' in shown(page, world)  # a page that says nothing of it changes nothing of it
    came_back = page.get(reverse("workspace:ticket", args=[world.ticket.pk])).context["shown"]
    page.post(kept, {"text": "Only words.", "promise_kind": "word", "promise_until": "", "shown": came_back})
    text = shown(page, world)
    assert "Only words.</textarea>" in text and "Five covers" not in text and " checked" not in text
