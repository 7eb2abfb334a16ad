"""Who may be the same human twice: keys bring every likely pair together, and no pair of all is compared."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.domains.people.rules import likeness
from rapport.domains.people.rules.likeness import Known, likely_pairs, spellings, within_one

LETTERS = st.text("abcde ", min_size=1, max_size=12)


def distance(one: str, other: str) -> int:
    """The Damerau distance by its definition: letters more, less, other, or two in the wrong order."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        rows.append([i])
        for j, b in enumerate(other, start=1):
            best = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, rows[i - 2][j - 2] + 1)
            rows[i].append(best)
    return rows[-1][-1]


@given(LETTERS, LETTERS)
def test_one_apart_is_what_the_definition_says(one: str, other: str) -> None:
    assert within_one(one, other) == (distance(one, other) <= 1)


@given(LETTERS, LETTERS)
def test_names_one_apart_always_share_a_key(one: str, other: str) -> None:
    if within_one(one, other):
        assert spellings(one) & spellings(other)


def person(
    pk: int, name: str, *addresses: str, home: int = 1, site: int | None = None, account: int | None = None
) -> Known:
    """Somebody as the rules compare them."""
    return Known(pk, home, name, site, account, addresses)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (person(1, "m k", account=7), person(2, "marta kolb", account=7), likeness.ACCOUNT),
        (person(1, "a", "marta.kolb@a.example"), person(2, "b", "martakolb+x@gmx.de"), likeness.ADDRESS),
        (person(1, "marta kolb", site=3), person(2, "kolb marta", site=3), likeness.NAME),
        (person(1, "marta kolb", site=3), person(2, "marta klob", site=4), likeness.SPELLING),
        (person(1, "marta kolb", site=3), person(2, "marta kolb", site=4), None),
        (person(1, "marta kolb", "info@a.example"), person(2, "ivo brandt", "info@b.example"), None),
        (person(1, "lara lewis"), person(2, "tara lewis"), None),
        (person(1, "marta kolb", site=3), person(2, "marta kolb", site=3, home=2), None),
    ],
)
def test_a_pair_has_its_strongest_reason(one: Known, other: Known, reason: str | None) -> None:
    assert likely_pairs([other, one]) == ({(1, 2): reason} if reason else {})


@pytest.mark.slow
def test_twenty_thousand_people_are_compared_while_somebody_waits() -> None:
    people = [person(n, f"person {n * 7919:x} family {n:05d}", f"p.{n}@a.example") for n in range(20_000)]
    people.append(person(20_001, people[5].name + "x"))
    before = time.perf_counter()
    found = likely_pairs(people)
    assert (5, 20_001) in found
    assert time.perf_counter() - before < 15  # 2 s on a quiet machine; every pair would be 200 million
