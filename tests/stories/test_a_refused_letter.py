"""A letter that did not leave stands on its ticket with its reason, and is sent again by whoever knows better."""

from __future__ import annotations

from django.urls import reverse

from rapport.domains.desk import actions as desk
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


def test_after_a_month_it_troubles_nobody(stage: Cast, clock: Clock) -> None:
    letter = refused(stage)
    clock.wait(days=31)
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
