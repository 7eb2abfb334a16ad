"""The relationship line keeps both sides in place and lets nothing touch."""

import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from rapport.interfaces.look import relationships
from rapport.interfaces.look.figures import line_bars
from rapport.interfaces.look.figures.axis import Scale, ticks
from rapport.interfaces.look.figures.canvas import Box, text_width
from rapport.interfaces.look.figures.line import (
    ASIDE,
    PHONE,
    WIDE,
    ActMark,
    AnswerMark,
    EpisodeMark,
    Line,
    PromiseMark,
    SequenceMark,
    Words,
    as_table,
    draw,
    recent,
)
from rapport.interfaces.look.figures.marks import NoTime

NOW = datetime(2026, 11, 17, 8, 40, tzinfo=UTC)
START, END = NOW - timedelta(days=300), NOW + timedelta(days=30)
MARTA = Words(their="Marta Kolb", ours="us")
EMPTY = Line(now=NOW, start=START, end=END)
ZOOMS = ("sequences", "episodes", "acts")
SIZES = {"t-faint": 11.5, "t-now": 12.5, "t-strong": 12.5}


def before(days: float) -> datetime:
    return NOW - timedelta(days=days)


def busy(seed: int) -> Line:
    """A line with many marks at random places, always the same ones for one seed."""
    dice = random.Random(seed)
    moments = [before(dice.uniform(0, 299)) for _ in range(60)]
    names = ("Router replaced", "Plotter, half a sheet", "Two new starters on Monday", "Tablet <in> Polish")
    return Line(
        now=NOW,
        start=START,
        end=END,
        acts=tuple(ActMark(at, dice.random() < 0.5, dice.random() < 0.5, dice.choice(names)) for at in moments),
        episodes=tuple(
            EpisodeMark(at, None if number > 22 else at + timedelta(days=3), dice.choice(names), number % 2 == 0)
            for number, at in enumerate(sorted(moments)[::2][:25])
        ),
        sequences=(SequenceMark(before(280), before(100), "Depot North", "ended"),),
        answers=tuple(AnswerMark(before(dice.uniform(0, 299)), dice.randint(0, 10)) for _ in range(5)),
        promises=tuple(PromiseMark(before(n), "a call", "kept") for n in (3, 20, 21)),
        planned_ahead=(ActMark(NOW + timedelta(days=10), True, True, "call"),),
    )


def texts(svg: str) -> list[tuple[str, Box]]:
    """Every word on the drawing with the ground it takes; marks move down together in one group."""
    root = ElementTree.fromstring(svg)
    found = [_said(node, 0) for node in root.findall("text")]
    for group in root.findall("g"):
        down = float(re.findall(r"[\d.]+\)", group.get("transform", ""))[0][:-1])
        found += [_said(node, down) for node in group.findall("text")]
    return found


def _said(node: ElementTree.Element, down: float) -> tuple[str, Box]:
    said, names = node.text or "", (node.get("class") or "").split()
    size = next((SIZES[name] for name in names if name in SIZES), 12)
    width, x, y = text_width(said, size=size), float(node.get("x", 0)), float(node.get("y", 0)) + down
    left = x - width if "t-end" in names else x - width / 2 if "t-mid" in names else x
    return said, Box(left, y - 0.8 * size, left + width, y + 0.2 * size)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("width", [WIDE, PHONE, ASIDE])
def test_no_words_touch_each_other(seed: int, zoom: str, width: int) -> None:
    said = texts(draw(busy(seed), zoom=zoom, width=width, words=MARTA))
    for place, (one, ground) in enumerate(said):
        for other, beside in said[place + 1 :]:
            assert not ground.touches(beside), f"{one!r} touches {other!r} at seed {seed}"


@pytest.mark.parametrize("seed", range(6))
def test_single_acts_never_hide_each_other(seed: int) -> None:
    svg = draw(busy(seed), zoom="episodes")
    dots = re.findall(r'<circle class="dot[^"]*" cx="([\d.]+)" cy="(-?[\d.]+)" r="4.25"', svg)
    grounds = [Box(float(x) - 4, float(y) - 4, float(x) + 4, float(y) + 4) for x, y in dots]
    assert len(grounds) > 50
    assert not any(one.touches(other) for at, one in enumerate(grounds) for other in grounds[at + 1 :])


@pytest.mark.parametrize("zoom", ZOOMS)
def test_their_acts_are_above_and_ours_below(zoom: str) -> None:
    theirs = draw(Line(now=NOW, start=START, end=END, acts=(ActMark(before(40), False, True),)), zoom=zoom)
    ours = draw(Line(now=NOW, start=START, end=END, acts=(ActMark(before(40), True, True),)), zoom=zoom)
    assert re.search(r'class="dot" cx="[\d.]+" cy="-', theirs)
    assert re.search(r'class="dot" cx="[\d.]+" cy="\d', ours)


def test_planned_acts_are_filled_and_unplanned_are_hollow() -> None:
    svg = draw(
        Line(now=NOW, start=START, end=END, acts=(ActMark(before(9), True, False), ActMark(before(90), True, True))),
        zoom="episodes",
    )
    assert svg.count('class="dot-hollow"') == 1
    assert svg.count('class="dot"') == 1


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_narrow_drawing_covers_less_time_and_still_ends_with_the_same_day(zoom: str) -> None:
    narrow = recent(EMPTY, zoom=zoom)
    assert narrow.end == EMPTY.end
    assert narrow.end - narrow.start < 0.7 * (EMPTY.end - EMPTY.start)
    assert narrow.start < NOW < narrow.end


def test_an_act_from_before_the_narrow_window_is_only_on_the_wide_drawing() -> None:
    old = Line(now=NOW, start=START, end=END, acts=(ActMark(before(280), False, True),))
    assert 'class="dot"' in draw(old, zoom="episodes", width=WIDE)
    assert 'class="dot"' not in draw(old, zoom="episodes", width=PHONE)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_an_empty_line_still_shows_time_and_today(zoom: str) -> None:
    svg = draw(EMPTY, zoom=zoom, words=MARTA)
    assert "nothing yet" in svg
    assert ">today<" in svg
    assert 'class="ahead"' in svg


def test_words_of_people_are_escaped_everywhere() -> None:
    wicked = '<script>"&'
    line = Line(
        now=NOW,
        start=before(6),
        end=NOW + timedelta(days=2),
        acts=(ActMark(before(2), False, False, wicked),),
        episodes=(EpisodeMark(before(5), before(4), wicked),),
        sequences=(SequenceMark(before(5), NOW, wicked, wicked),),
        promises=(PromiseMark(before(1), wicked, "kept"),),
        planned_ahead=(ActMark(NOW + timedelta(days=1), True, True, wicked),),
    )
    for zoom in ZOOMS:
        svg = draw(line, zoom=zoom, words=Words(their=wicked))
        ElementTree.fromstring(svg)
        assert "<script" not in svg
        assert "&lt;script&gt;" in svg


def test_episodes_that_overlap_share_one_bar_and_open_ones_end_now() -> None:
    line = Line(
        now=NOW,
        start=START,
        end=END,
        episodes=(
            EpisodeMark(before(100), before(90), "Router"),
            EpisodeMark(before(95), before(80), "Plotter"),
            EpisodeMark(before(9), None, "Drawings"),
            EpisodeMark(before(3), None, "tablet"),
        ),
    )
    closed, still_open = line_bars.bars(line)
    assert (closed.start, closed.end, closed.label) == (before(100), before(80), "Router and one more")
    assert (still_open.end, still_open.label) == (NOW, "two open, newest: tablet")


def test_by_act_every_overlapping_episode_has_its_own_lane() -> None:
    overlapping = (EpisodeMark(before(5), before(1), "a"), EpisodeMark(before(4), None, "b"))
    svg = draw(Line(now=NOW, start=before(7), end=NOW, episodes=overlapping), zoom="acts")
    tops = re.findall(r'<rect class="bar[^"]*" x="[\d.]+" y="(-?[\d.]+)"', svg)
    assert len(set(tops)) == 2


def test_a_name_near_the_right_end_turns_and_ends_there() -> None:
    line = Line(now=NOW, start=before(300), end=NOW, episodes=(EpisodeMark(before(8), before(6), "Tablet"),))
    assert '<text class="t-end"' in draw(line, zoom="episodes")


def test_each_answer_shows_the_shape_of_its_class_and_its_number() -> None:
    answers = (AnswerMark(before(200), 4), AnswerMark(before(100), 7), AnswerMark(before(20), 10))
    svg = draw(Line(now=NOW, start=START, end=END, answers=answers), zoom="episodes")
    for mark in ('class="f-det"', 'class="f-pas"', 'class="f-pro"', ">4<", ">7<", ">10<"):
        assert mark in svg


def test_over_a_year_only_the_open_promise_that_is_due_next_has_a_flag() -> None:
    made = [PromiseMark(NOW + timedelta(days=n), f"Word {n}", "open") for n in (3, 1)]
    made.append(PromiseMark(before(40), "Kept", "kept"))
    drawn = draw(replace(EMPTY, promises=tuple(made)), zoom="episodes", words=MARTA)
    assert (drawn.count("flag-open"), drawn.count('"flag"')) == (1, 0)


def test_what_is_open_again_says_so_on_the_line_and_in_its_list() -> None:
    again = EpisodeMark(before(9), None, "Scanner", again=True)
    line = replace(EMPTY, episodes=(again,))
    assert "open again: Scanner" in draw(line, zoom="episodes", words=MARTA)
    assert as_table(line)[0].what == "Episode, open again: Scanner"


def test_kept_open_and_broken_promises_are_drawn_differently() -> None:
    promises = tuple(PromiseMark(before(n), "", kind) for n, kind in ((3, "kept"), (2, "open"), (1, "broken")))
    svg = draw(Line(now=NOW, start=before(5), end=NOW, promises=promises), zoom="acts")
    for mark in ('class="flag"', 'class="flag-open"', 'class="flag-broken"'):
        assert svg.count(mark) == 1


def test_the_label_says_the_gist() -> None:
    line = Line(
        now=NOW,
        start=START,
        end=END,
        episodes=(EpisodeMark(before(9), None, "x"),),
        answers=(AnswerMark(before(5), 9),),
    )
    assert 'aria-label="Marta Kolb and us since January 2026: 1 episode, one open; answers 9"' in draw(
        line, zoom="episodes", words=MARTA
    )


def test_the_table_behind_holds_everything_newest_first() -> None:
    rows = as_table(busy(1), words=MARTA)
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    assert len(rows) == 60 + 25 + 1 + 5 + 3 + 1
    assert {row.who for row in rows} == {"Marta Kolb", "Us", ""}


def test_five_hundred_acts_are_stacked_and_counted() -> None:
    acts = tuple(ActMark(before(n * 0.59), n % 2 == 0, False) for n in range(500))
    svg = draw(Line(now=NOW, start=START, end=END, acts=acts), zoom="episodes")
    assert 'r="4.25"' not in svg
    assert re.search(r">\+\d+<", svg)


def test_a_line_without_length_is_refused() -> None:
    with pytest.raises(NoTime):
        Line(now=NOW, start=NOW, end=NOW)


@pytest.mark.parametrize("days", [0.4, 2, 7, 30, 90, 330, 700, 2000, 9000])
@pytest.mark.parametrize("width", [WIDE, PHONE, ASIDE])
def test_the_axis_always_has_ticks_whose_words_do_not_touch(days: float, width: int) -> None:
    scale = Scale(NOW - timedelta(days=days), NOW, 2, width - 2)
    places = [(scale.x(tick.at), text_width(tick.word, size=11.5)) for tick in ticks(scale)]
    assert places
    for (left, wide), (right, next_wide) in pairwise(places):
        assert left + wide / 2 < right - next_wide / 2


def test_those_we_serve_read_it_in_their_words_in_both_languages() -> None:
    sequences = (SequenceMark(before(60), END, "Harbour Road"),)
    line = replace(busy(1), sequences=sequences, answers=(AnswerMark(before(5), 4, mood="happy", last=5),))
    for words in (relationships.THEIR_WORDS, relationships.named("Aldergate"), relationships.their_words("de")):
        said = " ".join(row.what for row in as_table(line, words=words)) + draw(line, zoom="episodes", words=words)
        assert not re.search(
            r"\b(episodes?|sequences?|acts?)\b", re.sub(r"<[^>]*?class[^>]*>", "", said), re.IGNORECASE
        )
    rows = {row.what for row in as_table(line, words=relationships.their_words("de"))}
    assert {"Unsere gemeinsame Arbeit beginnt: Harbour Road", "Antwort: 4 von 5"} <= rows
    german = draw(line, zoom="episodes", words=relationships.their_words("de"))
    assert 'aria-label="Sie und uns seit Januar 2026: ' in german and ">Mär<" in german


def test_no_ground_covers_the_name_of_a_sequence_it_overlaps() -> None:
    sequences = tuple(SequenceMark(before(200 - 30 * n), before(40 - 5 * n), f"Piece {n}") for n in range(3))
    drawn = draw(replace(EMPTY, sequences=sequences), zoom="sequences", words=MARTA)
    assert all(f">Piece {n}<" in drawn for n in range(3))
    assert drawn.rindex('class="band"') < min(drawn.index(f">Piece {n}<") for n in range(3))
