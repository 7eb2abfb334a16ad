"""The sentences of the public pages."""

from __future__ import annotations

from typing import Any

from rapport.domains.ledger.types import Taps
from rapport.domains.publishing.types import Measure, ResultsPage, TargetResult
from rapport.domains.surveys.actions import NotAScore
from rapport.domains.surveys.types import InvitationPage, Reason, Wording
from rapport.interfaces.look import moments, words
from rapport.interfaces.look.targets import Target

ASKED = {
    "detractor": ("for-low", "What weighed most?"),
    "passive": ("for-mid", "What would have made it better?"),
    "promoter": ("for-top", "What was it?"),
}


def tapped(raw: str) -> int | None:
    """The number of the mail's link, or None where it is none of the eleven."""
    return int(raw) if raw.isascii() and raw.isdigit() and int(raw) <= 10 else None


def classes(wording: Wording) -> list[tuple[str, str, tuple[Reason, ...]]]:
    """For each class its style, its question and its reasons."""
    return [(style, asked, wording.reasons.get(name, ())) for name, (style, asked) in ASKED.items()]


TAPPED = {
    "know_each_other": ("We know each other better.", "We know each other no better."),
    "they_know_us": ("We know your work better.", "We know your work no better."),
    "understood": ("We understood each other.", "We did not understand each other."),
}


def tapped_words(taps: Taps) -> list[str]:
    """What somebody tapped, a sentence for each question that was not left out."""
    said = ((yes, no, getattr(taps, name)) for name, (yes, no) in TAPPED.items())
    return [yes if tap else no for yes, no, tap in said if tap is not None]


def who_sees(page: InvitationPage) -> str:
    """Who will see an answer, before it is sent."""
    groups = "Colleagues and the agents who help you see only groups of five or more."
    if not page.named:
        return f"Nobody sees your name. {groups}"
    owner = page.owner or f"The owner of the survey at {page.brand}"
    return f"{owner}, or who stands in for them, with your name and words; they may call you. {groups}"


def what_is_wrong(error: Exception) -> str:
    """What to change before the answer can be sent."""
    if isinstance(error, NotAScore):
        return "Choose a number from 0 to 10. Everything else can stay empty."
    return "That is more than 4,000 characters. Please say it shorter; nothing was sent yet."


def results_words(page: ResultsPage) -> dict[str, Any]:
    """Title, lead and rows of the results page."""
    judged = [one for one in page.targets if one.value is not None]
    kept = sum(1 for one in judged if one.kept)
    return {
        "title": f"How we did in {page.period}" if page.period else "How we do",
        "lead": _lead(kept, len(judged)),
        "rows": [row(one) for one in judged],
        "silent": [one.name for one in page.targets if one.value is None],
        "facts": f"{moments.short_day(page.facts_since)} to {moments.short_day(page.facts_until)}",
        "asked": _asked(page),
        "hidden": _hidden(page.hidden),
    }


def row(one: TargetResult) -> Target:
    """One target as the look draws it."""
    points = one.measure == Measure.RECOMMEND
    by = 1 if points else 100
    return Target(
        name=one.name,
        unit="points" if points else "percent",
        target=one.goal * by,
        value=(one.value or 0) * by,
        low=(one.low or 0) * by,
        high=(one.high or 0) * by,
        n=one.n,
    )


def csv_row(one: TargetResult) -> list[str | float | None]:
    """One line of the file; a name that a spreadsheet would take for a formula is defused."""
    name = f"'{one.name}" if one.name[:1] in "=+-@\t" else one.name
    figures = (one.value, one.low, one.high)
    return [name, one.goal, *(None if f is None else round(f, 4) for f in figures), one.n or None]


def _lead(kept: int, judged: int) -> str:
    if not judged:
        return "There are not enough figures yet to say how we do."
    if kept == judged:
        return f"We kept {'our target' if judged == 1 else f'all {words.small(judged)} targets'}."
    return f"We kept {words.small(kept)} of {words.small(judged)} {'target' if judged == 1 else 'targets'}."


def _asked(page: ResultsPage) -> str:
    if page.response_rate is None or page.response_low is None or page.response_high is None:
        return ""
    rate = words.share(page.response_rate, page.response_low, page.response_high)
    people = words.count(page.asked, "person", "people")
    return f"{people} drawn by lot were asked once, {words.number(page.answered)} answered: {rate}."


def _hidden(names: list[str]) -> str:
    if not names:
        return ""
    be = "is" if len(names) == 1 else "are"
    return f"{', '.join(names)} {be} not shown, so that nobody can be recognised in a group of fewer than five."
