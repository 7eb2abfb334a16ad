"""The sentences of the public pages."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from rapport.domains.ledger.types import Taps
from rapport.domains.publishing.types import Measure, ResultsPage, TargetResult
from rapport.domains.surveys import actions
from rapport.domains.surveys.types import InvitationPage, QuestionKind
from rapport.foundation.text import defused
from rapport.interfaces.look.figures.targets import Target
from rapport.interfaces.look.wording import moments, words
from rapport.interfaces.look.wording.led_words import QuestionsWords
from rapport.interfaces.look.wording.sheet import Filled
from rapport.interfaces.look.wording.sheet_words import words_in

PREFIX = "q."
FAULTS = (actions.NotAScore, actions.NotAnAnswer, actions.NothingSaid, actions.TooManyWords)


def tapped(raw: str, page: InvitationPage) -> int | None:
    """The number of the mail's link, or None where the scale has no such number."""
    number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 3 else None
    return number if number in page.wording.points else None


def sent(form: QueryDict) -> dict[str, Any]:
    """What a form says, as the action takes it."""
    return {
        "score": form.get("score"),
        "reasons": form.getlist("why"),
        "words": form.get("words", ""),
        "leave_name_out": "leave_name_out" in form,
        "may_print": "may_print" in form,
        "items": _items(form),
    }


def filled_again(form: QueryDict, page: InvitationPage) -> Filled:
    """What a refused form said, so that nothing has to be written twice."""
    return Filled(
        score=tapped(form.get("score") or "", page),
        reasons=tuple(form.getlist("why")),
        items={key: tuple(values) for key, values in _items(form).items()},
        words=form.get("words", ""),
        may_print="may_print" in form,
    )


def _items(form: QueryDict) -> dict[str, list[str]]:
    return {name.removeprefix(PREFIX): form.getlist(name) for name in form if name.startswith(PREFIX)}


def tapped_words(taps: Taps, said: QuestionsWords) -> list[str]:
    """What somebody tapped, a sentence for each question that was not left out."""
    each = ((yes, no, getattr(taps, name)) for name, (yes, no) in said.tapped.items())
    return [yes if tap else no for yes, no, tap in each if tap is not None]


def what_is_wrong(error: Exception, page: InvitationPage) -> tuple[str, str]:
    """What to change before the answer can be sent, and the key of the question it is about."""
    said, wording = words_in(page.wording.language), page.wording
    if isinstance(error, actions.NotAScore):
        return said.choose.format(first=wording.first, last=wording.last), ""
    if isinstance(error, actions.NotAnAnswer):
        return _wrong_item(error.key, page), error.key
    return said.nothing_said if isinstance(error, actions.NothingSaid) else said.too_long, ""


def _wrong_item(key: str, page: InvitationPage) -> str:
    said = words_in(page.wording.language)
    one = next(question for question in page.wording.questions if question.key == key)
    return {
        QuestionKind.SCALE: said.choose.format(first=one.first, last=one.last),
        QuestionKind.SINGLE: said.choose_one,
        QuestionKind.MULTIPLE: said.from_list,
        QuestionKind.TEXT: said.too_long,
        QuestionKind.MINUTES: said.whole_minutes,
    }[one.kind]


def thanks(page: InvitationPage) -> dict[str, Any]:
    """What came of sending, and what comes next."""
    said = words_in(page.wording.language)
    felt = page.classes.get(page.score, "") if page.score is not None else ""
    more = page.wording.reasons.get(felt) or any(felt in one.only_for for one in page.wording.questions)
    return {
        "arrived": said.arrived if page.score is None else said.arrived_score.format(score=page.score),
        "reads": said.reads_named.format(owner=page.owner or page.brand) if page.named else said.reads_nameless,
        "again": said.again_you.format(month=said.month(page.asks_again_on)),
        "may_say_why": bool(more) and not page.reasons and not page.words,
    }


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
    figures = (one.value, one.low, one.high)
    return [defused(one.name), one.goal, *(None if f is None else round(f, 4) for f in figures), one.n or None]


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
    told = next((one.n for one in page.targets if one.measure == Measure.RECOMMEND and one.n), page.answered)
    said = f"{people} drawn by lot were asked once, {words.number(page.answered)} answered: {rate}."
    return f"{said} {words.waiting(told, page.answered)}".strip()


def _hidden(names: list[str]) -> str:
    if not names:
        return ""
    be = "is" if len(names) == 1 else "are"
    return f"{', '.join(names)} {be} not shown, so that nobody can be recognised in a group of fewer than five."
