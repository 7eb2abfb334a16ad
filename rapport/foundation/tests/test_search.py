"""Search gives the same answers on both databases, and only within reach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from rapport.foundation import search
from rapport.foundation.actors import NOBODY, Actor, system
from rapport.foundation.reach import Reach
from rapport.foundation.search import NewEntry
from rapport.foundation.search_index import WrongToken

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
MARTA = Actor(kind="person", reach=Reach(person_ids=frozenset({1})), person_id=1)
HUGO = Actor(kind="person", reach=Reach(person_ids=frozenset({9}), team_ids=frozenset({3})), person_id=9, staff=True)


def entry(
    ref_id: int, title: str, text: str = "", *, tokens: Iterable[str] = ("p1",), kind: str = "ticket", days: int = 0
) -> NewEntry:
    return NewEntry(kind, ref_id, 5, title, text, tokens, NOON - timedelta(days=days))


def titles(viewer: Actor, query: str, **more: object) -> list[str]:
    return [hit.title for hit in search.find(viewer, query, **more).rows]  # type: ignore[arg-type]


def test_all_words_must_be_there() -> None:
    search.index([entry(1, "Printer jams", "on the second floor"), entry(2, "Printer is out of toner")])
    assert titles(MARTA, "printer floor ") == ["Printer jams"]
    assert titles(MARTA, "printer cellar ") == []


def test_a_phrase_keeps_its_order() -> None:
    search.index([entry(1, "no route to host"), entry(2, "the route has no host")])
    assert titles(MARTA, '"no route" ') == ["no route to host"]


def test_the_last_word_may_be_half_typed() -> None:
    search.index([entry(1, "Printer jams"), entry(2, "Prices of licences")])
    assert titles(MARTA, "print") == ["Printer jams"]
    assert titles(MARTA, "print ") == []


def test_accents_and_case_do_not_matter() -> None:
    search.index([entry(1, "Drucker im Büro fällt aus"), entry(2, "東京のプリンタ")])
    assert titles(MARTA, "BURO FALLT ") == ["Drucker im Büro fällt aus"]
    assert titles(MARTA, "東京") == ["東京のプリンタ"]


def test_a_stranger_finds_nothing() -> None:
    search.index([entry(1, "Payroll", tokens=["p2", "t4", "o6"])])
    assert [titles(viewer, "payroll ") for viewer in (MARTA, HUGO, NOBODY)] == [[], [], []]
    assert titles(system(), "payroll ") == ["Payroll"]


def test_a_team_finds_what_is_its_own() -> None:
    search.index([entry(1, "Payroll", tokens=["p2", "t3"])])
    assert titles(HUGO, "payroll ") == ["Payroll"]


def test_p1_is_not_p11() -> None:
    search.index([entry(1, "Payroll", tokens=["p11"])])
    assert titles(MARTA, "payroll ") == []


def test_the_name_of_a_token_is_no_word() -> None:
    search.index([entry(1, "Payroll", tokens=["p1"])])
    assert titles(MARTA, "p1 ") == []


def test_changing_who_may_see_moves_the_entry() -> None:
    search.index([entry(1, "Payroll", tokens=["p1"])])
    search.regrant("ticket", {1: ["t3"]})
    assert (titles(MARTA, "payroll "), titles(HUGO, "payroll ")) == ([], ["Payroll"])


def test_indexing_again_replaces_the_words() -> None:
    search.index([entry(1, "Printer jams")])
    search.index([entry(1, "Scanner jams")])
    assert (titles(MARTA, "printer "), titles(MARTA, "scanner ")) == ([], ["Scanner jams"])


def test_removed_entries_are_gone() -> None:
    search.index([entry(1, "Printer jams"), entry(2, "Printer burns")])
    search.remove("ticket", [1])
    assert titles(MARTA, "printer ") == ["Printer burns"]


def test_kinds_can_be_chosen() -> None:
    search.index([entry(1, "Printer jams"), entry(1, "Printer help", kind="help_page")])
    assert titles(MARTA, "printer ", kinds=["help_page"]) == ["Printer help"]


def test_a_word_in_the_title_comes_first_then_the_newer() -> None:
    search.index(
        [
            entry(1, "Something else", "printer", days=0),
            entry(2, "Printer of last year", days=365),
            entry(3, "Printer of today", days=0),
        ]
    )
    assert titles(MARTA, "printer ") == ["Printer of today", "Printer of last year", "Something else"]


def test_pages_follow_each_other_without_gap() -> None:
    search.index([entry(i, f"Printer {i}", days=i) for i in range(7)])
    first = search.find(MARTA, "printer ", size=3)
    second = search.find(MARTA, "printer ", size=3, after=first.next)
    third = search.find(MARTA, "printer ", size=3, after=second.next)
    assert [h.ref_id for page in (first, second, third) for h in page.rows] == list(range(7))
    assert (first.more, second.more, third.more) == (True, True, False)


def test_an_index_of_many_takes_few_statements(django_assert_max_num_queries: object) -> None:
    entries = [entry(i, f"Printer {i}") for i in range(200)]
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        search.index(entries)
    assert len(search.find(MARTA, "printer ", size=500).rows) == 200


def test_a_token_that_could_be_misread_is_refused() -> None:
    with pytest.raises(WrongToken):
        search.index([entry(1, "Payroll", tokens=["p1 OR p2", "p-3"])])


@pytest.mark.parametrize("odd", ['"', '""', "AND", 'a" OR "b', "'; --", "( )", "*", "%", "\\", ":*", "reach : p2"])
def test_odd_queries_never_fail(odd: str) -> None:
    search.index([entry(1, "Printer and or not")])
    search.find(MARTA, odd)


def test_synonyms_find_the_other_word_and_all_other_words_must_still_be_there() -> None:
    search.index(
        [
            entry(1, "The white box is black", days=0),
            entry(2, "Tablet is black", days=1),
            entry(3, "White paint in a box"),
        ]
    )
    given = {("white", "box"): [("tablet",)], ("tablet",): [("white", "box")]}
    assert titles(MARTA, "white box black ", synonyms=given) == ["The white box is black", "Tablet is black"]
    assert titles(MARTA, "tablet", synonyms=given) == ["The white box is black", "Tablet is black"]
    assert titles(MARTA, '"tablet" ', synonyms=given) == ["Tablet is black"]


def test_synonyms_reach_no_further_than_the_viewer() -> None:
    search.index([entry(1, "Tablet", tokens=["p2"]), entry(2, "White box")])
    assert titles(MARTA, "white box ", synonyms={("white", "box"): [("tablet",)]}) == ["White box"]


def test_a_synonym_in_the_title_counts_like_the_word() -> None:
    search.index([entry(1, "Something else", "tablet", days=0), entry(2, "A tablet", days=9)])
    assert titles(MARTA, "box ", synonyms={("box",): [("tablet",)]}) == ["A tablet", "Something else"]
