"""Agreed words in what people write: found whatever the case, accents and script, in time that grows with the text."""

from __future__ import annotations

import time

import pytest

from rapport.domains.knowledge import actions, queries, rules
from rapport.domains.knowledge.tests.test_agreeing import agreed, proposed
from rapport.domains.knowledge.types import Side, WordCard, Wording
from tests.cast import MONDAY, Cast


def spotted(theirs: str, text: str) -> list[str]:
    known = rules.glossary([WordCard(1, theirs, "tablet", "")])
    return [text[one.start : one.end] for one in rules.spot(text, known, Side.THEIRS)]


@pytest.mark.parametrize(
    ("theirs", "text", "found"),
    [
        ("white box", "The WHITE  Box, please.", ["WHITE  Box"]),
        ("white box", "white\nbox", ["white\nbox"]),
        ("white box", "white\n\nbox", []),
        ("white box", "It is white. Box it.", []),
        ("white box", "white boxes", ["white boxes"]),
        ("day sheet", "All Day Sheets", ["Day Sheets"]),
        ("Karte", "zwei Karten", ["Karten"]),
        ("box", "boxer, boxing, inbox", []),
        ("white box", "whites box", []),
        ("white box", "(white-box)", ["white-box"]),
        ("büro", "Ins Buro, ins BÜRO, ins Bu\u0308ro!", ["Buro", "BÜRO", "Bu\u0308ro"]),
        ("strasse", "Die Straße ist zu.", ["Straße"]),
        ("プリンター", "会議室のプリンターが動きません。", ["プリンター"]),
        ("东京", "东京都", ["东京"]),
        ("프린터 고장", "사무실 프린터 고장", ["프린터 고장"]),
        ("a.*b", "aaab a.*b", ["a.*b"]),
        ("box box", "box box box box box", ["box box", "box box"]),
    ],
)
def test_where_a_word_stands(theirs: str, text: str, found: list[str]) -> None:
    assert spotted(theirs, text) == found


def test_the_longer_term_counts() -> None:
    known = rules.glossary([WordCard(1, "box", "case", ""), WordCard(2, "white box", "tablet", "")])
    found = rules.spot("a white box and a box", known, Side.THEIRS)
    assert [[word.term_id for word in one.words] for one in found] == [[2], [1]]


def test_a_text_made_to_be_slow_is_not() -> None:
    known = rules.glossary([WordCard(1, " ".join(["a"] * 11 + ["b"]), "tablet", "")])
    began = time.perf_counter()
    rules.spot("a " * 10_000, known, Side.THEIRS)
    assert time.perf_counter() - began < 2


def test_their_words_are_found_in_their_messages_and_ours_in_ours(cast: Cast) -> None:
    agreed(cast)
    told = queries.words_in_conversation(
        cast.hugo,
        theirs={7: "My white box is off.", 8: "Nothing."},
        ours="The tablet is on its way.",
        organisation_id=cast.aldergate.pk,
    )
    assert list(told.spotted) == [7]
    assert [word.our_word for word in told.heard] == ["tablet"]


def test_nothing_is_heard_where_their_word_stands_beside_ours(cast: Cast) -> None:
    agreed(cast)
    told = queries.words_in_conversation(
        cast.hugo, theirs={}, ours="Your white box (tablet).", organisation_id=cast.aldergate.pk
    )
    assert told.heard == ()


def test_only_what_is_in_force_is_looked_for(cast: Cast) -> None:
    term = proposed(cast, cast.hugo)
    asked = {"theirs": {1: "white box"}, "organisation_id": cast.aldergate.pk}
    assert queries.words_in_conversation(cast.hugo, **asked).spotted == {}
    actions.agree_term(term_id=term.pk, actor=cast.marta, at=MONDAY)
    assert queries.words_in_conversation(cast.hugo, **asked).spotted
    actions.retire_term(term_id=term.pk, actor=cast.hugo, at=MONDAY)
    assert queries.words_in_conversation(cast.hugo, **asked).spotted == {}


def test_words_of_another_organisation_service_or_site_are_not_looked_for(cast: Cast) -> None:
    agreed(cast)
    for elsewhere in (
        {"organisation_id": cast.fenmoor.pk},
        {"organisation_id": cast.aldergate.pk, "service_id": cast.printing.pk},
    ):
        assert queries.words_in_conversation(cast.hugo, theirs={1: "white box"}, **elsewhere).spotted == {}
    actions.agree_term(
        term_id=proposed(cast, cast.hugo, Wording("hut", "site"), site_id=cast.head_office.pk).pk,
        actor=cast.marta,
        at=MONDAY,
    )
    asked = {"theirs": {1: "the hut"}, "organisation_id": cast.aldergate.pk}
    assert queries.words_in_conversation(cast.hugo, **asked).spotted == {}
    assert queries.words_in_conversation(cast.hugo, **asked, site_id=cast.head_office.pk).spotted
