"""Outsiders find nothing of Marta's by searching, by counting, by cards, or in the mails they get."""

from __future__ import annotations

import pytest
from django.urls import reverse

from rapport.domains.desk import actions as desk
from rapport.domains.desk import queries as desk_queries
from rapport.domains.desk.tests.mails import mail, receive
from rapport.domains.people import queries as people
from rapport.foundation import jobs, refs, search
from rapport.foundation.models import Letter
from tests.cast import ONE_HOUR, address
from tests.visitors import browser, plain
from tests.world import NOW, SUBJECT, World

OUTSIDERS = ["another organisation", "a colleague", "a citizen", "signed out"]
ASKED = ["plotter", "lighthouse", "Marta", "kolb", "77-A", "R-3", '"the drawings"', "marta.kolb@aldergate.example"]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_search_finds_nothing_of_hers(world: World, who: str) -> None:
    outsider = world.cast.outsiders[who]
    found = {asked: search.find(outsider, asked).rows for asked in ASKED}
    assert found == {asked: [] for asked in ASKED}


def test_the_same_searches_find_it_for_those_who_serve_her(world: World) -> None:
    found = {asked for asked in ASKED if search.find(world.cast.hugo, asked).rows}
    assert found >= {"plotter", "lighthouse", "Marta", "kolb", "77-A", '"the drawings"'}


def test_she_finds_her_words_and_no_note(world: World) -> None:
    assert search.find(world.cast.marta, "lighthouse").rows
    assert search.find(world.cast.marta, "fuser").rows == []
    assert search.find(world.cast.hugo, "fuser").rows


def test_a_client_contact_finds_no_note_either(world: World) -> None:
    assert search.find(world.cast.ruth, "fuser").rows == []


def test_an_agent_of_another_team_finds_no_ticket_of_hers(world: World) -> None:
    assert [hit for hit in search.find(world.cast.sanna, "lighthouse plotter").rows if hit.kind != "person"] == []


def test_the_page_find_counts_only_what_is_within_reach(world: World) -> None:
    shown = plain(browser(world.cast.sanna).get(reverse("workspace:find"), {"q": "lighthouse"}))
    assert SUBJECT not in shown
    assert SUBJECT in plain(browser(world.cast.hugo).get(reverse("workspace:find"), {"q": "lighthouse"}))


@pytest.mark.parametrize("who", OUTSIDERS)
def test_cards_of_what_is_hers_are_not_given(world: World, who: str) -> None:
    hers = [refs.Ref("ticket", world.ticket.pk), refs.Ref("message", world.message.pk), refs.Ref("person", world.marta)]
    assert refs.cards(world.cast.outsiders[who], hers) == {}
    assert set(refs.cards(world.cast.hugo, hers)) == set(hers)


def test_counts_do_not_move_when_another_team_gets_work(world: World) -> None:
    before = desk_queries.counts(world.cast.sanna)
    receive(mail(world.cast.marta, "Another plotter", at=NOW), at=NOW)
    assert desk_queries.counts(world.cast.sanna) == before
    assert desk_queries.counts(world.cast.hugo).unassigned > 0


@pytest.mark.parametrize("half_typed", ["Mar", "kol", "marta.k"])
def test_suggestions_of_people_stay_within_reach(world: World, half_typed: str) -> None:
    for outsider in world.cast.outsiders.values():
        assert [c for c in people.people(outsider, search=half_typed).rows if c.id == world.marta] == []


def test_what_marta_gets_by_mail_goes_to_nobody_else(world: World) -> None:
    desk.answer(ticket_id=world.ticket.pk, text="The part is here.", actor=world.cast.hugo, at=NOW + ONE_HOUR)
    jobs.run_all("post")
    letters = Letter.objects.filter(ref_kind="ticket", ref_id=world.ticket.pk)
    assert letters
    to = {one for letter in letters for _, one in letter.to}
    assert to == {address(world.cast.marta)}


def test_no_letter_to_an_outsider_says_a_word_of_hers(world: World) -> None:
    outside = {address(who) for who in (world.cast.ivo, world.cast.lena, world.cast.tomas)}
    letters = [letter for letter in Letter.objects.all() if {one for _, one in letter.to} & outside]
    assert len(letters) > 3
    for letter in letters:
        said = bytes(letter.mime or b"").decode("utf-8", "replace") + letter.subject + str(letter.data)
        assert [word for word in world.secrets if word in said.replace("Marta's", "")] == [], letter.kind


def test_an_acknowledgement_says_nothing_of_a_history_and_signs_nobody_in(world: World) -> None:
    for letter in Letter.objects.filter(kind="acknowledgement"):
        said = bytes(letter.mime or b"").decode("utf-8", "replace")
        assert "sign-in" not in said
        assert "It is done." not in said


def test_a_stranger_who_quotes_her_subject_and_key_gets_a_ticket_of_their_own(world: World) -> None:
    forged = mail(
        "stranger@else.example", f"Re: {SUBJECT} [#{world.ticket.key}]", at=NOW, subject_keys=(world.ticket.key,)
    )
    (found,) = receive(forged, at=NOW)
    assert found.ticket_id != world.ticket.pk or found.outcome == "held"
    messages = desk_queries.messages(world.cast.marta, world.ticket.pk).rows
    assert "stranger" not in repr(messages)
