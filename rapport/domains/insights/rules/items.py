"""Figures of a survey's further questions from counts: means, shares of choices, minutes lost, zones of tolerance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapport.domains.insights.rules.figures import SCORE_FROM
from rapport.domains.insights.rules.hiding import hidden_cells
from rapport.domains.insights.rules.kinds import classes_of, judging_of
from rapport.domains.insights.types import Choice, ItemFigure, Minutes, ZoneFigure
from rapport.domains.surveys.types import QuestionAsked
from rapport.measures import proportions, tallies
from rapport.measures.disclosure import EACH_FROM, LEAST, told_mean, told_minutes, told_singly

Counted = Mapping[str, tuple[int, Mapping[str, int]]]
# By what the key of a trust item begins with.
TRUST = {"contact": "Contact", "language": "Shared language", "shared": "Shared language", "trust": "Trust"}
TOGETHER = "+"
LEVELS = ("adequate", "desired", "perceived")


def items_of(
    counted: Counted, questions: Sequence[QuestionAsked], quarters: Counted | None = None
) -> tuple[ItemFigure, ...]:
    """One figure for each further question that may be shown, and one for each facet of trust; each by quarter.

    quarters: the same counts by "question|2026-Q4".
    """
    by_quarter: dict[str, dict[str, tuple[int, Mapping[str, int]]]] = defaultdict(dict)
    for key, said in sorted((quarters or {}).items()):
        question, _, quarter = key.partition("|")
        by_quarter[quarter][question] = said
    points: dict[str, list[ItemFigure]] = defaultdict(list)
    for quarter in sorted(by_quarter):
        for one in _items_once(by_quarter[quarter], [q for q in questions if q.key in by_quarter[quarter]]):
            # Each answer stands in the sum alone: else the quarters taken off it would leave those of few.
            counts = one.counts if one.kind in ("single", "multiple") else ()
            points[one.key].append(replace(one, period=quarter, counts=counts, deviation=None))
    found = _items_once(counted, questions)
    parts = {one.key: [said[one.key] for said in by_quarter.values() if one.key in said] for one in found}
    apart = {one.key for one in found if one.choices and not _stand_alone(one.kind, counted[one.key], parts[one.key])}
    return tuple(
        replace(one, quarters=tuple(_without_choices(p) if one.key in apart else p for p in points[one.key]))
        for one in found
    )


def item_may_follow(now: Mapping[str, int], then: Mapping[str, int]) -> bool:
    """Whether a question may stand like this after an earlier release showed it like that; "" is how many answered.

    Whoever subtracts finds five people or more; and where each answer was shown, and of choices always, no answer of
    one to four of them, unless thirty came.

    >>> item_may_follow({"home": 12, "office": 9}, {"home": 8, "office": 8})
    False
    >>> item_may_follow({"home": 13, "office": 13}, {"home": 8, "office": 8})
    True
    """
    keys = sorted({*now, *then} - {""})
    steps = [now.get(key, 0) - then.get(key, 0) for key in keys]
    more, less = [max(step, 0) for step in steps], [max(-step, 0) for step in steps]
    came = now.get("", 0) - then.get("", 0)
    people = abs(came) if "" in now or "" in then else max(sum(more), sum(less))
    if not any(steps) and not came:
        return True
    if people < LEAST:
        return False
    if all(key.isdigit() for key in keys) and not told_singly(then.values()):
        return True
    others = [people - many for many in more if many < people] if came else []
    return all(told_singly(few, people=people) for few in (more, less, others))


def _items_once(counted: Counted, questions: Sequence[QuestionAsked]) -> tuple[ItemFigure, ...]:
    found = [_item(one, *counted[one.key]) if one.key in counted else _hidden(one) for one in questions if _told(one)]
    return (*_trust(counted, questions), *found)


def zones_of(counted: Counted, questions: Sequence[QuestionAsked]) -> tuple[ZoneFigure, ...]:
    """The zone of tolerance of every item that was asked in all three ways and answered ten times in each."""
    items: dict[str, dict[str, QuestionAsked]] = defaultdict(dict)
    for one in questions:
        item, level = level_of(one.key)
        if level:
            items[item][level] = one
    found = [_zone(item, asked, counted) for item, asked in items.items() if set(asked) == set(LEVELS)]
    return tuple(one for one in found if one is not None)


def level_of(key: str) -> tuple[str, str]:
    """The item of a key and which level it asks for; "" where it asks for none.

    >>> level_of("speed_adequate"), level_of("speed.perceived"), level_of("speed")
    (('speed', 'adequate'), ('speed', 'perceived'), ('speed', ''))
    """
    item, _, level = key.replace(".", "_").rpartition("_")
    return (item, level) if item and level in LEVELS else (key, "")


def trust_facet(key: str) -> str:
    """Contact, shared language or trust, by what the question's dimension or key begins with; "" for any other.

    >>> trust_facet("contact_1"), trust_facet("shared language"), trust_facet("speed")
    ('Contact', 'Shared language', '')
    """
    return TRUST.get(key.replace(".", "_").replace(" ", "_").partition("_")[0], "")


def _told(one: QuestionAsked) -> bool:
    """Free text is told in words; what is expected or found stands by itself, too, beside its zone."""
    return one.kind != "text"


def _hidden(one: QuestionAsked) -> ItemFigure:
    return ItemFigure(one.key, one.text, one.kind, n=0, hidden="few")


def _item(one: QuestionAsked, n: int, counts: Mapping[str, int]) -> ItemFigure:
    if n < LEAST:
        return _hidden(one)
    if n < SCORE_FROM:
        return ItemFigure(one.key, one.text, one.kind, n=n)
    if one.kind in ("single", "multiple"):
        return _chosen(one, n, {key: many for key, many in counts.items() if key})
    scores = {int(score): many for score, many in counts.items()}
    if one.kind == "minutes":
        return ItemFigure(one.key, one.text, one.kind, n=n, minutes=_minutes(scores))
    return _scale(one, n, scores)


def _minutes(scores: Mapping[int, int]) -> Minutes:
    """The middle and the highest tenth are answers of single people, so they stand where single answers may."""
    lost = tallies.lost_time(scores)
    if not told_singly(scores.values()):
        return Minutes(told_minutes(lost.mean))
    return Minutes(lost.mean, lost.median, lost.p90, lost.carrying_share)


def _scale(one: QuestionAsked, n: int, scores: Mapping[int, int], *, trust: str = "") -> ItemFigure:
    """One question, or with `trust` all of a facet, whose items have one scale."""
    judging = judging_of("own", low=one.low, high=one.high or None, better=one.better)
    found = tallies.mean(scores, low=judging.low, high=judging.high)
    happy = classes_of(judging, scores)[2]
    singly = told_singly(scores.values(), people=n)
    value, low, high = _about(found, singly)
    return ItemFigure(
        key=trust or one.key,
        label=trust or one.text,
        kind="trust" if trust else "scale",
        n=n,
        mean=value,
        low=low,
        high=high,
        deviation=found.deviation if singly else None,
        scale=(judging.low, judging.high),
        favourable=happy / sum(scores.values()),
        counts=_pairs({str(score): many for score, many in scores.items()}) if singly else (),
    )


def _about(found: tallies.Mean, singly: bool) -> tuple[float, float, float]:
    return (found.value, found.low, found.high) if singly else told_mean(found.value, found.low, found.high)


def _chosen(one: QuestionAsked, n: int, counts: Mapping[str, int]) -> ItemFigure:
    """Every choice in the order of the wording, also those nobody ticked; those of few together, or left out."""
    few = _of_few(one.kind, n, counts)
    names = {key: key for key in sorted(counts) if key in few or not one.choices}
    names = dict(one.choices) | {key: label for key, label in names.items() if key not in dict(one.choices)}
    told = {key: counts.get(key, 0) for key in names if key not in few}
    if one.kind == "single" and few and any(told.values()):
        together = TOGETHER.join(sorted(few))
        told[together] = sum(counts[key] for key in few)
        names[together] = " or ".join(f"“{label}”" for key, label in names.items() if key in few) + " (together)"
    elif one.kind == "single" and few:
        told = {}
    choices = tuple(_choice(key, names[key], many, n) for key, many in told.items())
    pairs = _pairs({key: many for key, many in told.items() if many})
    return ItemFigure(one.key, one.text, one.kind, n=n, choices=choices, counts=pairs, left_out=len(few))


def _choice(key: str, label: str, many: int, n: int) -> Choice:
    share = proportions.wilson(min(many, n), n)
    return Choice(key, label, many, share.value, share.low, share.high)


def _of_few(kind: str, n: int, counts: Mapping[str, int]) -> frozenset[str]:
    """Choices that may not stand by themselves among fewer than thirty people: those of few, and what tells of them.

    One choice each adds up to n, so a second one goes along; of several each stands beside those who left it out.
    """
    if n >= EACH_FROM:
        return frozenset()
    if kind == "single":
        return hidden_cells(counts)
    return frozenset(key for key, many in counts.items() if 0 < many < LEAST or 0 < n - many < LEAST)


def _stand_alone(
    kind: str, whole: tuple[int, Mapping[str, int]], parts: Sequence[tuple[int, Mapping[str, int]]]
) -> bool:
    """Whether the choices of each quarter may stand beside their sum: nothing of few in one, nor in what is left."""
    shown = [(n, counts) for n, counts in parts if n >= SCORE_FROM]
    if any(_of_few(kind, n, counts) for n, counts in shown):
        return False
    left = whole[0] - sum(n for n, _ in shown)
    rest = {key: many - sum(counts.get(key, 0) for _, counts in shown) for key, many in whole[1].items() if key}
    return left >= EACH_FROM or all(many == 0 or many >= LEAST for many in (left, *rest.values()))


def _without_choices(one: ItemFigure) -> ItemFigure:
    return replace(one, choices=(), counts=())


def _trust(counted: Counted, questions: Sequence[QuestionAsked]) -> list[ItemFigure]:
    """A facet is the mean of its items; its range rests on people, not on items, so it is rather too wide."""
    parts: dict[str, list[QuestionAsked]] = defaultdict(list)
    for one in questions:
        facet = trust_facet(one.dimension or one.key)
        if one.kind == "scale" and facet and one.key in counted:
            parts[facet].append(one)
    found = []
    for facet, asked in parts.items():
        n = max(counted[one.key][0] for one in asked)
        scores: dict[int, int] = defaultdict(int)
        for one in asked:
            for score, many in counted[one.key][1].items():
                scores[int(score)] += many
        shrunk = _shrunk(scores, n)
        if n >= SCORE_FROM and shrunk:
            found.append(_of_people(_scale(asked[0], n, scores, trust=facet), shrunk))
    return found


def _shrunk(scores: Mapping[int, int], n: int) -> float:
    """How many answers there are to one person's."""
    return sum(scores.values()) / n if n else 0.0


def _of_people(one: ItemFigure, times: float) -> ItemFigure:
    """The same mean with the range of n people instead of n times so many items."""
    assert one.mean is not None and one.low is not None and one.high is not None  # a scale has them
    wider = max(times, 1.0) ** 0.5
    low, high = one.scale
    reach = max(one.mean - one.low, one.high - one.mean) * wider
    return replace(one, low=max(low, one.mean - reach), high=min(high, one.mean + reach))


def _zone(item: str, asked: Mapping[str, QuestionAsked], counted: Counted) -> ZoneFigure | None:
    if any(one.key not in counted or counted[one.key][0] < SCORE_FROM for one in asked.values()):
        return None
    least, most, seen = ({int(score): many for score, many in counted[asked[level].key][1].items()} for level in LEVELS)
    one = asked["perceived"]
    scale = (one.low, one.high or 7)
    found = tallies.zone(least, most, seen, low=scale[0], high=scale[1])
    singly = [told_singly(counts.values()) for counts in (least, most, seen)]
    means = (found.adequate, found.desired, found.perceived)
    levels = [_about(level, told) for level, told in zip(means, singly, strict=True)]
    return ZoneFigure(
        key=item,
        label=one.text.partition(":")[0],
        n=min(found.adequate.n, found.desired.n, found.perceived.n),
        adequate=levels[0][0],
        desired=levels[1][0],
        perceived=levels[2][0],
        adequacy=_gap(found.adequacy, all(singly)),
        superiority=_gap(found.superiority, all(singly)),
        tolerated=found.tolerated,
        scale=scale,
        levels=tuple((low, high, one.n) for (_, low, high), one in zip(levels, means, strict=True)),
    )


def _gap(found: tallies.Compared, singly: bool) -> tuple[float, float, float]:
    told = (found.difference, found.low, found.high)
    return told if singly else told_mean(*told)


def _pairs(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (len(pair[0]), pair[0])))
