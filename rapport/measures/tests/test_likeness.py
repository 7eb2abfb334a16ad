"""Grouping by likeness: themes are found in both languages, in any order, and what is alone stays alone."""

from __future__ import annotations

import random
import re
from itertools import cycle, islice

from rapport.measures import likeness

PRINTER = ("The printer jams every morning.", "Printer jams again, paper everywhere.", "Our printer jams daily.",
           "Paper jams in the printer.")  # fmt: skip
WAITING = (
    "Ich warte zu lange auf eine Antwort.",
    "Zu lange gewartet, keine Antwort.",
    "Die Antwort kam zu spät, lange gewartet.",
)
KIND = (
    "Friendly technician, very kind.",
    "The technician was kind and friendly.",
    "Kind and friendly technician who listens.",
)
ALONE = ("A permit for wood.", "Seven in the evening.", "Blue.", "The lift stands still on Sundays.")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def said() -> list[str]:
    texts = [*islice(cycle(PRINTER), 14), *islice(cycle(WAITING), 12), *islice(cycle(KIND), 11), *ALONE]
    random.Random(4).shuffle(texts)
    return texts


def test_themes_are_found_with_typical_sentences_and_the_rest_is_counted() -> None:
    texts = said()
    found = likeness.groups(texts, words=words)
    assert [len(one.members) for one in found.groups] == [14, 12, 11]
    assert found.rest == len(ALONE)
    themes = [set(PRINTER), set(WAITING), set(KIND)]
    for group, theme in zip(found.groups, themes, strict=True):
        assert {texts[place] for place in group.members} == theme
        assert texts[group.typical[0]] in theme
    assert "printer" in found.groups[0].terms


def test_the_order_in_which_people_answered_changes_nothing() -> None:
    texts = said()
    turned = texts[::-1]
    one, other = likeness.groups(texts, words=words), likeness.groups(turned, words=words)
    assert [g.signature for g in one.groups] == [g.signature for g in other.groups]
    assert [sorted(texts[m] for m in g.members) for g in one.groups] == [
        sorted(turned[m] for m in g.members) for g in other.groups
    ]


def test_few_or_unlike_texts_make_no_group() -> None:
    assert likeness.groups([], words=words) == likeness.Grouped((), 0)
    assert likeness.groups(["The printer jams."] * 9, words=words).groups == ()
    assert likeness.groups(list(ALONE) * 2, words=words).rest == 8


def test_a_group_keeps_its_name_when_its_words_stay() -> None:
    assert likeness.same_group(("a", "b", "c"), ("b", "c", "d")) == 0.5
    assert likeness.same_group((), ()) == 0.0
