"""The sentences of the Loyalty pages; each follows from the verdict, never from the writer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapport.domains.insights.types import Change, Figure, Hidden, LoyaltyPage, Series, Weighted
from rapport.domains.surveys.types import SamplePage, SampleRow
from rapport.interfaces.look.figures.multiples import Multiple
from rapport.interfaces.look.figures.scales import NET, Scale
from rapport.interfaces.look.wording import moments, words
from rapport.interfaces.workspace.loyalty import drawing, further, questions, ways
from rapport.interfaces.workspace.loyalty.drawing import SHORT, scale_of

NOTHING_ASKED = "Nobody was asked yet. Draw a sample, send it, and the first figure stands here after five answers."
HIDDEN = {
    Hidden.FEW: "Not shown: fewer than five answers.",
    Hidden.BESIDE: "Not shown, so that nobody can work out a smaller group.",
    Hidden.OPEN: "Not shown yet: the month is not over.",
}


def not_yet(page: LoyaltyPage) -> str:
    """What stands where the figure would be before the first release."""
    came = words.count(page.received, "answer")
    be = "has" if page.received == 1 else "have"
    return f"{came} {be} arrived. Figures are released after every five, so that nobody can be recognised."


def page_words(page: LoyaltyPage) -> dict[str, Any]:
    """What stands above the figures: what they mean, and what has come in since."""
    figure = page.figure or page.total
    return {
        "page": page,
        "title": questions.title(page),
        "period": figure.label if figure else "",
        "lead": lead(page),
        "live": live_sentence(page),
        "ways": ways.tabs(page),
    }


def figures_words(page: LoyaltyPage) -> dict[str, Any]:
    """The figures of a release in words and drawings; they follow from the release and the notes alone."""
    figure, scale = page.figure or page.total, scale_of(page.judging)
    return {
        "period": figure.label if figure else "",
        "asked": questions.asked(page.judging),
        "how": ways.NAMES[page.how],
        "scale": scale,
        "figure": scale.write(figure.points) if figure is not None and figure.points is not None else "",
        "say": figure_sentence(figure, scale) if figure else "",
        "beside": beside(page.year, "A year ago", scale) or beside(page.change, "The period before", scale),
        "more": more_sentence(page.change, page.figure),
        "held": [f"{one.label}: {HIDDEN[Hidden(one.hidden)]}" for one in page.months if one.hidden],
        "rate": rate_sentence(figure) if figure else "",
        "weighted": weighted_sentence(page.weighted, page.figure, scale),
        "benchmarks": page.benchmarks,
        **drawing.trend_words(page, scale),
        **drawing.spread_words(page, figure, scale),
        **_parted("services", page.services, page, scale),
        **_parted("sites", page.sites, page, scale),
        "facets": drawing.facets(page, scale),
        "items": further.items(page),
        "zones": further.zones(page),
        "reasons": further.reasons(page),
        "reasons_say": further.reasons_sentence(page),
        "reasons_since": further.reasons_since(page),
        "not_paired": further.not_paired(page),
        "pair": page.pair,
        "zones_say": further.zones_sentence(page.zones),
        "around": _around(page, scale),
        "scaled": page.judging.scaled,
        "items_name": questions.said(page.judging),
        "rates": [(name, [_rate_row(one) for one in found]) for name, found in page.rates],
        "rates_say": drawing.rates_sentence(page.rates),
    }


def _around(page: LoyaltyPage, scale: Scale) -> list[dict[str, Any]]:
    """Before and after each change with n and range; what came after says whether it is clearly another."""
    return [
        {
            "label": one.label,
            "say": figure_sentence(one.last, scale) if not one.hidden else HIDDEN[Hidden(one.hidden)],
            "value": scale.write(one.last.points) if one.last.points is not None else "",
            "verdict": drawing.judged_around(one.change, scale),
        }
        for one in page.around
    ]


def _parted(name: str, many: Sequence[Series], page: LoyaltyPage, scale: Scale) -> dict[str, Any]:
    """What is drawn by quarter, the sentence above it, what is told of all answers so far, and one for all the rest."""
    silent = [one.label for one in many if one.told[-1].hidden]
    return {
        name: [_multiple(one, page, scale) for one in many if one.points],
        f"{name}_whole": [drawing.whole_row(one, scale) for one in many if not one.points and not one.last.hidden],
        f"{name}_say": drawing.changes_sentence(many),
        f"{name}_silent": not_shown_sentence(silent),
    }


def not_shown_sentence(names: Sequence[str]) -> str:
    """One sentence for every group whose figure stays out; none of them is told apart from the others."""
    if not names:
        return ""
    why = "fewer than five answers, or a smaller group could be worked out"
    return f"Not shown ({why}): {', '.join(sorted(names))}."


def lead(page: LoyaltyPage) -> str:
    """What the figures mean, in one or two sentences, before any of them."""
    figure = page.figure
    if not page.judging.scaled:
        return further.lead(page.items, page.zones)
    if figure is None:
        return "Cannot tell yet: no month or quarter holds ten answers."
    said = []
    if page.year is not None:
        said.append(_judged(page.year, "than a year ago", "in a year"))
    if page.change is not None:
        before = page.change.before.label
        said.append(_judged(page.change, f"than in {before}", f"since {before}"))
    return " ".join(said) or "This is the first period with a score, so there is nothing yet to compare it with."


def figure_sentence(figure: Figure, scale: Scale = NET) -> str:
    """The range and what it rests on, beside the display figure."""
    asked = f" of {words.number(figure.asked)} asked" if figure.replied == figure.n else ""
    answers = f"{words.count(figure.n, 'answer')}{asked}"
    if figure.favourable is None:
        few = " Too few to say more without telling what single people said." if figure.n < 10 else ""
        return f"{answers}.{few}"
    if figure.points is None or figure.low is None or figure.high is None:
        return f"{answers}{words.of_them_favourable(figure.favourable)}. Too few for a score."
    favourable = ""
    if scale.kind == "mean" and figure.favourable is not None:
        share = (figure.favourable, figure.favourable_low or 0.0, figure.favourable_high or 0.0)
        favourable = f" {words.share(*share)} of them favourable."
    return f"between {scale.write(figure.low)} and {scale.write(figure.high)}, from {answers}.{favourable}"


def beside(change: Change | None, when: str, scale: Scale = NET) -> str:
    """The figure it is compared with, and the difference with its range."""
    if change is None or change.before.points is None:
        return ""
    before, points = change.before, change.before.points
    then = f"{when} {scale.write(points)} ({scale.span(before.low or 0, before.high or 0)}, n {before.n})."
    low, high = scale.difference(change.low), scale.difference(change.high)
    return f"{then} The difference is {scale.difference(change.difference)} ({low} to {high})."


def more_sentence(change: Change | None, figure: Figure | None) -> str:
    """How many more answers until a difference like this one would be clear."""
    if change is None or figure is None or change.needed is None or change.needed <= figure.n:
        return ""
    more = words.number(_rounded(change.needed - figure.n))
    return f"About {more} more answers than now, in each period, until a difference like this is clear."


def rate_sentence(figure: Figure) -> str:
    """How many of those asked answered."""
    if figure.response_rate is None or figure.response_low is None or figure.response_high is None:
        return ""
    rate = words.share(figure.response_rate, figure.response_low, figure.response_high)
    waiting = waiting_sentence(figure)
    said = f"{words.number(figure.replied)} of {words.number(figure.asked)} asked answered: {rate}."
    return f"{said} {waiting}".strip()


def waiting_sentence(one: Figure) -> str:
    """Why fewer answers stand in a figure than came: those without a name, and small movements, wait for others."""
    if not one.replied or one.n >= one.replied:
        return ""
    return f"{words.number(one.n)} of them are in the score; the others join it once five can do so together."


def weighted_sentence(weighted: Weighted | None, raw: Figure | None, scale: Scale = NET) -> str:
    """The weighted score beside the raw one."""
    if weighted is None or raw is None or raw.points is None or raw.low is None or raw.high is None:
        return ""
    where = "inside" if raw.low <= weighted.points <= raw.high else "outside"
    span = scale.span(weighted.low, weighted.high)
    return (
        f"Weighted by what each answer stands for, the score is {scale.write(weighted.points)} ({span}), "
        f"{where} the range of the raw {scale.write(raw.points)}."
    )


def live_sentence(page: LoyaltyPage) -> str:
    """What is live: how many answers have come in; how many had when figures were made, and how many stand in them."""
    as_of = f"Figures as of {moments.short_day(page.as_of)}" if page.as_of else "No figures yet"
    be = "has" if page.received == 1 else "have"
    came = f"{words.count(page.received, 'answer')} {be} arrived{counted_sentence(page)}"
    return f"{as_of}; {came}. {ways.kind_of_sample(page.how)}"


def counted_sentence(page: LoyaltyPage) -> str:
    """Which of the answers that arrived the figures count; nothing where they count all of them."""
    told = page.total.n if page.total is not None and not page.total.hidden else page.released
    until = f", {words.number(page.released)} of them until then" if page.released < page.received else ""
    within = f", and {words.number(told)} stand in the sum of all" if told < page.released else ""
    waiting = "; the others join it once so many can do so that nobody is recognised" if within else ""
    return f"{until}{within}{waiting}"


def needed_words(needed: int) -> str:
    """A number of answers to two figures: 316 → about 320."""
    return f"about {words.number(_rounded(needed))} answers in each period would be needed"


def _rounded(many: int) -> int:
    """To two figures: 316 → 320."""
    step = 10 ** max(len(str(many)) - 2, 0)
    return round(many / step) * step


def sample_row(one: SampleRow) -> dict[str, Any]:
    """One sample in the list."""
    state = f"{words.number(one.answered)} of {words.number(one.drawn)} answered" if one.sent_at else "drawn, not sent"
    return {"id": one.id, "month": SHORT[one.month.month], "year": one.month.year, "state": state, "sample": one}


def sample_words(page: SamplePage) -> dict[str, Any]:
    """Title and sentences of one sample."""
    one = page.sample
    skipped = [(reason, n) for reason, n in page.skipped]
    return {
        "title": f"Sample of {moments.month(one.month)}",
        "lead": f"{words.count(one.drawn, 'person', 'people')} drawn by lot from {words.number(one.framed)}.",
        "skipped": skipped,
        "row": sample_row(one),
    }


def _judged(change: Change, than: str, since: str) -> str:
    if change.verdict != "no clear change":
        return f"{words.sentence(change.verdict)} {than}."
    if change.needed is None:
        return f"No clear change {since}."
    return f"No clear change {since}: {needed_words(change.needed)}."


def _multiple(one: Series, page: LoyaltyPage, scale: Scale) -> Multiple:
    base = page.total.points if page.total is not None and page.total.points is not None and not scale.zero else 0
    months = tuple(drawing.month(point) for point in one.points)
    return Multiple(one.label, months, drawing.verdict(one.change), scale=scale, base=base)


def _rate_row(one: Figure) -> dict[str, Any]:
    rate = ""
    if one.response_rate is not None and one.response_low is not None and one.response_high is not None:
        rate = words.share(one.response_rate, one.response_low, one.response_high)
    return {
        "label": one.label,
        "asked": words.number(one.asked),
        "n": words.number(one.replied),
        "rate": rate,
        "say": waiting_sentence(one),
    }
