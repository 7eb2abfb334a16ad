"""A day at the desk: macros, taking back, two at one ticket, views, merging and reminders, as pages show them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rapport.domains.desk import actions, queries
from rapport.domains.desk.models import Message, Ticket
from rapport.domains.desk.tests.mails import mail, receive
from rapport.domains.promises.models import Clock as Running
from rapport.foundation import jobs
from rapport.foundation.actors import Actor
from rapport.foundation.models import Letter
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.visitors import browser


@pytest.fixture
def plotter(stage: Cast, clock: Clock) -> Ticket:
    return actions.open_ticket(actor=stage.marta, at=clock.at, text="The plotter is stuck", service_id=stage.mail.pk)


@pytest.fixture
def patient(settings: object) -> None:
    settings.UNDO_SECONDS = 10  # type: ignore[attr-defined]


def shown(client: Client, page: str, /, *args: object, **query: object) -> str:
    """The text of a page."""
    return client.get(reverse(f"workspace:{page}", args=args), query).content.decode()


def press(who: Actor, page: str, /, *args: object, **said: object) -> str:
    """What a form answers, after the pages it leads to."""
    return browser(who).post(reverse(f"workspace:{page}", args=args), said, follow=True).content.decode()


def test_an_answer_with_a_macro_is_taken_back_and_sent_again(
    stage: Cast, plotter: Ticket, clock: Clock, patient: None
) -> None:
    refused = press(stage.hugo, "new_macro", name="Lid", text="Open {{ lid }}", then="finish")
    assert "We do not know {{ lid }}" in refused and "Open {{ lid }}" in refused
    press(stage.hugo, "new_macro", name="Lid", text="Dear {{ first_name }}, open the lid.", then="finish", tags="lid")
    (macro,) = queries.macros(stage.hugo)
    page = press(stage.hugo, "put_in_macro", plotter.pk, macro_id=macro.id)
    assert "Dear Marta, open the lid.</textarea>" in page
    assert 'btn-do" name="then" value="finish"' in page
    said = {"text": "Dear Marta, open the lid.", "then": "finish", "macro": macro.id}
    page = press(stage.hugo, "answer", plotter.pk, **said)
    assert "Your answer to Marta Kolb" in page and f"Take back the answer to {plotter.key}" in page
    assert "Your answer to Marta Kolb" in shown(browser(stage.hugo), "queue")
    page = press(stage.hugo, "take_back_answer", queries.on_the_way(stage.hugo)[0].id)
    assert "Taken back" in page and "open the lid.</textarea>" in page
    press(stage.hugo, "answer", plotter.pk, **said)
    clock.wait(seconds=11)
    jobs.run_all(at=clock.at)
    assert Letter.objects.get(kind="closing").data["text"] == "Dear Marta, open the lid."
    assert ">lid</a>" in shown(browser(stage.hugo), "ticket", plotter.pk)


def test_what_leaves_from_this_ticket_is_taken_back_above_what_leaves_from_others(
    stage: Cast, plotter: Ticket, clock: Clock, patient: None
) -> None:
    other = actions.open_ticket(actor=stage.marta, at=clock.at, text="No paper", service_id=stage.mail.pk)
    for one in (other, plotter):
        press(stage.hugo, "answer", one.pk, text="On my way.", then="keep_open")
    for one, then in ((plotter, other), (other, plotter)):
        page = shown(browser(stage.hugo), "ticket", one.pk)
        assert 0 < page.find(f"Take back the answer to {one.key}") < page.find(f"Take back the answer to {then.key}")
        assert page.count('data-key="z"') == 1, "of two the key takes back the newest, and the question mark says so"
        assert f'data-key="z" data-says="take back the newest answer you sent, to {plotter.key}"' in page


def test_a_ticket_whose_sender_was_told_nothing_is_late_by_our_own_target(stage: Cast, clock: Clock) -> None:
    alarm = mail("alarm@aldergate.example", "Disk full", auto="Auto-Submitted", at=clock.at)
    found = receive(alarm, at=clock.at)[0]
    Running.objects.filter(ref_id=found.ticket_id).update(due_at=clock.at + timedelta(seconds=5), target_minutes=1)
    clock.wait(seconds=10)
    row = next(one for one in queries.queue(stage.hugo, view="team").rows if one.ticket_id == found.ticket_id)
    assert row.day_is == "our target" and row.day_at is not None and row.day_at < clock.at
    assert '<small class="late">our target' in shown(browser(stage.hugo), "queue", view="team")
    page = shown(browser(stage.hugo), "ticket", found.ticket_id)
    assert 'Nobody was told a day. Our own target is <b class="late">' in page
    Running.objects.filter(ref_id=found.ticket_id).update(paused_since=clock.at)
    row = next(one for one in queries.queue(stage.hugo, view="team").rows if one.ticket_id == found.ticket_id)
    assert row.day_at is None, "a clock that stands still has no day"


def _kept_view(who: Actor, clock: Clock, **limits: str) -> int:
    return actions.keep_view(name="Kept", filters=queries.ViewFilters(**limits), actor=who, at=clock.at).pk


def test_an_open_queue_hears_what_came_after_it_was_drawn(stage: Cast, plotter: Ticket, clock: Clock) -> None:
    page = shown(browser(stage.hugo), "queue", view="unassigned")
    since = page.split('data-since="')[1].split('"')[0]
    assert 'data-of="view=unassigned"' in page
    assert 'data-of="filter=1&amp;waits=us"' in shown(browser(stage.hugo), "queue", filter="1", waits="us")
    assert 'id="news"' not in shown(browser(stage.hugo), "queue", filter="1", waits="nonsense")
    kept = _kept_view(stage.hugo, clock, assignee="nobody")
    assert f'data-of="saved={kept}"' in shown(browser(stage.hugo), "queue", saved=str(kept))

    def new(who: Actor, **said: str) -> int:
        asked = {"view": "unassigned", "since": since} | said
        return int(browser(who).get(reverse("workspace:new_in_queue"), asked).json()["new"])

    assert new(stage.hugo) == 0
    clock.wait(seconds=5)
    more = actions.open_ticket(actor=stage.marta, at=clock.at, text="No paper", service_id=stage.mail.pk)
    assert (new(stage.hugo), new(stage.hugo, view="mine"), new(stage.hugo, view="nonsense")) == (1, 0, 1)
    assert new(stage.hugo, saved=str(kept)) == new(stage.hugo, filter="1", waits="us") == 1
    assert new(stage.hugo, filter="1", waits="nonsense") == new(stage.hugo, filter="1", assignee="me") == 0
    assert new(stage.sanna) == 0, "of another team"
    assert new(stage.hugo, since="") == new(stage.hugo, since="yesterday") == new(stage.hugo, since="2026-11-02") == 0
    clock.wait(seconds=5)
    press(stage.hugo, "answer", more.pk, text="It comes.", then="keep_open")
    assert new(stage.hugo, view="team") == 0, "what we say ourselves is no news"


def test_the_second_of_two_is_told_reads_what_was_said_and_keeps_their_text(
    stage: Cast, plotter: Ticket, patient: None
) -> None:
    seen = Message.objects.get().pk
    press(stage.hugo, "answer", plotter.pk, text="Hugo's words.", then="keep_open", seen=seen)
    page = press(stage.noor, "answer", plotter.pk, text="Noor's words.", then="keep_open", seen=seen)
    assert "Hugo Marek is answering this ticket right now" in page
    assert "Hugo&#x27;s words." in page and "Noor&#x27;s words.</textarea>" in page
    assert "Noor&#x27;s words.</textarea>" in shown(browser(stage.noor), "ticket", plotter.pk)
    found = browser(stage.noor).post(reverse("workspace:here", args=[plotter.pk]), {"seen": seen, "writing": "1"})
    assert found.json() == {"said": "", "new": 0}
    assert "Noor Haddad is writing an answer." in shown(browser(stage.hugo), "ticket", plotter.pk)


def test_an_answer_that_came_back_survives_the_page_on_which_one_goes_on_writing(
    stage: Cast, plotter: Ticket, clock: Clock, patient: None
) -> None:
    seen = Message.objects.get().pk
    press(stage.hugo, "answer", plotter.pk, text="Open the lid.", then="keep_open", seen=seen)
    actions.reply_as_customer(ticket_id=plotter.pk, text="It smokes!", actor=stage.marta, at=clock.at)
    clock.wait(seconds=11)
    jobs.run_all(at=clock.at)
    press(stage.hugo, "keep_draft", plotter.pk, text="Then close it.")  # from the page that answer led to
    page = press(stage.hugo, "answer", plotter.pk, text="Then close it.", then="keep_open", seen=seen)
    both = "Open the lid.\n\nThen close it.</textarea>"
    assert both in page and "It was not sent." in page and "Nothing was sent" in page
    page = shown(browser(stage.hugo), "ticket", plotter.pk)
    known = page.partition('name="shown" value="')[2].partition('"')[0]
    assert both in page and both in press(stage.hugo, "check", plotter.pk, text=both[:-11], shown=known)
    newest = Message.objects.latest("pk").pk
    press(stage.hugo, "answer", plotter.pk, text="Run.", then="keep_open", seen=newest, shown=known)
    assert queries.draft_of(stage.hugo, plotter.pk) is None


def test_a_view_is_chosen_kept_and_read(stage: Cast, plotter: Ticket) -> None:
    press(stage.hugo, "keep_details", plotter.pk, tags="Attic")
    client = browser(stage.hugo)
    page = shown(client, "queue", filter="1", tags="attic", stands="open")
    assert "The plotter is stuck" in page and "Keep this as a view" in page
    assert "No ticket is like this" in shown(client, "queue", filter="1", tags="attic", waits="them")
    page = press(stage.hugo, "new_view", name="In the attic", tags="attic", stands="open", whose=stage.service_desk.pk)
    assert "In the attic" in page and "The plotter is stuck" in page
    assert "In the attic" in shown(browser(stage.noor), "queue") and "In the attic" in shown(
        client, "commands", q="att"
    )
    assert "In the attic" not in shown(browser(stage.sanna), "queue")
    page = press(stage.hugo, "change_many", ticket=[plotter.pk], assign_to=stage.noor.person_id, back="/desk/queue/")
    assert "Done with 1 ticket." in page and "Noor Haddad" in page
    away = browser(stage.hugo).post(reverse("workspace:change_many"), {"back": "https://else.example/"})
    assert away["Location"] == reverse("workspace:queue")


def test_a_merge_shows_its_outcome_first_and_is_undone_there(stage: Cast, plotter: Ticket, clock: Clock) -> None:
    again = actions.open_ticket(actor=stage.marta, at=clock.at, text="It beeps, too", service_id=stage.mail.pk)
    page = shown(browser(stage.hugo), "merge_ticket", again.pk, other=plotter.key.lower())
    assert "Nothing has happened yet" in page and f"Merge into {plotter.key}" in page
    assert "There is no ticket R-999 here" in shown(browser(stage.hugo), "merge_ticket", again.pk, other="R-999")
    page = press(stage.hugo, "merge_ticket", again.pk, other=plotter.key)
    assert "It beeps, too" in page and "merged in" in page
    old = browser(stage.marta).get(reverse("portal:request", args=[again.public_key]), follow=True).content.decode()
    assert "The plotter is stuck" in old and "It beeps, too" in old
    assert f"<summary>Part {again.key} again</summary>" in page and f"Yes, part {again.key}<" in page
    (made,) = queries.merged_in(stage.hugo, plotter.pk, at=clock.at)
    assert f"{again.key} is a ticket of its own again" in press(stage.hugo, "part_ticket", plotter.pk, made.id)


def test_today_tells_what_is_for_me(stage: Cast, plotter: Ticket, clock: Clock) -> None:
    press(stage.noor, "note", plotter.pk, text="@Hugo can you look?", minutes="2")
    press(stage.hugo, "remind", plotter.pk, on=clock.at.date().isoformat(), words="Did the part come?")
    page = shown(browser(stage.hugo), "today")
    assert "@Hugo can you look?" in page and "Noor Haddad names you" in page and "Did the part come?" in page
    assert "For you" not in shown(browser(stage.noor), "today")
    press(stage.hugo, "see_mention", queries.mentions(stage.hugo)[0].id)
    press(stage.hugo, "end_reminder", queries.reminders(stage.hugo, until=clock.at.date())[0].id)
    assert "For you" not in shown(browser(stage.hugo), "today")


def test_the_command_bar_goes_to_tickets_people_and_pages(stage: Cast, plotter: Ticket) -> None:
    client = browser(stage.hugo)
    assert reverse("workspace:ticket", args=[plotter.pk]) in shown(client, "commands", q=plotter.key.lower())
    assert "Marta Kolb" in shown(client, "commands", q="kol")
    there = reverse("workspace:site", args=[stage.head_office.pk])
    assert there in shown(client, "commands", q="off")  # any word of "Head office"
    assert there not in shown(client, "commands", q="ffice")
    assert there in shown(client, "ticket", plotter.pk)
    assert f"{reverse('workspace:queue')}#many" in shown(client, "commands", q="hand over")
    assert reverse("workspace:new_macro") in shown(client, "commands", q="wri mac")
    for typed, page in (("known", "problems"), ("quiet", "notices"), ("visits", "visits"), ("help", "articles")):
        assert reverse(f"workspace:{page}") in shown(client, "commands", q=typed)
    assert reverse("workspace:ticket", args=[plotter.pk]) not in shown(browser(stage.sanna), "commands", q=plotter.key)
