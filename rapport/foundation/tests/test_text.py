"""One normaliser for what is written and what is looked for."""

from __future__ import annotations

import doctest

import pytest

from rapport.foundation import search_query, text
from rapport.foundation.search_query import Term, read_query
from rapport.foundation.text import normalise

SAME = [
    ("Grüße", "grusse"),
    ("TROMSØ", "tromso"),
    ("Łódź", "lodz"),
    ("ﬁle", "file"),
    ("É\u0301cole", "ecole"),
    ("straße", "STRASSE"),
    ("ﾌﾟﾘﾝﾀ", "プリンタ"),
    ("İstanbul", "istanbul"),
]


@pytest.mark.parametrize(("written", "looked_for"), SAME)
def test_two_ways_of_writing_are_the_same_word(written: str, looked_for: str) -> None:
    assert normalise(written) == normalise(looked_for)


def test_digits_and_parts_of_numbers_are_kept() -> None:
    assert normalise("Error 0x80070005 at 10.0.0.7, ticket NW-1204") == "error 0x80070005 at 10 0 0 7 ticket nw 1204"


def test_underscores_part_words() -> None:
    assert normalise("print_queue") == "print queue"


def test_chinese_becomes_pairs_between_other_words() -> None:
    assert normalise("VPN连接失败 now") == "vpn 连接 接失 失败 now"


def test_examples_in_the_text_hold() -> None:
    assert doctest.testmod(text).failed == 0
    assert doctest.testmod(search_query).failed == 0


def test_only_the_word_being_typed_is_a_beginning() -> None:
    assert read_query("vpn prin") == [Term(("vpn",)), Term(("prin",), prefix=True)]
    assert read_query("vpn prin ") == [Term(("vpn",)), Term(("prin",))]


def test_a_star_makes_a_beginning_anywhere() -> None:
    assert read_query("vp* down ") == [Term(("vp",), prefix=True), Term(("down",))]


def test_one_or_two_letters_are_a_word_unless_a_star_says_otherwise() -> None:
    assert read_query("a") == [Term(("a",))]
    assert read_query("vp") == [Term(("vp",))]
    assert read_query("a*") == [Term(("a",))]
    assert read_query("東") == [Term(("東",), prefix=True)]


@pytest.mark.parametrize("odd", ['"', '"" *', "AND OR NOT", "a:b NEAR(", "'; DROP", "-x", "\\", "(((", "* *"])
def test_odd_queries_are_words_or_nothing(odd: str) -> None:
    assert all(word.isalnum() for term in read_query(odd) for word in term.words)
