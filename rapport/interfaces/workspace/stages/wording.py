"""Stages in words: reasons as sentences, and what stands side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rapport.domains.insights.types import StageTable
from rapport.domains.ledger.types import MoveSeen, StageSeen
from rapport.foundation.actors import NotFound
from rapport.interfaces.look.wording import moments, words
from rapport.measures.stages import Kind, Stage

LADDER = tuple(stage.word for stage in Stage)
DONE = {
    Kind.USE: "Uses a service since {on}.",
    Kind.EPISODE: "A first matter was finished together on {on}.",
    Kind.REFERRAL: "A newcomer says who sent them: {on}.",
    Kind.HELPED: "Helped a peer on {on}.",
    Kind.TESTIMONIAL: "Spoke for us on {on}.",
    Kind.REQUIREMENT: "Worked out a requirement with us, {on}.",
    Kind.PILOT: "Took part in a pilot, {on}.",
    Kind.DESIGN_GROUP: "Worked in a design group, {on}.",
    Kind.IDEA_DELIVERED: "An idea of theirs was delivered on {on}.",
}
ATTITUDES = {
    "unknown": "Unknown: {n}",
    "unfavourable": "Unfavourable: {scores}",
    "mixed": "Mixed: {scores}",
    "favourable": "Favourable: {scores}",
}


def reason(told: Mapping[str, Any], *, today: date, rose: bool) -> str:
    """One reason as a sentence."""
    if told["why"] == "answers":
        given = "Answers by name, the recent one favourable" if rose else "The recent answer by name is unfavourable"
        return f"{given}: {scores(told['scores'])}."
    if told["why"] == "active":
        return f"Used the service or made contact by choice in {words.small(told['n'])} of six months."
    on = date.fromisoformat(told["on"])
    return DONE[Kind(told["why"])].format(on=moments.short_day(on, today=today))


def scores(given: Any) -> str:
    """7, then 9."""
    return ", then ".join(str(one) for one in given)


def move(seen: MoveSeen, *, today: date) -> dict[str, Any]:
    """One row of the history."""
    rose = seen.after > seen.before
    return {
        "month": short(seen.month),
        "title": words.sentence(f"{seen.before.word} to {seen.after.word}"),
        "reasons": [reason(one, today=today, rose=rose) for one in seen.reasons],
    }


def panel(seen: StageSeen | None, *, person_id: int, today: date) -> dict[str, Any]:
    """Everything the person page says about a stage; without one, that nobody was judged yet."""
    if seen is None:
        return {"id": person_id, "seen": None}
    return {
        "id": person_id,
        "seen": seen,
        "stages": LADDER if seen.attitude is not None else LADDER[: Stage.FOLLOWER + 1],
        "current": seen.stage.word,
        "moves": [move(one, today=today) for one in seen.moves],
        "attitude": attitude(seen),
        "behaviour": f"Use or contact by choice in {words.small(seen.active)} of six months",
        "advocacy": _counted(seen.advocacy, "evidenced act", "Nothing they did for us is known"),
        "co_produced": _counted(seen.co_produced, "thing made with us,things made with us", "Nothing yet"),
        "evidence": [(one, words.sentence(one.kind)) for one in seen.evidence],
        "until": moments.month(seen.until),
        "quiet": short(seen.quiet_since) if seen.quiet_since else "",
        "beyond": seen.attitude is None and seen.stage == Stage.FOLLOWER,
    }


def attitude(seen: StageSeen) -> str:
    """What answers by name say, for those who may read them."""
    if seen.attitude is None:
        return "Answers by name are for those who lead"
    answers = _counted(seen.n_answers, "answer by name,answers by name", "no answer by name")
    latest = f"{scores(seen.answers)}; n {seen.n_answers}"
    return ATTITUDES[seen.attitude].format(n=answers, scores=latest)


def short(month: date) -> str:
    """Nov 2026: short enough for the margin of a row."""
    return f"{moments.MONTHS[month.month - 1]} {month.year}"


def _counted(many: int, noun: str, none: str) -> str:
    one, _, more = noun.partition(",")
    return words.count(many, one, more or None) if many else none


def quarter(first: date) -> str:
    """July to September 2026."""
    last = date(first.year, first.month + 2, 1)
    return f"{moments.month(first).split()[0]} to {moments.month(last)}"


def key(first: date) -> str:
    """The quarter as an address carries it: 2026-3."""
    return f"{first.year}-{first.month // 3 + 1}"


def quarter_of(raw: str) -> date | None:
    """The first day of a quarter from an address; None for anything else."""
    year, _, number = raw.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and year > "0999" and number in {"1", "2", "3", "4"}):
        return None
    return date(int(year), int(number) * 3 - 2, 1)


def quarter_named(sent: Mapping[str, str]) -> date | None:
    """The quarter an address names; None where it names none, NotFound where what it names is none."""
    raw = sent.get("quarter", "")
    found = quarter_of(raw)
    if raw and found is None:
        raise NotFound("quarter")
    return found


def table(found: StageTable) -> dict[str, Any]:
    """The page about one quarter."""
    held = [s for s in Stage if any(s in pair for pair in found.cells)]
    rows = {
        before.word: {after.word: found.cells.get((before, after), 0) for after in held}
        for before in held
        if any(pair[0] == before for pair in found.cells)
    }
    return {
        "lead": f"{_moved(found.rose, 'rose')}, {_moved(found.fell, 'fell').lower()}.",
        "n": found.n,
        "quarter": quarter(found.quarter),
        "rows": rows,
        "order": tuple(stage.word for stage in held),
        "hidden": any(n is None for n in found.cells.values()),
        "others": [(quarter(one), key(one), one == found.quarter) for one in found.quarters],
    }


def _moved(counted: tuple[int, bool], verb: str) -> str:
    many, whole = counted
    if whole:
        return f"{words.number(many) if many else 'Nobody'} {verb}"
    return f"At least {words.number(many)} {verb}" if many else f"How many {verb} is not shown"
