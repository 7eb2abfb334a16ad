"""What goes wrong while people fill in forms: each slip is told in a sentence, nothing is lost or made twice."""

from __future__ import annotations

import base64
import json
import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rapport.domains.desk.models import HeldMessage, Message, Ticket
from rapport.domains.ledger.models import Relationship
from rapport.domains.promises.models import Promise
from rapport.foundation.models import RawMail
from rapport.interfaces.cli import welcome
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import ticket_of, write
from tests.stories.test_a_first_run import HER
from tests.stories.test_held_mail import forged
from tests.visitors import browser, plain
from tests.world import World

ONCE = re.compile(r'name="once" value="([^"]+)"')
TOO_LONG = "x" * (5 * 1024 * 1024)


def key_on(page: Any) -> str:
    """The key of the first form on a page that makes something."""
    found = ONCE.search(page.content.decode())
    assert found
    return found[1]


@pytest.fixture
def ticket_id(stage: Cast) -> int:
    """Marta's matter."""
    return ticket_of(write(stage.marta, "Plotter stuck", "It swallows drawings."))


def test_an_address_that_only_takes_a_form_leads_back_to_its_page(stage: Cast, ticket_id: int) -> None:
    """Opened from the address bar, or after signing in again; programs are told what they did."""
    client, address = browser(stage.hugo), reverse("workspace:answer", args=[ticket_id])
    page = reverse("workspace:ticket", args=[ticket_id])
    assert client.get(address, headers={"accept": "text/html,*/*"}).headers["Location"] == page
    assert client.get("/sign-out/", headers={"accept": "text/html"}).headers["Location"] == "/"
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("until", ["2020-01-01T10:00", "9999-12-31T23:59", "0001-01-01T00:00", "soon"])
def test_an_odd_time_is_refused_at_its_field_and_the_reply_is_kept(stage: Cast, ticket_id: int, until: str) -> None:
    said = {"text": "The part comes.", "then": "keep_open", "promise_until": until}
    page = browser(stage.hugo).post(reverse("workspace:answer", args=[ticket_id]), said)
    assert page.status_code == 400
    assert 'id="promise-wrong"' in plain(page)
    assert "The part comes.</textarea>" in plain(page)
    assert f'value="{until}"' in plain(page)
    assert not Promise.objects.exists()
    assert Message.objects.filter(ticket_id=ticket_id, side="ours").count() == 0


def test_next_year_may_be_promised(stage: Cast, clock: Clock, ticket_id: int) -> None:
    until = (clock.at + timedelta(days=700)).strftime("%Y-%m-%dT%H:%M")
    said = {"text": "A long time.", "then": "keep_open", "promise_until": until}
    assert browser(stage.hugo).post(reverse("workspace:answer", args=[ticket_id]), said).status_code == 302
    assert Promise.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"decision": "maybe"}, {"decision": ""}])
def test_an_unclear_decision_decides_nothing(stage: Cast, settings: Any, sent: dict[str, str]) -> None:
    forged(stage, settings)
    held = HeldMessage.objects.get()
    page = browser(stage.hugo).post(reverse("workspace:decide", args=[held.pk]), sent)
    assert page.status_code == 400
    assert "Nothing was changed" in plain(page)
    held.refresh_from_db()
    assert (held.decided_at, held.accepted) == (None, None)


def test_a_second_decision_is_told_who_decided_what(stage: Cast, settings: Any) -> None:
    forged(stage, settings)
    here = reverse("workspace:decide", args=[HeldMessage.objects.get().pk])
    assert browser(stage.hugo).post(here, {"decision": "accept"}).status_code == 302
    second = browser(stage.hugo).post(here, {"decision": "refuse"})
    assert second.status_code == 409
    assert f"{stage.hugo.name} has let this mail in already." in plain(second)
    assert HeldMessage.objects.get().accepted is True


@pytest.mark.parametrize("to", ["²", "9" * 20, "9" * 4400, "x"])
def test_tickets_given_to_no_number_stay_where_they_are(stage: Cast, ticket_id: int, to: str) -> None:
    answer = browser(stage.hugo).post("/desk/queue/many/", {"ticket": [ticket_id], "assign_to": to})
    assert answer.status_code in {302, 400, 404}
    assert Ticket.objects.get(pk=ticket_id).assignee_id is None


def test_the_first_run_sent_twice_at_once_is_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/" + welcome.administrator_link("").partition("//")[2].partition("/")[2]
    assert Client().post(path, HER).status_code == 302
    read = "rapport.foundation.links.read"
    from rapport.foundation.models.links import Link

    with monkeypatch.context() as at_once:  # the other one had looked before the first one wrote
        at_once.setattr(read, lambda *_: Link.objects.get())
        late = Client().post(path, HER)
    assert late.status_code == 410
    assert "used already" in plain(late)


def test_a_text_that_is_too_long_is_refused_in_a_sentence(world: World) -> None:
    marta, hugo = browser(world.cast.marta), browser(world.cast.hugo)
    careful = Client(enforce_csrf_checks=True)
    careful.get(reverse("portal:sign_in"))
    for page in (
        marta.post(reverse("portal:home"), {"ask": TOO_LONG}),
        hugo.post(reverse("workspace:answer", args=[world.ticket.pk]), {"text": TOO_LONG}),
        careful.post(reverse("portal:sign_in"), {"email": TOO_LONG}),
        Client().post(reverse("public:answer", args=[world.answer_token]), {"words": TOO_LONG}),
    ):
        assert page.status_code == 413
        assert "That is too long to send at once" in plain(page)


def test_a_program_that_sends_too_much_is_told_in_its_own_form(world: World) -> None:
    answer = Client().post(
        f"/api/v1/tickets/{world.ticket.pk}/messages",
        {"text": TOO_LONG},
        content_type="application/json",
        headers={"authorization": f"Bearer {world.api_tokens['hugo']}"},
    )
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert "Nothing was changed" in answer.json()["detail"]


def test_what_is_too_long_is_taken_from_the_line_so_that_the_sentence_arrives(world: World) -> None:
    body = BytesIO(b"ask=" + TOO_LONG.encode())
    length = str(len(body.getvalue()))
    marta, kind = browser(world.cast.marta), "application/x-www-form-urlencoded"
    page = marta.generic(
        "POST", reverse("portal:home"), CONTENT_TYPE=kind, CONTENT_LENGTH=length, **{"wsgi.input": body}
    )
    assert page.status_code == 413
    assert body.read() == b""


def cursor(*values: object) -> str:
    """An address part that looks like one of ours."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


FALSE_CURSORS = (
    "zzz",
    "%ff",
    base64.urlsafe_b64encode(b"[" * 3000).decode(),
    cursor(1),
    cursor("a", "b"),
    cursor("\0", 1),
    cursor([1], [2]),
    cursor({}, 1),
)


@pytest.mark.parametrize("after", [*FALSE_CURSORS, cursor("\ud800", 1), cursor(1e400, 10**40)])
def test_a_cursor_that_is_none_of_ours_leads_to_the_beginning(world: World, after: str) -> None:
    dev, marta = browser(world.cast.dev), browser(world.cast.marta)
    for client, name in (
        (dev, "workspace:queue"),
        (dev, "workspace:people"),
        (dev, "workspace:held"),
        (dev, "workspace:terms"),
        (marta, "portal:requests"),
    ):
        page = client.get(f"{reverse(name)}?q=&after={after}", follow=True)
        assert page.status_code == 200, name
        assert not page.redirect_chain or page.redirect_chain[-1][0] == f"{reverse(name)}?q="


def test_what_is_asked_three_times_by_one_form_is_asked_once(stage: Cast) -> None:
    marta = browser(stage.marta)
    sent = {"ask": "The plotter is stuck.", "once": key_on(marta.get(reverse("portal:home")))}
    first, *others = [marta.post(reverse("portal:home"), sent) for _ in range(3)]
    assert Ticket.objects.count() == 1
    assert {page["Location"] for page in others} == {first["Location"]}
    assert "You sent this before" in plain(marta.get(first["Location"]))
    marta.post(reverse("portal:home"), sent | {"ask": "Something else."})
    assert Ticket.objects.count() == 2, "whoever goes back and writes something else has something else to say"
    ruth = browser(stage.ruth)
    ruth.post(reverse("portal:home"), sent)
    assert Ticket.objects.count() == 3, "another person's key is not hers"


def test_two_tabs_are_two_matters(stage: Cast) -> None:
    marta = browser(stage.marta)
    keys = [key_on(marta.get(reverse("portal:home"))) for _ in range(2)]
    for key in keys:
        marta.post(reverse("portal:home"), {"ask": "One more chair, please.", "once": key})
    assert Ticket.objects.count() == 2


def test_the_same_word_at_the_same_moment_is_found_when_it_is_written(
    stage: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rapport.domains.desk.actions import opening

    marta = browser(stage.marta)
    sent = {"ask": "The plotter is stuck.", "once": "a-key"}
    first = marta.post(reverse("portal:home"), sent)
    look, looked = opening._refuse_repeated, []

    def blind_once(key: str | None) -> None:
        looked.append(key)
        if len(looked) > 1:
            look(key)

    monkeypatch.setattr(opening, "_refuse_repeated", blind_once)
    assert marta.post(reverse("portal:home"), sent)["Location"] == first["Location"]
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("answer", {"text": "It comes tomorrow.", "then": "keep_open"}),
        ("note", {"text": "Fuser worn out."}),
        ("contact", {"channel": "phone", "direction": "ours", "text": "Called.", "minutes": "4"}),
    ],
)
def test_what_an_agent_sends_twice_is_there_once(stage: Cast, ticket_id: int, name: str, sent: dict[str, str]) -> None:
    hugo, here = browser(stage.hugo), reverse("workspace:ticket", args=[ticket_id])
    before = Message.objects.count()
    sent["once"] = key_on(hugo.get(here))
    for _ in range(3):
        page = hugo.post(reverse(f"workspace:{name}", args=[ticket_id]), sent)
        assert page["Location"] == here
    assert Message.objects.count() == before + 1
    assert "Nothing was sent again." in plain(hugo.get(here))


def test_a_reply_of_hers_sent_twice_is_there_once(stage: Cast, ticket_id: int) -> None:
    marta, here = browser(stage.marta), reverse("portal:request", args=[Ticket.objects.get().public_key])
    sent = {"text": "Any news?", "once": key_on(marta.get(here))}
    for _ in range(2):
        assert marta.post(here, sent)["Location"] == here
    assert Message.objects.filter(text="Any news?").count() == 1
    assert "You sent this before" in plain(marta.get(here))


def test_a_mail_of_the_demo_sent_twice_is_one_mail(stage: Cast, settings: Any) -> None:
    settings.DEMO, client = True, Client()
    page = client.get(reverse("post:write"))
    mail = {"sender": "marta.kolb@aldergate.example", "to": "help@northwind.example", "text": "Hello", "subject": "Hi"}
    for _ in range(2):
        client.post(reverse("post:write"), mail | {"once": key_on(page)})
    assert RawMail.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"next_step": None}, {"next_step_on": None}, {"next_step_on": "soon"}, {"team": "x"}, {"team": None}]
)
def test_a_step_that_arrives_in_part_changes_nothing(world: World, wrong: dict[str, str | None]) -> None:
    known = Relationship.objects.get(person_id=world.marta)
    here, hugo = reverse("workspace:next_step", args=[world.marta]), browser(world.cast.hugo)
    sent: dict[str, str | None] = {"next_step": "Visit the attic", "next_step_on": "2026-12-01"}
    sent["team"] = str(known.team_id)
    assert hugo.post(here, sent).status_code == 302
    page = hugo.post(here, {name: value for name, value in (sent | wrong).items() if value is not None})
    assert page.status_code == 400
    assert '<details class="fold" open>' in plain(page)
    assert "wrong" in plain(page)
    known.refresh_from_db()
    assert (known.next_step, str(known.next_step_on)) == ("Visit the attic", "2026-12-01")
    assert hugo.post(here, sent | {"next_step": "", "next_step_on": ""}).status_code == 302, "empty lines clear it"


def test_an_agent_who_finds_nothing_keeps_the_way_back(world: World) -> None:
    for address in ("/desk/tickets/987654321/", "/no-such-page/"):
        lost = browser(world.cast.hugo).get(address)
        assert lost.status_code == 404
        for page in ("today", "queue", "people"):
            assert f'href="{reverse(f"workspace:{page}")}"' in plain(lost)
    assert "<nav" not in plain(browser(world.cast.marta).get("/desk/tickets/987654321/"))


def test_what_both_sides_tapped_stands_beside_the_ticket(stage: Cast, clock: Clock, ticket_id: int) -> None:
    hugo, here = browser(stage.hugo), reverse("workspace:ticket", args=[ticket_id])
    clock.wait(hours=1)
    hugo.post(reverse("workspace:answer", args=[ticket_id]), {"text": "It works again.", "then": "finish"})
    assert "After this matter" not in plain(hugo.get(here))
    ticket = Ticket.objects.get(pk=ticket_id)
    taps = {"know_each_other": "yes", "understood": "no"}
    browser(stage.marta).post(reverse("portal:three_questions", args=[ticket.public_key]), taps)
    shown = plain(hugo.get(here))
    assert "They say: we know each other better, we did not understand each other." in shown
