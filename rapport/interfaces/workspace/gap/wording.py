"""The sentences of the gap; each follows from the verdict, never from the writer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from rapport.domains.insights.types import GapKind, GapPage, GapRow, GapStanding
from rapport.foundation.text import defused
from rapport.interfaces.look.figures.gap import Gap
from rapport.interfaces.look.wording import moments, quarters, words
from rapport.measures.disclosure import FEW
from rapport.measures.gaps import PerceptionGap
from rapport.measures.proportions import Proportion

CLOCKS = {"solve": "solved in time", "first_answer": "answered in time"}
MOST_NAMED, MOST_DRAWN = 40, 60
CSV_HEAD = (
    "kind", "group", "quarter", "judged", "in time", "of", "in time share", "in time target",
    "satisfied share", "low", "high", "answers", "satisfied target", "standing",
    "unhappy in time", "of in time", "unhappy when late", "of late", "owner", "next step", "on",
)  # fmt: skip


def headline(page: GapPage) -> tuple[str, str]:
    """The claim of the page and the sentence after it."""
    flagged = len(page.standing(GapStanding.FLAGGED))
    if flagged:
        many = "One group is" if flagged == 1 else f"{words.sentence(words.small(flagged))} groups are"
        return (
            f"{many} in time and unhappy",
            "We met the target there, and fewer people are satisfied than we set out to satisfy. The facts are right. "
            "So are they.",
        )
    if page.standing(GapStanding.AGREE):
        return "Facts and people agree", "Where we are in time, nobody's answers lie clearly below their target."
    return "Too early to tell", "A group stands here once a target was judged and five people answered."


def drawn(rows: Iterable[GapRow], page: GapPage) -> list[Gap]:
    """Rows with a fact and a perception as they are drawn; a long list goes on in the CSV."""
    told = [row for row in rows if row.facts and row.judged and row.judged.satisfied]
    return [_drawn(row, page) for row in told[:MOST_DRAWN]]


def _drawn(row: GapRow, page: GapPage) -> Gap:
    assert row.facts is not None and row.judged is not None and row.judged.satisfied is not None
    felt = row.judged.satisfied
    return Gap(
        group=row.name,
        owner=_beside(row),
        facts=row.facts.share * 100,
        facts_n=row.facts.n,
        facts_target=row.facts.goal * 100,
        perception=felt.value * 100,
        low=felt.low * 100,
        high=felt.high * 100,
        n=felt.n,
        perception_target=row.target * 100,
        meaning=meaning(row),
        url=address(row, page),
    )


def _beside(row: GapRow) -> str:
    if row.taken is not None:
        return f"{row.taken.owner or 'Somebody who left'} looks after it"
    if row.standing is GapStanding.FLAGGED:
        return "Nobody has taken it yet"
    return row.beside


def address(row: GapRow, page: GapPage) -> str:
    """The page of one group."""
    return f"{reverse('workspace:one_gap', args=[row.kind.value, row.id])}?quarter={quarters.key(page.quarter)}"


def meaning(row: GapRow) -> str:
    """What the two figures say beside each other."""
    assert row.facts is not None and row.judged is not None and row.judged.satisfied is not None
    said = _meaning(row, row.facts.reached, row.judged.satisfied)
    wait = words.waiting(row.judged.satisfied.n, row.came)
    return " ".join(filter(None, (said, "From answers by name." if row.by_name else "", wait)))


def _meaning(row: GapRow, reached: bool, felt: Proportion) -> str:
    if row.standing is GapStanding.FLAGGED:
        most = f" Most ticked: {row.ticks[0][0]}." if row.ticks else ""
        then = f" Next: {row.taken.next_step}." if row.taken else ""
        return f"In time, and not liked.{most}{then}"
    below = felt.high < row.target
    if not reached:
        return "Late, and they say so. A fault, not a gap." if below else "Late, and not clearly less liked for it."
    if felt.low >= row.target:
        return "In time, and they say so."
    if felt.value >= row.target:
        return f"Good, as far as {words.count(felt.n, 'answer')} can tell."
    return f"Below its target, but {words.percent(row.target)} lies inside the range."


def tested(found: PerceptionGap | None) -> tuple[str, str]:
    """Unhappy people whose matters were in time, beside those with a late one; and what may be said of it."""
    if found is None:
        return "", ""
    parts = [
        f"{lead} {_of_few(side)}{side.k} of {side.n} were unhappy, {words.share(side.value, side.low, side.high)}."
        for lead, side in (
            ("Everything in time:", found.unhappy_met),
            ("Something late:", found.unhappy_missed),
        )
        if side is not None
    ]
    return " ".join(parts), _verdict(found)


def _of_few(side: Proportion) -> str:
    """Below ten a count is told to within one person, and says so."""
    return "about " if side.n < FEW else ""


def _verdict(found: PerceptionGap) -> str:
    gap = found.difference
    if gap is None:
        side = "late" if found.unhappy_missed is None else "in time"
        return f"Cannot tell whether lateness matters: fewer than five people whose matters were {side}."
    span = words.span(gap.low * 100, gap.high * 100)
    if gap.low <= 0 <= gap.high:
        return f"No clear difference ({span} points). Being faster alone would change little here."
    if gap.high < 0:
        return f"Fewer are unhappy where we were in time ({span} points). Being in time matters here."
    return f"More are unhappy where we were in time ({span} points). Look elsewhere first."


def silent(rows: Sequence[GapRow]) -> list[str]:
    """One sentence for each reason why nothing is said of a group; none of them is told apart from the others."""
    few = sorted({row.name for row in rows if row.facts is not None})
    none = sorted({row.name for row in rows if row.facts is None})
    found = []
    if few:
        found.append(f"Not shown (fewer than five answers, or a smaller group could be worked out): {_named(few)}.")
    if none:
        found.append(f"No target was met or missed there in this quarter: {_named(none)}.")
    return found


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:MOST_NAMED])} and {words.number(more)} more"


def kinds(page: GapPage, chosen: str) -> list[tuple[str, str, bool]]:
    """By what the page can be looked at."""
    here = f"{reverse('workspace:gap')}?quarter={quarters.key(page.quarter)}"
    names = (("", "services and sites"), (GapKind.TEAM.value, "teams"))
    return [(f"{here}&by={key}" if key else here, said, key == chosen) for key, said in names]


def csv_row(row: GapRow, page: GapPage) -> list[str | int | float | None]:
    """Everything the page shows of one group, and nothing else; names a spreadsheet would take for formulas defused."""
    felt = row.satisfied
    met, missed = (row.tested.unhappy_met, row.tested.unhappy_missed) if row.tested else (None, None)
    facts = row.facts
    return [
        row.kind.value,
        defused(row.name),
        quarters.key(page.quarter),
        CLOCKS[facts.kind] if facts else "",
        *((facts.met, facts.n, round(facts.share, 4), facts.goal) if facts else (None,) * 4),
        *((round(felt.value, 4), round(felt.low, 4), round(felt.high, 4), felt.n) if felt else (None,) * 4),
        row.target,
        row.told.value,
        *((met.k, met.n) if met else (None, None)),
        *((missed.k, missed.n) if missed else (None, None)),
        *_taken(row),
    ]


def _taken(row: GapRow) -> tuple[str, str, str]:
    if row.taken is None:
        return "", "", ""
    day = row.taken.next_on.isoformat() if row.taken.next_on else ""
    return defused(row.taken.owner), defused(row.taken.next_step), day


def facts_say(row: GapRow) -> str:
    """What was judged, in words."""
    if row.facts is None:
        return "No target was met or missed here in this quarter."
    one = row.facts
    said = f"{words.number(one.met)} of {words.number(one.n)} {CLOCKS[one.kind]}"
    return f"{said}: {words.share(one.share, one.low, one.high)}. The target is {words.percent(one.goal)}."


def as_of(page: GapPage) -> str:
    """What the figures rest on."""
    felt = f"Perception as of {moments.short_day(page.as_of)}, drawn answers" if page.as_of else "No perception yet"
    return f"{felt}; facts as counted within the hour."


def one_words(row: GapRow, page: GapPage) -> dict[str, Any]:
    """Everything said of one group."""
    test, verdict = tested(row.tested)
    return {
        "row": row,
        "gaps": drawn([row], page),
        "facts": facts_say(row),
        "test": test,
        "verdict": verdict,
        "ticks": row.ticks,
        "most": max((n for _, n in row.ticks), default=1),
    }
