"""Whoever reads German is asked, thanked, called and reminded in German; no sentence of ours is left in English."""

from __future__ import annotations

from dataclasses import fields
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from rapport.domains.people.models import Person
from rapport.domains.surveys import actions
from rapport.domains.surveys.models import Invitation
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import Asked, How, NewPastAsk
from rapport.foundation.actors import system
from rapport.foundation.models import Letter
from rapport.interfaces.look.wording import after_words, sheet_words
from rapport.interfaces.mail.letters import invitation_words
from rapport.interfaces.mail.rendering import in_words
from rapport.interfaces.workspace.tests.test_loyalty import browser_of
from tests import cast
from tests.cast import ONE_DAY, Cast

SHORT = 14  # single words are no sentence; some are the same in both languages


@pytest.fixture
def people(db: None) -> Cast:
    found = cast.build(at=cast.long_ago())
    Person.objects.filter(organisation=found.aldergate).update(language="de")
    return found


def english(said: str) -> list[str]:
    """Which English sentences stand in what somebody reads."""
    every = [getattr(w, f.name) for w in (sheet_words.ENGLISH, after_words.ENGLISH, invitation_words.ENGLISH)
             for f in fields(w)]  # fmt: skip
    known = [one.partition("{")[0].strip() for one in every if isinstance(one, str)]
    return [one for one in known if len(one) >= SHORT and one in unescape(said)]


def test_from_the_invitation_to_the_call(people: Cast) -> None:
    asking.crowd(people, 3)
    Person.objects.filter(organisation=people.aldergate).update(language="de")
    said = {"template": "nps", "name": "Loyalty", "asked": Asked.USER, "owner_id": people.dev.person_id}
    begun = timezone.now() - 20 * ONE_DAY
    survey = actions.start_survey(**said, actor=people.dev, at=begun)  # type: ignore[arg-type]
    made = actions.draw_sample(survey_id=survey.pk, month=begun.date(), size=9, seed=3, actor=system(), at=begun)
    actions.send_sample(sample_id=made.sample_id or 0, actor=system(), at=begun)
    Invitation.objects.update(send_at=begun, remind_at=begun + 8 * ONE_DAY, expires_at=begun + 60 * ONE_DAY)
    actions.send_due(actor=system(), at=begun)
    actions.remind_due(actor=system(), at=begun + 9 * ONE_DAY)
    letters = list(Letter.objects.filter(kind="invitation").order_by("pk"))
    subjects = {in_words(one).subject.partition(" von ")[0] for one in letters}
    assert subjects == {"Eine Frage", "Noch einmal: eine Frage"}
    assert all(english(in_words(one).text) == english(in_words(one).html or "") == [] for one in letters)
    person = next(one for one in Invitation.objects.all() if one.person_id != people.marta.person_id)
    there = next(one.data["link"] for one in letters if one.ref_id == person.pk).partition("/answer/")[2]
    check_pages(there)


def check_pages(token: str) -> None:
    browser = Client()
    asked = browser.get(f"/answer/{token}").content.decode()
    thanks = browser.post(f"/answer/{token}", {"score": "3", "leave_name_out": "on"}, follow=True).content.decode()
    call = browser.get(f"/answer/{token}/call").content.decode()
    empty = browser.post(f"/answer/{token}/call", {}).content.decode()
    done = browser.post(f"/answer/{token}/call", {"reach": "4711"}, follow=True).content.decode()
    stop = browser.get(f"/answer/{token}/stop").content.decode()
    for page in (asked, thanks, call, empty, done, stop):
        assert 'lang="de"' in page
        assert english(page) == []
    assert "Darf Sie jemand anrufen?" in thanks
    assert "Telefonnummer oder Adresse" in call
    assert "Jemand ruft Sie an" in done


def test_the_card_on_the_first_page_speaks_one_language(people: Cast) -> None:
    begun = timezone.now() - 3 * ONE_DAY
    survey = actions.start_survey(
        template="nps", name="Loyalty", asked=Asked.USER, owner_id=people.dev.person_id, actor=people.dev, at=begun
    )
    asks = [NewPastAsk(people.marta.person_id or 0, people.aldergate.pk, begun)]
    actions.remember_asks(survey_id=survey.pk, asks=asks, how=How.DRAWN, actor=system(), at=begun)
    page = browser_of(people.marta).get("/").content.decode()
    card = page[page.index('<section class="leaf" lang="de">') :].partition("</section>")[0]
    assert "Eine Frage an Sie" in card and "Bis " in card and "Eine Seite öffnet sich" in card
    assert english(card) == []
