"""What is marked: the quick way to the first word finds what the thorough one does."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from rapport.foundation.search_marks import _first, _spans, _thorough, around
from rapport.foundation.search_query import alone, read_query

TEXTS = st.text(st.sampled_from("ab B-_1\n,é"), max_size=60)
QUERIES = st.text(st.sampled_from('abB1" *'), min_size=1, max_size=8)


@settings(max_examples=300)
@given(text=TEXTS, query=QUERIES)
def test_the_first_word_is_where_the_thorough_way_finds_it(text: str, query: str) -> None:
    asked = alone(read_query(query))
    spans = _thorough(text, asked)
    assert _spans(text, asked) == spans
    assert _first(text, asked) == (spans[0][0] if spans else None)


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("The reprinted print is late", "print ", "print"),
        ("No route to the plotter", '"the plotter"', "the plotter"),
        ("Nothing here", "plotter ", ""),
        ("Überall fällt der Drucker aus", "faellt", ""),
    ],
)
def test_what_is_marked_around_it(text: str, query: str, marked: str) -> None:
    pieces = around(text, alone(read_query(query)))
    assert " ".join(piece for piece, hit in pieces if hit) == marked
