"""The relationship line: their side above, ours below, at the zoom of sequences, episodes or acts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.interfaces.look.figures import axis, canvas, line_acts, line_bars, line_months
from rapport.interfaces.look.figures.axis import Scale
from rapport.interfaces.look.figures.canvas import Box
from rapport.interfaces.look.figures.marks import (
    ActMark,
    AnswerMark,
    EpisodeMark,
    Line,
    MonthMark,
    PromiseMark,
    SequenceMark,
    Words,
    Zoom,
)
from rapport.interfaces.look.figures.sketch import Sketch, words_box
from rapport.interfaces.look.wording.line_words import LineWords
from rapport.interfaces.look.wording.words import mark_of, sentence

__all__ = [
    "ActMark",
    "AnswerMark",
    "EpisodeMark",
    "Line",
    "PromiseMark",
    "Row",
    "SequenceMark",
    "Words",
    "as_table",
    "draw",
    "gist",
]

WIDE, PHONE, ASIDE = 920, 350, 300
NAMES = {WIDE: "wide", PHONE: "narrow", ASIDE: "one"}
# The narrow drawing keeps this part of the time, its newest.
KEPT = {"months": 0.5, "sequences": 0.55, "episodes": 0.5, "acts": 0.6}
CROWD = 0.14  # acts per pixel of width from which they are stacked by month instead of drawn singly
PROMISE_DAY = 6  # pixels a day must have before promises stand beside episodes
HEAD, BAND_ROW, FOOT = 18, 36, 24  # the word of today, a sequence's name and remark, the axis


def draw(line: Line, *, zoom: Zoom, width: int = WIDE, words: Words | None = None) -> str:
    """Return one drawing as SVG; 350 wide shows less time, not smaller marks."""
    shown = recent(line, zoom=zoom) if width == PHONE else line
    scale = Scale(shown.start, shown.end, left=2, right=width - 2)
    sketch = Sketch(width=width, scale=scale, now_x=scale.x(shown.now), said=(words or Words()).said)
    bands = _sequence_rows(shown, scale) if zoom in {"months", "sequences"} else []
    LAYOUT[zoom](shown, sketch)
    return _finish(shown, sketch, bands, gist(shown, words=words or Words()), words or Words())


def recent(line: Line, *, zoom: Zoom) -> Line:
    """Keep the newest part of a line, and always some of what has been."""
    start = line.end - (line.end - line.start) * KEPT[zoom]
    past = line.now - (line.now - line.start) * 0.6
    return line.since(min(start, past) if line.start < line.now else start)


def _by_sequence(line: Line, sketch: Sketch) -> None:
    line_bars.draw_bars(line, sketch)
    line_acts.draw_stacks(line, sketch)
    line_acts.draw_planned(line.planned_ahead, sketch)
    line_acts.count_the_crowded(sketch)


def _by_episode(line: Line, sketch: Sketch) -> None:
    line_bars.draw_bars(line, sketch)
    if len(line.acts) > sketch.width * CROWD:
        line_acts.draw_stacks(line, sketch)
    else:
        line_acts.draw_acts(line.acts, sketch)
    line_acts.draw_answers(line.answers, sketch)
    if sketch.scale.width_of(timedelta(days=1)) >= PROMISE_DAY:
        line_acts.draw_promises(line.promises, sketch)
    else:
        line_acts.draw_promises(_next_owed(line), sketch)
    line_acts.draw_planned(line.planned_ahead, sketch)
    line_acts.count_the_crowded(sketch)
    line_bars.name_bars(line, sketch)


def _next_owed(line: Line) -> list[PromiseMark]:
    """Where days are too narrow for every promise, the open one that falls due next."""
    owed = [promise for promise in line.promises if promise.standing == "open"]
    return sorted(owed, key=lambda promise: promise.at)[:1]


def _by_act(line: Line, sketch: Sketch) -> None:
    line_bars.draw_lanes(line, sketch)
    line_acts.draw_answers(line.answers, sketch)
    line_acts.draw_promises(line.promises, sketch)
    line_acts.draw_named_acts(line.acts, sketch, days=line.end - line.start > timedelta(days=2))
    line_acts.draw_planned(line.planned_ahead, sketch)
    line_acts.count_the_crowded(sketch)


def _by_month(line: Line, sketch: Sketch) -> None:
    line_months.draw_months(line.months, sketch)
    line_acts.draw_planned(line.planned_ahead, sketch)


LAYOUT: dict[str, Callable[[Line, Sketch], None]] = {
    "months": _by_month,
    "sequences": _by_sequence,
    "episodes": _by_episode,
    "acts": _by_act,
}


@dataclass(frozen=True)
class Band:
    """One sequence and the row its name stands in."""

    mark: SequenceMark
    left: float
    right: float
    row: int


def _sequence_rows(line: Line, scale: Scale) -> list[Band]:
    bands: list[Band] = []
    for mark in sorted(line.sequences, key=lambda s: s.start):
        left, right = scale.x(mark.start), scale.x(mark.end)
        taken = {band.row for band in bands if band.right > left}
        bands.append(Band(mark, left, right, min(set(range(len(taken) + 1)) - taken)))
    return bands


def _finish(line: Line, sketch: Sketch, bands: list[Band], label: str, words: Words) -> str:
    rows = max((band.row for band in bands), default=-1) + 1
    head = HEAD + BAND_ROW * rows + 8
    y = max(head - sketch.top(), 66)
    height = y + max(sketch.bottom() + 8, 34) + FOOT
    # Every ground lies below every name: else a band would cover the name of the one it overlaps.
    ground = [_ground(band, height) for band in bands]
    ground += [part for band in bands for part in _band(band, sketch.width)]
    ahead = canvas.level("ahead", sketch.now_x, sketch.width - 2, 0) if line.now < line.end else ""
    been = canvas.level("line", 2, sketch.now_x, 0) if line.now > line.start else ""
    months = axis.draw(sketch.scale, foot=height, months=words.said.months())
    marks = canvas.group([*sketch.back, ahead, been, *sketch.stems, *sketch.front], down=y)
    parts = [
        *ground,
        *months,
        marks,
        *_now(line, sketch, height, words.now),
    ]
    return canvas.svg(NAMES.get(sketch.width, "one"), sketch.width, height, label, parts)


def _ground(band: Band, height: float) -> str:
    return canvas.rect("band", Box(band.left, HEAD + BAND_ROW * band.row, band.right, height - FOOT))


def _band(band: Band, width: int) -> list[str]:
    top = HEAD + BAND_ROW * band.row
    parts = [canvas.level("band-edge", band.left, band.right, top)]
    x, room = band.left + 8, min(band.right, width) - band.left - 12
    if canvas.text_width(band.mark.name, size=12.5) <= room:
        parts.append(canvas.text(band.mark.name, x, top + 16, "t-strong"))
        if canvas.text_width(band.mark.remark, size=11.5) <= room and band.mark.remark:
            parts.append(canvas.text(band.mark.remark, x, top + 31, "t-faint"))
    return parts


def _now(line: Line, sketch: Sketch, height: float, word: str) -> list[str]:
    if not line.start <= line.now <= line.end:
        return []
    half = words_box(word, 0, 0, size=12.5).right / 2
    x = sketch.now_x
    name, at = ("t-now", 0.0) if x < half else ("t-now t-end", sketch.width) if x > sketch.width - half else ("", x)
    return [canvas.upright("now", x, HEAD, height - HEAD), canvas.text(word, at, 11, name or "t-now t-mid")]


def gist(line: Line, *, words: Words) -> str:
    """Say in one sentence what the line shows, for those who cannot see it."""
    spoken = words.said
    who = spoken.since.format(their=sentence(words.their), ours=words.ours, month=spoken.month(line.start))
    parts = (_episodes(line, spoken), _answers(line, spoken), _acts(line, spoken), _ahead(line, spoken))
    return f"{who}: {'; '.join(part for part in parts if part) or words.nothing}"


def _episodes(line: Line, spoken: LineWords) -> str:
    open_ones = sum(1 for episode in line.episodes if episode.end is None)
    if not line.episodes:
        return ""
    still = f", {spoken.small(open_ones)} {spoken.open}"
    return spoken.counted(len(line.episodes), spoken.matters) + (still if open_ones else "")


def _answers(line: Line, spoken: LineWords) -> str:
    scores = [_said(answer, spoken) for answer in sorted(line.answers, key=lambda a: a.at)]
    if not scores:
        return ""
    many = len(scores) > 3
    return spoken.last_answer.format(said=scores[-1]) if many else spoken.answers.format(said=", ".join(scores))


def _said(answer: AnswerMark, spoken: LineWords) -> str:
    return mark_of(answer.score, mood=answer.mood, kind=answer.kind)[1].replace(" of ", f" {spoken.of} ")


def _acts(line: Line, spoken: LineWords) -> str:
    """Both sides counted; where acts are counted by month, these."""
    if line.months:
        return line_months.gist(line, spoken)
    if not line.acts:
        return ""
    ours = sum(1 for act in line.acts if act.ours)
    return spoken.sides(len(line.acts) - ours, spoken.small(ours))


def _ahead(line: Line, spoken: LineWords) -> str:
    coming = sorted((act for act in line.planned_ahead if act.at >= line.now), key=lambda a: a.at)
    if not coming:
        return ""
    day = spoken.day(coming[0].at, today=line.now.date())
    return spoken.ahead.format(what=coming[0].label or spoken.contact, day=day)


@dataclass(frozen=True)
class Row:
    """One line of the table behind the drawing."""

    at: datetime
    who: str
    what: str
    planned: str
    when: str = ""


def as_table(line: Line, *, words: Words | None = None) -> list[Row]:
    """Return everything on the line as rows, newest first."""
    names = words or Words()
    said = names.said
    rows = [Row(act.at, _side(act, names), act.label or said.contact, said.planned[act.planned]) for act in line.acts]
    rows += [Row(a.at, _side(a, names), a.label or said.contact, said.coming) for a in line.planned_ahead]
    rows += [Row(a.at, sentence(names.their), _answer(a, said), "") for a in line.answers]
    rows += [Row(p.at, sentence(names.ours), _promise(p, said), "") for p in line.promises]
    rows += [Row(e.start, *_begun(e, names), "") for e in line.episodes]
    rows += [Row(m.at, _side(m, names), *line_months.told(m, said), when=said.month(m.at)) for m in line.months]
    rows += [Row(s.start, "", said.begins.format(name=s.name), "") for s in line.sequences]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def _answer(answer: AnswerMark, spoken: LineWords) -> str:
    """Say the score, and what it was before it was changed.

    >>> _answer(AnswerMark(datetime(2026, 11, 2), 8, before=("3",)), LineWords())
    'Answer: 8, before that 3'
    """
    before = spoken.before.format(scores=", ".join(answer.before)) if answer.before else ""
    return spoken.answer.format(said=_said(answer, spoken)) + before


def _promise(promise: PromiseMark, spoken: LineWords) -> str:
    return spoken.promise.format(standing=spoken.standing(promise.standing), label=promise.label)


def _begun(episode: EpisodeMark, words: Words) -> tuple[str, str]:
    said = words.said
    if episode.end is None:
        state = said.open_again if episode.again else said.open
    else:
        state = (said.until_again if episode.again else said.until).format(day=said.day(episode.end))
    return sentence(words.ours if episode.begun_by_us else words.their), f"{said.matter}, {state}: {episode.label}"


def _side(act: ActMark | MonthMark, words: Words) -> str:
    return sentence(words.ours if act.ours else words.their)
