"""Acts, answers, promises and planned contact as marks on stems: theirs above the line, ours below."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby, product

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.figures.canvas import Box
from rapport.interfaces.look.figures.marks import ActMark, AnswerMark, Line, PromiseMark
from rapport.interfaces.look.figures.sketch import DOT, MOST, OURS, STEM, STEP, THEIRS, TURN_AT, Sketch, words_box
from rapport.interfaces.look.wording import moments
from rapport.interfaces.look.wording.words import mark_of

SHAPE = 6
FLAG = "h10l-3 -4 3 -4h-10z"
FLAG_DEPTH = 40
LETTERS = (28, 14)  # a name is written out, or cut at a word where that lets it stand
STACK, STACK_FIRST, STACK_MOST, STACK_DOT = 7, 9, 8, 2.6


def side_of(act: ActMark) -> int:
    """Tell on which side of the line an act stands."""
    return OURS if act.ours else THEIRS


def draw_acts(acts: Iterable[ActMark], sketch: Sketch) -> None:
    """Draw each act on its own stem, higher where it would hide another."""
    for act in sorted(acts, key=lambda a: a.at):
        x = sketch.scale.x(act.at)
        y = sketch.place(side=side_of(act), x=x, left=DOT + 1, right=DOT + 1)
        if y is None:
            sketch.crowded[side_of(act), round(x / 24) * 24] += 1
        else:
            _dot(act, x, y, sketch)


def _dot(act: ActMark, x: float, y: float, sketch: Sketch) -> None:
    sketch.stem(x, y)
    sketch.front.append(canvas.circle("dot" if act.planned else "dot-hollow", x, y, DOT))


def count_the_crowded(sketch: Sketch) -> None:
    """Where more acts fall on one place than can be parted, say how many more."""
    for (side, place), many in sketch.crowded.items():
        sketch.more.append((f"+{many}", float(place), side * (STEM + STEP * MOST) + (1 if side == THEIRS else 8)))
    for word, x, y in sketch.more:
        box = words_box(word, x - canvas.text_width(word) / 2, y)
        if sketch.room_for_words(box):
            sketch.write(word, x, y, name="t-faint t-mid", box=box)


def draw_answers(answers: Iterable[AnswerMark], sketch: Sketch) -> None:
    """Draw the class shape of each answer and its number to the right."""
    for answer in answers:
        x, (name, word) = sketch.scale.x(answer.at), mark_of(answer.score, mood=answer.mood, kind=answer.kind)
        reach = SHAPE + 4 + canvas.text_width(word)
        y = sketch.place(side=THEIRS, x=x, left=SHAPE + 1, right=reach, depth=19)
        if y is not None:
            sketch.stem(x, y)
            sketch.front.append(canvas.class_shape(name, x, y, SHAPE))
            sketch.front.append(canvas.text(word, x + 9, y + 4, "t-strong"))


def draw_planned(acts: Iterable[ActMark], sketch: Sketch) -> None:
    """Draw contact that is planned ahead: a green dot, a dotted stem and one word."""
    for act in sorted(acts, key=lambda a: a.at):
        x, word = sketch.scale.x(act.at), canvas.shortened(act.label, most=24)
        if not (word and _planned_with_word(act, x, word, sketch)):
            y = sketch.place(side=side_of(act), x=x, left=DOT + 1, right=DOT + 1)
            _planned_dot(x, side_of(act) * STEM if y is None else y, sketch)


def _planned_with_word(act: ActMark, x: float, word: str, sketch: Sketch) -> bool:
    for step in range(MOST):
        y = side_of(act) * (STEM + STEP * step)
        dot = Box(x - DOT - 1, y - DOT - 1, x + DOT + 1, y + DOT + 1)
        for at, ends in ((x + 10, False), (x - 10, True)):
            box = words_box(word, at, y + 4, ends=ends, size=12.5)
            stem = Box(x - 0.5, min(y, 0), x + 0.5, max(y, 0))
            if sketch.room_for_mark(dot) and sketch.room_for_words(box) and sketch.room_for_leader(stem):
                sketch.marks.append(dot)
                _planned_dot(x, y, sketch)
                sketch.write(word, at, y + 4, name="t-now t-end" if ends else "t-now", box=box)
                return True
    return False


def _planned_dot(x: float, y: float, sketch: Sketch) -> None:
    sketch.stem(x, y, name="ahead")
    sketch.front.append(canvas.circle("dot-ahead", x, y, DOT))


def draw_promises(promises: Iterable[PromiseMark], sketch: Sketch) -> None:
    """Draw each promise as a flag below the line: full when kept, hollow when open, struck when broken."""
    flags = []
    for promise in sorted(promises, key=lambda p: p.at):
        x = sketch.scale.x(promise.at)
        foot = _flag_foot(x, sketch)
        if foot is not None:
            sketch.front.append(_flag(promise, x, foot, sketch))
            flags.append((promise, x, foot))
    for promise, x, foot in reversed(flags):
        _name_flag(promise, x, foot, sketch)


def _flag_foot(x: float, sketch: Sketch) -> float | None:
    for step in range(MOST):
        foot = sketch.half + FLAG_DEPTH + STEP * step
        box = Box(x - 1, foot - 13, x + 12, foot + 1)
        if sketch.room_for_mark(box):
            sketch.marks.append(box)
            sketch.leaders.append(Box(x - 0.5, 0, x + 0.5, foot))
            return foot
    return None


def _flag(promise: PromiseMark, x: float, foot: float, sketch: Sketch) -> str:
    at = f"M{canvas.number(x)} {canvas.number(foot)}"
    name = {"kept": "flag", "open": "flag-open", "broken": "flag-broken"}[promise.standing]
    if promise.standing == "broken":
        at += f"h10M{canvas.number(x)} {canvas.number(foot - 8)}h10"
        at += f"M{canvas.number(x + 2)} {canvas.number(foot + 2)}l8 -12"
    else:
        at += FLAG
    stem = "now" if promise.standing == "open" else "stem"
    return canvas.upright(stem, x, sketch.half + 0.5, foot) + canvas.path(name, at)


def _name_flag(promise: PromiseMark, x: float, foot: float, sketch: Sketch) -> None:
    word = canvas.shortened(promise.label, most=26)
    turned = x > sketch.width * TURN_AT
    name = "t-now" if promise.standing == "open" else ""
    start = sketch.now_x + 5 if 0 <= x - sketch.now_x < 5 else x
    for at, ends in ((x + 10, True),) if turned else ((start, False), (x + 10, True)):
        box = words_box(word, at, foot + 17, ends=ends, size=12.5)
        if word and sketch.room_for_words(box):
            sketch.write(word, at, foot + 17, name=f"{name} t-end".strip() if ends else name, box=box)
            return


def draw_named_acts(acts: Iterable[ActMark], sketch: Sketch, *, days: bool) -> None:
    """Draw acts with their name and time; the dot moves away from the line until its words fit."""
    for act in sorted(acts, key=lambda a: a.at, reverse=True):
        if not _named_act(act, sketch, days=days):
            draw_acts([act], sketch)


def _named_act(act: ActMark, sketch: Sketch, *, days: bool) -> bool:
    when = f"{moments.DAYS[act.at.weekday()]} {moments.clock(act.at)}" if days else moments.clock(act.at)
    x = sketch.scale.x(act.at)
    labels = dict.fromkeys(canvas.shortened(act.label, most=most) for most in LETTERS) if act.label else {}
    for label, step in product(labels, range(MOST)):
        y = side_of(act) * (sketch.half + STEM - 3.5 + STEP * step)
        for at, ends in ((x - 4, False), (x + 4, True)):
            if _fits(act, (label, when), (x, y, at), sketch=sketch, ends=ends):
                return True
    return False


def _fits(
    act: ActMark, said: tuple[str, str], place: tuple[float, float, float], *, sketch: Sketch, ends: bool
) -> bool:
    x, y, at = place
    first, second = (y - 23, y - 10) if y < 0 else (y + 18, y + 32)
    boxes = [words_box(said[0], at, first, ends=ends), words_box(said[1], at, second, ends=ends, size=11.5)]
    dot = Box(x - DOT - 1, y - DOT - 1, x + DOT + 1, y + DOT + 1)
    stem = Box(x - 0.5, min(y, 0), x + 0.5, max(y, 0))
    clear = all(sketch.room_for_words(box) for box in boxes) and sketch.room_for_mark(dot)
    if not (clear and sketch.room_for_leader(stem)):
        return False
    sketch.marks.append(dot)
    _dot(act, x, y, sketch)
    end = " t-end" if ends else ""
    sketch.write(said[0], at, first, name=end.strip(), box=boxes[0])
    sketch.write(said[1], at, second, name=f"t-faint{end}", box=boxes[1])
    return True


def draw_stacks(line: Line, sketch: Sketch) -> None:
    """Draw acts as stacks of small dots, one stack per month and side."""
    months = sketch.scale.width_of(timedelta(days=30)) >= 7.5
    for side in (THEIRS, OURS):
        acts = sorted((a for a in line.acts if side_of(a) == side), key=lambda a: a.at)
        for _, together in groupby(acts, key=lambda a: _period(a.at, months)):
            _stack(list(together), side, sketch)


def _period(at: datetime, months: bool) -> tuple[int, int]:
    return (at.year, at.month if months else (at.month - 1) // 3)


def _stack(acts: list[ActMark], side: int, sketch: Sketch) -> None:
    x = sum(sketch.scale.x(act.at) for act in acts) / len(acts)
    for step, act in enumerate(sorted(acts, key=lambda a: not a.planned)[:STACK_MOST]):
        y = side * (STACK_FIRST + STACK * step)
        sketch.marks.append(Box(x - 3.4, y - 3.4, x + 3.4, y + 3.4))
        sketch.front.append(canvas.circle("dot" if act.planned else "dot-hollow", x, y, STACK_DOT))
    if len(acts) > STACK_MOST:
        y = side * (STACK_FIRST + STACK * STACK_MOST) + (-3 if side == THEIRS else 10)
        sketch.more.append((f"+{len(acts) - STACK_MOST}", x, y))
