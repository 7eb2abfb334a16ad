"""A letter that did not leave stands on its ticket with its reason, and is sent again by whoever knows better."""

from __future__ import annotations

from django.urls import reverse

from rapport.domains.desk import actions as desk
from rapport.domains.desk.models import Draft
from rapport.domains.desk.queries import ViewFilters, stopped
from rapport.foundation import postroom
from rapport.foundation.models import Letter
from tests.cast import Cast, address
from tests.stories.conftest import Clock
from tests.stories.scene import work
from tests.visitors import browser, plain
from tests.world import NOW


def refused(stage: Cast) -> Letter:
    """Marta's address refuses mail, and Hugo answers her."""
    row = desk.open_ticket(text="The plotter is jammed.", actor=stage.marta, at=NOW)
    work()
    postroom.suppress([address(stage.marta)], "No such mailbox", at=NOW)
    desk.answer(ticket_id=row.pk, text="Look in the attic.", actor=stage.hugo, at=NOW)
    letter = Letter.objects.get(kind="answer")
    assert letter.state == Letter.REFUSED
    return letter


def test_it_stands_on_the_ticket_and_is_sent_again(stage: Cast, clock: Clock) -> None:
    letter, hugo = refused(stage), browser(stage.hugo)
    page = reverse("workspace:ticket", args=[letter.ref_id])
    again = reverse("workspace:send_again", args=[letter.ref_id, letter.pk])
    shown = plain(hugo.get(page))
    assert "did not leave" in shown and "No such mailbox" in shown and again in shown
    assert "did not leave" not in plain(browser(stage.marta).get(reverse("portal:requests"), follow=True))
    assert browser(stage.sanna).post(again).status_code == 404, "another team sends nothing"
    assert "It is sent again" in plain(hugo.post(again, follow=True))
    assert not postroom.suppressed_among([address(stage.marta)])
    work()
    letter.refresh_from_db()
    assert letter.state in {Letter.SENT, Letter.KEPT} and "did not leave" not in plain(hugo.get(page))
    assert hugo.post(again).status_code == 404, "what left is not sent twice"


def test_whoever_waits_for_them_is_told_that_they_were_not_reached(stage: Cast, clock: Clock) -> None:
    row = desk.open_ticket(text="The plotter is jammed.", actor=stage.marta, at=NOW)
    work()
    postroom.suppress([address(stage.marta)], "The mailbox is full.", at=NOW)
    desk.answer(ticket_id=row.pk, text="Which one is it?", then="wait", actor=stage.hugo, at=NOW)
    shown = plain(browser(stage.hugo).get(reverse("workspace:ticket", args=[row.pk])))
    assert "a letter of ours did not leave" in shown and "no day runs" not in shown
    assert "The mailbox is full.<" in shown and "full.." not in shown


def test_the_queue_marks_it_and_offers_it_as_a_choice(stage: Cast, clock: Clock) -> None:
    hugo, queue = browser(stage.hugo), reverse("workspace:queue")
    other = desk.open_ticket(text="The lamp flickers.", actor=stage.marta, at=NOW)
    assert "did not leave" not in plain(hugo.get(queue + "?view=all"))
    letter = refused(stage)
    stopped.look_again(stage.hugo)  # ten seconds later
    shown = hugo.get(queue + "?view=all").content.decode()
    assert shown.count("a letter did not leave") == 1 and "1 ticket with a letter that did not leave" in shown
    where = shown.partition('<p><a href="?filter=')[2].partition('"')[0].replace("&amp;", "&")
    chosen = plain(hugo.get(f"{queue}?filter={where}"))
    assert "The plotter is jammed." in chosen and other.subject not in chosen
    view = desk.keep_view(name="Stopped", filters=ViewFilters(stopped=True, stands="any"), actor=stage.hugo, at=NOW)
    view.refresh_from_db()
    assert view.count == 1, "counted when it is kept, and by the job that counts kept views"
    assert "did not leave" not in plain(browser(stage.sanna).get(queue + "?view=all")), "another team's"
    hugo.post(reverse("workspace:send_again", args=[letter.ref_id, letter.pk]))
    work()
    stopped.look_again(stage.hugo)
    assert "did not leave" not in plain(hugo.get(queue + "?view=all"))


def test_the_queue_marks_what_came_back_to_its_author_alone(stage: Cast, clock: Clock) -> None:
    row = desk.open_ticket(text="The lamp flickers.", actor=stage.marta, at=NOW)
    Draft.objects.create(
        agent_id=stage.hugo.person_id, ticket=row, text="Hm.", fault="Another word came first.", saved_at=NOW
    )
    queue = reverse("workspace:queue") + "?view=all"
    assert "a letter did not leave" in plain(browser(stage.hugo).get(queue))
    assert "a letter did not leave" not in plain(browser(stage.noor).get(queue))


def test_after_a_month_it_troubles_nobody(stage: Cast, clock: Clock) -> None:
    letter = refused(stage)
    clock.wait(days=31)
    assert "did not leave" not in plain(browser(stage.hugo).get(reverse("workspace:queue") + "?view=all"))
    assert "did not leave" not in plain(browser(stage.hugo).get(reverse("workspace:ticket", args=[letter.ref_id])))


def test_an_address_is_opened_again_on_the_page_of_addresses(stage: Cast) -> None:
    postroom.suppress([address(stage.marta)], "No such mailbox", at=NOW)
    noor, page = browser(stage.noor), reverse("workspace:addresses", args=[stage.marta.person_id])
    shown = plain(noor.get(page))
    assert "Gets no mail from us" in shown and "No such mailbox" in shown
    which = stage.marta.person_id and shown.partition('name="allow" value="')[2].partition('"')[0]
    assert "We write there again" in plain(noor.post(page, {"allow": which}, follow=True))
    assert not postroom.suppressed_among([address(stage.marta)])
    assert "Gets no mail from us" not in plain(noor.get(page))
