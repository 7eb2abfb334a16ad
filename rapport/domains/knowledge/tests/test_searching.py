"""Searching for their word finds what says ours, and the other way round, for those who may know the term."""

from __future__ import annotations

from datetime import timedelta

from rapport.domains.knowledge import queries
from rapport.domains.knowledge.tests.test_agreeing import agreed, proposed
from rapport.domains.knowledge.types import Wording
from rapport.foundation import search
from rapport.foundation.actors import Actor
from rapport.foundation.search import NewEntry
from tests.cast import MONDAY, Cast

SAID = [
    (1, "The white box went black", ""),
    (2, "Tablet does not start", "since monday"),
    (3, "White paint for a box", "in the corner"),
    (4, "Tablet of the crane", "black screen"),
]


def index(cast: Cast) -> None:
    tokens = [f"t{cast.service_desk.pk}", f"p{cast.lena.person_id}", f"p{cast.marta.person_id}"]
    search.index(
        [NewEntry("story", n, None, title, text, tokens, MONDAY - timedelta(days=n)) for n, title, text in SAID]
    )


def found(viewer: Actor, asked: str) -> list[int]:
    synonyms: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for one in queries.synonyms(viewer, asked):
        synonyms.setdefault(one.typed, []).append(one.other)
    return [hit.ref_id for hit in search.find(viewer, asked, kinds=["story"], synonyms=synonyms).rows]


def test_each_word_finds_what_says_the_other(cast: Cast) -> None:
    agreed(cast)
    index(cast)
    assert found(cast.hugo, "tablet") == [1, 2, 4]
    assert found(cast.hugo, "white box ") == [1, 2, 3, 4]
    assert found(cast.hugo, "black white box ") == [1, 4]
    assert found(cast.hugo, "TABLET black ") == [1, 4]


def test_quoted_words_are_taken_literally(cast: Cast) -> None:
    agreed(cast)
    index(cast)
    assert found(cast.hugo, '"tablet" ') == [2, 4]


def test_a_search_is_widened_only_for_those_who_may_know_the_term(cast: Cast) -> None:
    agreed(cast)
    index(cast)
    assert found(cast.marta, "tablet") == [1, 2, 4]
    assert found(cast.lena, "tablet") == [2, 4]
    assert queries.synonyms(cast.tomas, "tablet") == []
    assert queries.synonyms(cast.nobody, "tablet") == []


def test_what_is_only_proposed_widens_nothing(cast: Cast) -> None:
    proposed(cast, cast.hugo)
    assert queries.synonyms(cast.hugo, "tablet") == []


def test_accents_and_other_scripts_are_the_same_on_both_sides(cast: Cast) -> None:
    agreed(cast, Wording("Bürokasten", "プリンター"))
    assert [one.shown for one in queries.synonyms(cast.hugo, "BUROKASTEN")] == ["プリンター"]
    assert [one.shown for one in queries.synonyms(cast.hugo, "プリンター")] == ["Bürokasten"]


def test_odd_queries_never_fail(cast: Cast) -> None:
    agreed(cast, Wording("x:* OR y", "a' | 'b"))
    index(cast)
    for odd in ("x:* OR y ", "a' | 'b ", '"', "a* b* c", "( ) &"):
        found(cast.hugo, odd)
