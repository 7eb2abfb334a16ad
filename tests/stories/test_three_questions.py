"""After a matter is done both sides may tap three answers, without sign-in and without a mail of its own."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rapport.domains.desk import actions as desk
from rapport.domains.desk.models import Ticket
from rapport.domains.ledger.models import Act, Episode, Reflection
from rapport.foundation.models import Letter, Link
from tests.cast import Cast
from tests.stories.conftest import Clock
from tests.stories.scene import letters, links_in, text_of, ticket_of, work, write
from tests.visitors import browser, plain

QUESTION = "Did we understand each other?"
WRITES = ("INSERT", "UPDATE", "DELETE")


def finished(stage: Cast, clock: Clock) -> Ticket:
    """A ticket that Hugo has answered and finished."""
    ticket_id = ticket_of(write(stage.marta, "Plotter stuck", "It swallows drawings."))
    clock.wait(hours=1)
    said = {"text": "It works again.", "then": "finish"}
    browser(stage.hugo).post(reverse("workspace:answer", args=[ticket_id]), said)
    work()
    return Ticket.objects.get(pk=ticket_id)


@pytest.fixture
def ticket(stage: Cast, clock: Clock) -> Ticket:
    """It has just been finished."""
    return finished(stage, clock)


def closing(stage: Cast) -> EmailMessage:
    """The last closing letter to Marta."""
    return letters("closing", stage.marta)[-1]


@pytest.fixture
def link(stage: Cast, ticket: Ticket) -> str:
    """The one address in it that leads to the questions."""
    (found,) = set(links_in(closing(stage), "/questions/"))
    return found


def answered() -> list[tuple[bool | None, bool | None, bool | None]]:
    """What was tapped by those we serve."""
    rows = Reflection.objects.filter(side="theirs", answered_at__isnull=False)
    return list(rows.values_list("know_each_other", "they_know_us", "understood"))


def test_a_tap_without_sign_in_reaches_the_agent_beside_his_own(
    stage: Cast, clock: Clock, ticket: Ticket, link: str
) -> None:
    marta = Client(enforce_csrf_checks=True)
    thanks = marta.post(link, {"know_each_other": "yes", "understood": "no"}, follow=True)
    assert "We know each other better." in plain(thanks)
    assert answered() == [(True, None, False)]
    assert marta.cookies.keys() == set()
    clock.wait(days=1)
    hugo = browser(stage.hugo)
    hugo.post(reverse("workspace:three_questions", args=[Episode.objects.get().pk]), {"they_know_us": "yes"})
    page = plain(hugo.get(reverse("workspace:person", args=[ticket.requester_id])))
    assert "They say: we know each other better, we did not understand each other." in page
    assert "We say: they know us better." in page


def test_scanners_look_and_write_nothing(link: str) -> None:
    scanner = Client()
    with CaptureQueriesContext(connection) as queries:
        for _ in range(5):
            assert scanner.get(link).status_code == 200
            assert scanner.head(link).status_code == 200
            assert scanner.get(f"{link}?understood=yes&sent=1").status_code == 200
    assert [q["sql"] for q in queries.captured_queries if (q["sql"] or "").lstrip().startswith(WRITES)] == []
    assert not Reflection.objects.exists()


def test_the_page_shows_the_matter_and_its_day_and_nothing_else_of_it(ticket: Ticket, link: str) -> None:
    page = Client().get(link)
    shown = plain(page)
    assert "About “Plotter stuck”, finished on Wednesday 11 November 2026." in shown
    assert "Who will see this" in shown
    assert "Service Desk" in shown
    for word in ("Marta", "Hugo", "swallows", "It works again", ticket.key, ticket.public_key):
        assert word not in shown
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_the_link_shows_what_was_tapped_and_changes_it(link: str) -> None:
    Client().post(link, {"understood": "no"})
    again = plain(Client().get(link))
    assert 'value="no" id="id_understood_1" checked' in again.replace("required ", "")
    assert "Change my answer" in again
    Client().post(link, {"understood": "yes"})
    assert answered() == [(None, None, True)]


def test_nothing_tapped_is_said_and_keeps_what_was_tapped_before(link: str) -> None:
    assert Client().post(link).status_code == 400
    assert answered() == []
    Client().post(link, {"understood": "yes"})
    assert Client().post(link, {"understood": "perhaps"}).status_code == 400
    assert answered() == [(None, None, True)]


def test_the_link_ends_after_sixty_days_and_an_unknown_one_looks_the_same(clock: Clock, link: str) -> None:
    clock.wait(days=59)
    assert Client().post(link, {"understood": "yes"}).status_code == 302
    clock.wait(days=1)
    for here in (link, "/questions/not-one-of-ours"):
        for told in (Client().get(here), Client().post(here), Client().post(here, {"understood": "no"})):
            assert told.status_code == 404
            assert "This link does not open any more" in plain(told)
    assert answered() == [(None, None, True)]


def test_the_link_is_no_sign_in_and_no_answer_to_another_matter(stage: Cast, clock: Clock, link: str) -> None:
    token = link.rpartition("/")[2]
    for name in ("portal:enter", "portal:confirm", "public:answer"):
        assert Client().post(reverse(name, args=[token])).status_code in {404, 410}
    assert Client().get(reverse("portal:requests")).status_code == 302
    first = Episode.objects.get()
    clock.wait(days=20)
    finished(stage, clock)
    Client().post(link, {"understood": "yes"})
    assert [r.episode_id for r in Reflection.objects.all()] == [first.pk]


def test_the_link_follows_its_act_into_another_episode(stage: Cast, ticket: Ticket, link: str) -> None:
    old = Episode.objects.get()
    new = Episode.objects.create(
        person_id=old.person_id,
        organisation_id=old.organisation_id,
        team_id=old.team_id,
        title="Plotters",
        started_at=old.started_at,
        last_act_at=old.last_act_at,
    )
    Act.objects.update(episode=new)
    old.delete()
    Client().post(link, {"understood": "yes"})
    assert Reflection.objects.get().episode_id == new.pk


def test_a_letter_with_copies_asks_for_a_sign_in(stage: Cast, clock: Clock) -> None:
    ticket_id = ticket_of(write(stage.marta, "Plotter stuck", "It swallows drawings."))
    clock.wait(hours=1)
    desk.answer(
        ticket_id=ticket_id, text="Done.", then="finish", cc=[("Ivo", "ivo@x.example")], actor=stage.hugo, at=clock.at
    )
    work()
    assert links_in(closing(stage), "/questions/") == []
    (here,) = set(links_in(closing(stage), "/requests/[^/]+/questions/"))
    assert QUESTION in plain(browser(stage.marta).get(here, follow=True))
    assert not Link.objects.filter(purpose="questions").exists()


def test_tapped_by_the_link_is_not_asked_again_on_her_page(stage: Cast, ticket: Ticket, link: str) -> None:
    Client().post(link, {"understood": "yes"})
    assert QUESTION not in plain(browser(stage.marta).get(reverse("portal:request", args=[ticket.public_key])))


def test_she_taps_once_on_her_page_and_is_not_asked_again(stage: Cast, ticket: Ticket, link: str) -> None:
    marta = browser(stage.marta)
    marta.post(reverse("portal:three_questions", args=[ticket.public_key]), {"understood": "yes"})
    assert answered() == [(None, None, True)]
    assert QUESTION not in plain(marta.get(reverse("portal:request", args=[ticket.public_key])))
    assert "Change my answer" in plain(Client().get(link))


def test_left_out_on_her_page_she_may_still_answer_by_the_link(stage: Cast, ticket: Ticket, link: str) -> None:
    browser(stage.marta).post(reverse("portal:three_questions", args=[ticket.public_key]))
    assert Reflection.objects.get().skipped_at is not None
    Client().post(link, {"know_each_other": "no"})
    assert answered() == [(False, None, None)]


def test_the_agent_is_asked_the_next_day_and_may_skip(stage: Cast, clock: Clock, ticket: Ticket) -> None:
    clock.wait(days=1)
    hugo = browser(stage.hugo)
    assert QUESTION in plain(hugo.get(reverse("workspace:today")))
    hugo.post(reverse("workspace:three_questions", args=[Episode.objects.get().pk]), {"skip": "1"})
    assert QUESTION not in plain(hugo.get(reverse("workspace:today")))
    assert Reflection.objects.get(side="ours").skipped_at == clock.at


def test_the_questions_cause_no_mail_of_their_own(clock: Clock, link: str) -> None:
    before = Letter.objects.count()
    Client().post(link, {"understood": "yes"})
    for _ in range(10):
        clock.wait(days=1)
        work()
    assert Letter.objects.count() == before


def test_only_a_hash_of_the_link_is_stored_with_it(clock: Clock, link: str) -> None:
    stored = Link.objects.get(purpose="questions")
    assert link.rpartition("/")[2] not in str(vars(stored))
    assert stored.expires_at == clock.at + timedelta(days=60)


def test_the_letter_says_one_tap_each(stage: Cast, link: str) -> None:
    assert "Three short questions, one tap each" in " ".join(text_of(closing(stage)).split())
