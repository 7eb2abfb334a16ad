"""Marta says by name that she is unhappy: somebody calls, once, and the outcome is kept; without a name nobody can."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rapport.domains.ledger.models import Act, Evidence
from rapport.domains.people import actions as people
from rapport.domains.people.models import Service
from rapport.domains.recovery import actions, queries
from rapport.domains.recovery.models import CallRequest, Notice, Recovery, Said
from rapport.domains.recovery.models import Testimonial as Spoken
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.models import Answer, Invitation
from rapport.foundation import jobs
from rapport.foundation.actors import system
from rapport.foundation.models import Letter
from tests.stories.scene import work
from tests.visitors import browser, plain
from tests.world import World

pytestmark = pytest.mark.django_db
WORDS = "Nobody told us about the lift."


def answered(world: World, score: int = 2, **more: str) -> None:
    """She changes her answer by the link in her mail, and the worker follows."""
    sent = Client().post(f"/answer/{world.answer_token}", {"score": str(score), "words": WORDS, **more})
    assert sent.status_code == 302
    work()


def hers() -> Recovery:
    """The recovery that stands."""
    return Recovery.objects.standing().get()


def test_looking_opens_nothing_and_the_button_opens_one(world: World) -> None:
    for score in range(11):
        Client().get(f"/answer/{world.answer_token}?score={score}")
    work()
    assert not Recovery.objects.exists()
    answered(world)
    answered(world, 3)
    row = hers()
    assert (row.person_id, row.owner_id, Said.objects.get().score) == (world.marta, world.cast.dev.person_id, 3)
    assert jobs.run_all().failed == []
    today = plain(browser(world.cast.dev).get("/desk/"))
    assert "Marta Kolb" in today
    assert WORDS in today
    for other in (world.cast.hugo, world.cast.sanna):
        seen = browser(other)
        assert WORDS not in plain(seen.get("/desk/"))
        assert "recovery" not in plain(seen.get(f"/desk/people/{world.marta}/")).lower()
        assert seen.get(f"/desk/recovery/{row.pk}/").status_code == 404


def test_dev_calls_and_ends_it_and_she_is_asked_again(world: World) -> None:
    answered(world)
    row, dev = hers(), browser(world.cast.dev)
    here = f"/desk/recovery/{row.pk}/"
    assert "A recovery is open." in plain(dev.get(f"/desk/people/{world.marta}/"))
    assert dev.post(f"{here}end/", {"outcome": "put right"}).status_code == 400
    sent = {"reached": "yes", "channel": "phone", "words": "About the lift", "once": "one"}
    assert dev.post(f"{here}contact/", sent).status_code == dev.post(f"{here}contact/", sent).status_code == 302
    assert row.contacts.count() == 1
    assert Act.objects.filter(person_id=world.marta, title="A call").count() == 2
    assert dev.post(f"{here}cause/", {"about": "ticket"}).status_code == 400
    assert "no ticket of this name or number" in plain(
        dev.post(f"{here}cause/", {"about": "ticket", "which": "R-9999"})
    )
    service = Service.objects.earliest("pk")
    for about, which, found in (
        ("ticket", f"http://desk.example/desk/tickets/{world.ticket.pk}/", world.ticket.pk),
        ("service", f" {service.name.upper()} ", service.pk),
        ("ticket", world.ticket.key.lower(), world.ticket.pk),
    ):
        assert dev.post(f"{here}cause/", {"about": about, "which": which}).status_code == 302
        assert hers().cause_id == found
    assert dev.post(f"{here}end/", {"outcome": "put right", "words": "Told them first"}).status_code == 302
    shown = plain(dev.get(here))
    assert "Ended by Dev Anand: put right." in shown
    assert "They are asked once more on" in shown
    assert "Marta Kolb" in plain(dev.get("/desk/recovery/?standing=ended"))
    her_page = plain(browser(world.cast.marta).get("/you-and-us/"))
    assert "About the lift" not in her_page


def put_right(world: World) -> Recovery:
    """Dev speaks with her and ends what stands."""
    row = hers()
    actions.log_contact(recovery_id=row.pk, reached=True, words="", actor=world.cast.dev, at=timezone.now())
    end = {"recovery_id": row.pk, "outcome": "put right", "words": "", "actor": world.cast.dev, "at": timezone.now()}
    actions.end_recovery(**end)
    work()
    row.refresh_from_db()
    return row


def test_what_she_says_when_asked_again_tells_whether_it_helped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(world)
    row = put_right(world)
    again = Invitation.objects.get(person_id=world.marta, how="again")
    assert again.send_at >= (row.ended_at or again.send_at) + timedelta(days=21)
    assert row.ask_again_on == again.send_at.astimezone(ZoneInfo("Europe/Berlin")).date()
    there = again.send_at + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: there)
    while surveys.send_due(actor=system(), at=there):
        pass
    letter = Letter.objects.get(kind="invitation", ref_id=again.pk)
    path = letter.data["link"].split("/answer/")[1]
    assert Client().post(f"/answer/{path}", {"score": "9"}).status_code == 302
    jobs.run_all(at=there)
    row.refresh_from_db()
    assert (row.mood_after, row.again_on) == ("happy", there.date())
    assert "Asked once more: a promoter now." in plain(browser(world.cast.dev).get(f"/desk/recovery/{row.pk}/"))
    assert Client().post(f"/answer/{path}", {"score": "7"}).status_code == 302
    jobs.run_all(at=there)
    row.refresh_from_db()
    assert (row.mood_after, row.again_on) == ("passive", there.date()), "changed later, it is what they say now"


def test_whoever_wants_no_questions_is_neither_asked_again_nor_for_words_to_quote(world: World) -> None:
    answered(world)
    people.opt_out(person_id=world.marta, actor=world.cast.marta, at=timezone.now())
    row = put_right(world)
    assert row.ask_again_on is None
    dev = browser(world.cast.dev)
    assert "They are not asked again because of it." in plain(dev.get(f"/desk/recovery/{row.pk}/"))
    answered(world, 10)
    (card,) = queries.cards(world.cast.dev)
    assert "Ask to quote them" not in plain(dev.get("/desk/recovery/"))
    dev.post(f"/desk/recovery/cards/{card.id}/", {"ask": "1"})
    assert not Spoken.objects.exists()
    assert not Letter.objects.filter(kind="testimonial").exists()


def test_two_workers_and_a_replay_make_one_recovery_and_one_notice(world: World) -> None:
    answered(world)
    for _ in range(3):
        from rapport.reactions.an_answer_by_name_is_followed_up import follow_up

        follow_up(type("Given", (), {"answer_id": Answer.objects.get(person_id=world.marta).pk, "named": True})())
    assert Recovery.objects.count() == 1
    later = hers().deputy_at + timedelta(minutes=1)
    assert [actions.escalate(actor=system(), at=later) for _ in range(3)] == [1, 0, 0]
    assert Notice.objects.count() == 1
    jobs.run_all(at=later)
    shown = plain(browser(world.cast.noor).get("/desk/notices/"))
    assert "Somebody waits for a call from us" in shown
    assert not [word for word in ("Marta", "Kolb", WORDS) if word in shown]


def test_a_changed_answer_that_is_no_longer_unhappy_ends_it(world: World) -> None:
    answered(world)
    answered(world, 9)
    row = Recovery.objects.get()
    assert (row.outcome, row.ended_at is not None) == ("the answer was changed", True)
    (card,) = queries.cards(world.cast.dev)
    assert (card.score, card.mood) == (9, "happy")


def test_what_she_said_first_stands_beside_what_she_says_now_for_those_who_may_read_it(world: World) -> None:
    answered(world, 3)
    answered(world, 3, words="The second time this week.")
    answered(world, 8, words="Thank you for calling.")
    shown = plain(browser(world.cast.dev).get(f"/desk/recovery/{Recovery.objects.get().pk}/"))
    assert "Ended: the answer was changed from 3 to 8." in shown
    now, later, sooner = (shown.index(said) for said in ("Thank you for calling.", "The second time", WORDS))
    assert now < shown.index("Changed to this on") < later < shown.index("What they said in between") < sooner
    assert sooner < shown.index("What they said first"), "the answer she gave before all of this"
    closed = plain(browser(world.cast.ines).get(f"/desk/recovery/{Recovery.objects.get().pk}/"))
    assert "the answer was changed." in closed
    assert not [said for said in (WORDS, "The second time", "from 3 to 8") if said in closed]


def test_a_promoter_is_thanked_asked_once_and_takes_it_back(world: World) -> None:
    answered(world, 10)
    (card,) = queries.cards(world.cast.dev)
    dev, marta, where = browser(world.cast.dev), browser(world.cast.marta), "/you-and-us/your-words/"
    assert "before you say yes" in plain(marta.get(where))
    assert marta.post(where, {"words": "Mine", "places": ["results"]}).status_code == 404
    dev.post(f"/desk/recovery/cards/{card.id}/", {"thank": "1"})
    for _ in range(2):
        dev.post(f"/desk/recovery/cards/{card.id}/", {"ask": "1"})
    assert Letter.objects.filter(kind="testimonial").count() == 1
    assert "Dev Anand" in plain(marta.get(where))
    assert marta.post(where, {"words": "", "places": ["results"]}).status_code == 400
    assert marta.post(where, {"words": "They came in the rain.", "places": ["results"]}).status_code == 302
    public = plain(Client().get("/results"))
    assert "They came in the rain." in public
    assert "Marta" not in public
    assert Evidence.objects.filter(person_id=world.marta, kind="testimonial").count() == 1
    marta.post(where, {"take_back": "1"})
    assert "They came in the rain." not in plain(Client().get("/results"))
    assert Spoken.objects.get().words == ""
    dev.post(f"/desk/recovery/cards/{card.id}/", {"away": "1"})
    assert queries.cards(world.cast.dev) == []


def test_words_that_cannot_stand_in_public_are_kept_off_and_she_reads_why(world: World) -> None:
    answered(world, 10)
    (card,) = queries.cards(world.cast.dev)
    dev, marta, where = browser(world.cast.dev), browser(world.cast.marta), "/you-and-us/your-words/"
    dev.post(f"/desk/recovery/cards/{card.id}/", {"ask": "1"})
    marta.post(where, {"words": "They came to Mill Lane at night.", "places": ["results", "staff"]})
    page, off = "/desk/publishing/", f"/desk/publishing/quoted/{Spoken.objects.get().pk}/off/"
    assert "They came to Mill Lane at night." in plain(dev.get(page))
    assert "Say why" in plain(dev.post(off, {"why": " "}, follow=True))
    assert "Mill Lane" in plain(Client().get("/results"))
    assert browser(world.cast.hugo).post(off, {"why": "No."}).status_code in {403, 404}
    assert "stand nowhere any more" in plain(dev.post(off, {"why": "It names a place."}, follow=True))
    assert "Mill Lane" not in plain(Client().get("/results")) + plain(dev.get("/desk/recovery/")) + plain(dev.get(page))
    assert dev.post(off, {"why": "Again."}).status_code == 404
    told = plain(marta.get(where))
    assert "We do not show your words now:" in told
    assert "It names a place." in told
    marta.post(where, {"words": "They came at night.", "places": ["results"]})
    assert "They came at night." in plain(Client().get("/results"))


def test_without_a_name_nothing_opens_but_a_call_may_be_asked_for(world: World) -> None:
    Answer.objects.filter(person_id=world.marta).update(mode="confidential", person=None, answered_at=None)
    answered(world)
    assert not Recovery.objects.exists()
    assert not Said.objects.filter(mood="unhappy").exists()
    client, where = Client(enforce_csrf_checks=True), f"/answer/{world.answer_token}/call"
    assert "May somebody call you?" in plain(client.get(f"/answer/{world.answer_token}?sent=1"))
    assert client.post(where, {"reach": " "}).status_code == 400
    for _ in range(2):
        assert client.post(where, {"reach": "+49 30 1", "name": "Gate 4", "words": "Mornings"}).status_code == 302
    wish = CallRequest.objects.get()
    kept = {name for name in wish.__dict__ if not name.startswith("_")}
    assert kept == {"id", "owner_id", "name", "reach", "words", "asked_on", "called_on", "called_by_id"}
    dev = browser(world.cast.dev)
    assert "Gate 4" in plain(dev.get("/desk/recovery/"))
    assert "Gate 4" not in plain(browser(world.cast.noor).get("/desk/recovery/"))
    dev.post(f"/desk/recovery/calls/{wish.pk}/")
    assert "Gate 4" not in plain(dev.get("/desk/recovery/"))


def test_by_name_there_is_no_field_to_be_called(world: World) -> None:
    assert Client().get(f"/answer/{world.answer_token}/call").status_code == 404
    assert "May somebody call you?" not in plain(Client().get(f"/answer/{world.answer_token}?sent=1"))


def test_the_list_is_narrowed_and_an_administrator_reads_no_words(world: World) -> None:
    answered(world)
    Recovery.objects.update(facts="kept")
    dev, ines = browser(world.cast.dev), browser(world.cast.ines)
    assert "Marta Kolb" in plain(dev.get("/desk/recovery/?facts=kept&show=mine"))
    for nothing in ("?facts=broken", "?standing=ended", "?show=overdue", "?facts=kept&standing=ended"):
        assert "Marta Kolb" not in plain(dev.get(f"/desk/recovery/{nothing}"))
    shown = plain(ines.get(f"/desk/recovery/{hers().pk}/")) + plain(ines.get("/desk/recovery/"))
    assert "Marta Kolb" in shown
    assert WORDS not in shown
    assert "gave 2" not in shown
    assert ines.post(reverse("workspace:recovery_contact", args=[hers().pk]), {"channel": "phone"}).status_code == 404
