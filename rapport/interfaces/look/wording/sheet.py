"""The page that is answered, put into words: the same for the one who answers and for a preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_info

from rapport.domains.surveys.types import InvitationPage, Question, QuestionKind
from rapport.interfaces.look.wording import modes
from rapport.interfaces.look.wording.sheet_words import SheetWords, words_in

STYLES = {"unhappy": "low", "passive": "mid", "happy": "top"}
SINGLE = QuestionKind.SINGLE


@dataclass(frozen=True)
class Filled:
    """What stands in the form: the lead score, the reasons ticked, the further answers by key, the open words."""

    score: int | None = None
    reasons: tuple[str, ...] = ()
    items: Mapping[str, tuple[str, ...]] | None = None
    words: str = ""
    may_print: bool = False
    tapped: int | None = None


def filled(page: InvitationPage, *, tapped: int | None = None) -> Filled:
    """The form as somebody finds it: what they answered before, or the number tapped in the mail."""
    score = page.score if tapped is None else tapped
    return Filled(score, page.reasons, page.items, page.words, page.may_print, tapped)


def sheet(page: InvitationPage, form: Filled, *, wrong: str = "", at: str = "") -> dict[str, Any]:
    """Everything the form shows; `wrong` says what is wrong, `at` names the question it is about."""
    said, wording = words_in(page.wording.language), page.wording
    felt = "" if form.score is None else page.classes.get(form.score, "")
    return {
        "page": page,
        "say": said,
        "lang": wording.language,
        "skip": said.skip,
        "title": said.questions if wording.questions else said.one_question,
        "opening": _opening(page, form, said),
        "lead": _lead(page, form, said) if wording.points else None,
        "classes": _reasons(page, form, felt, said),
        "asked": [_asked(one, form, felt, said, wrong if at == one.key else "") for one in wording.questions],
        "wrong": wrong,
        "written": form.words,
        "may_print": form.may_print,
        "sees": who_sees(page, said),
        "sees_others": who_else_sees(page, said),
        "again": said.again.format(month=said.month(page.asks_again_on)),
        "languages": _languages(page, form),
    }


def who_sees(page: InvitationPage, said: SheetWords) -> str:
    """Who will see an answer, before it is sent; short, so that the question stays in sight on a phone."""
    if page.anonymous:
        return modes.promise(modes.ANONYMOUS, language=page.wording.language)
    if not page.named:
        return said.sees_nameless
    if not page.owner:
        return said.sees_named_nobody.format(brand=page.brand)
    return said.sees_named.format(owner=page.owner)


def who_else_sees(page: InvitationPage, said: SheetWords) -> str:
    """Who stands in and from when on they read it, and what everybody else sees; of an answer by name alone."""
    if page.anonymous or not page.named:
        return ""
    return said.sees_others.format(roles=modes.stand_ins(page.wording.language))


def _opening(page: InvitationPage, form: Filled, said: SheetWords) -> str:
    if page.answered:
        return said.answered
    return said.unsent if form.tapped is None else said.tapped.format(score=form.tapped)


def _lead(page: InvitationPage, form: Filled, said: SheetWords) -> dict[str, Any]:
    wording = page.wording
    return {
        "name": "score",
        "points": [(point, STYLES.get(page.classes.get(point, ""), "")) for point in wording.points],
        "chosen": form.score,
        "low": wording.low,
        "high": wording.high,
        "first": wording.first,
        "last": wording.last,
        "of": said.of,
        "required": True,
    }


def _reasons(page: InvitationPage, form: Filled, felt: str, said: SheetWords) -> list[dict[str, Any]]:
    """The reasons of each class; the page shows those of the number that is chosen."""
    return [
        {
            "style": _style((name,), felt),
            "heading": said.why[name],
            "reasons": [(one.key, one.label, one.key in form.reasons) for one in page.wording.reasons.get(name, ())],
        }
        for name in STYLES
        if page.wording.reasons.get(name)
    ]


def _asked(one: Question, form: Filled, felt: str, said: SheetWords, wrong: str) -> dict[str, Any]:
    given = (form.items or {}).get(one.key, ())
    return {
        "name": f"q.{one.key}",
        "id": f"q-{one.key.replace('.', '-')}",
        "kind": one.kind.value,
        "text": one.text,
        "style": _style(one.only_for, felt) if one.only_for else "",
        "value": given[0] if given else "",
        "choices": [(choice.key, choice.label, choice.key in given) for choice in one.choices],
        "input": "radio" if one.kind == SINGLE else "checkbox",
        "scale": _scale(one, given, said) if one.kind == QuestionKind.SCALE else None,
        "wrong": wrong,
    }


def _scale(one: Question, given: tuple[str, ...], said: SheetWords) -> dict[str, Any]:
    chosen = int(given[0]) if given and given[0].isascii() and given[0].isdigit() and len(given[0]) < 3 else None
    return {
        "name": f"q.{one.key}",
        "points": [(point, "") for point in one.points],
        "chosen": chosen,
        "low": one.low,
        "high": one.high,
        "first": one.first,
        "last": one.last,
        "of": said.of,
        "small": True,
    }


def _style(classes: tuple[str, ...], felt: str) -> str:
    """The classes that see it; `now` is for browsers that cannot choose by themselves."""
    return " ".join([*(f"for-{STYLES[name]}" for name in classes), *(["now"] if felt in classes else [])])


def _languages(page: InvitationPage, form: Filled) -> list[tuple[str, str, str]]:
    """The other languages of the survey, each by its own name; a number that is tapped goes along."""
    more = "" if form.score is None or page.answered else f"&score={form.score}"
    return [(code, _own_name(code), more) for code in page.languages if code != page.wording.language]


def _own_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code
