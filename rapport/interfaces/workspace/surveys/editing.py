"""Editing what a survey asks: one form for all languages; its buttons add, move and remove questions without script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.types import Felt, Part, QuestionKind, SurveyKind
from rapport.interfaces.look.wording import languages
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.surveys import drafts, wording
from rapport.interfaces.workspace.surveys.drafts import Draft, Words

NOT_YET = "Not kept yet: look through it and press “Keep this wording”."
KINDS = {
    QuestionKind.SCALE: "a scale",
    QuestionKind.SINGLE: "one of several choices",
    QuestionKind.MULTIPLE: "several choices",
    QuestionKind.TEXT: "words",
    QuestionKind.MINUTES: "minutes lost",
}
REASONS = {Felt.UNHAPPY: "unhappy people", Felt.PASSIVE: "people in between", Felt.HAPPY: "happy people"}
FIXED = {SurveyKind.NPS, SurveyKind.CSAT, SurveyKind.CES}
FACETS = ("contact", "shared language", "trust")
LOWEST, HIGHEST = "What the lowest number means", "What the highest number means"
Faults = Mapping[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def edit(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The wording of now; “Keep this wording” makes a version of its own once somebody was asked."""
    actor = actor_of(request)
    old = queries.wording_in_force(actor, survey_id)
    page = queries.survey_page(actor, survey_id)
    if request.method != "POST":
        return _shown(request, page, dict(old))
    draft, do = drafts.read(request.POST, old=old), request.POST.get("do", "")
    if do != "keep":
        templates = queries.template_wording(actor, survey_id)
        return _shown(
            request, page, drafts.changed(draft or dict(old), do, request.POST, templates=templates), note=NOT_YET
        )
    try:
        version = actions.change_wording(survey_id=survey_id, wording=draft, actor=actor, at=timezone.now())
    except actions.UnsoundWording as error:
        return _shown(request, page, draft or dict(old), faults=error.faults, status=400)
    except actions.SurveyStopped:
        messages.error(request, "It was stopped before, so nothing was changed.")
    else:
        messages.success(request, f"Kept as wording {version.number}. It is used from the next ask on.")
        for one in wording.behind(version.behind):
            messages.warning(request, one.say)
    return redirect("workspace:survey", survey_id=survey_id)


@require_POST
@staff_required
def confirm(request: HttpRequest, survey_id: int) -> HttpResponse:
    """A language still says the same as the main one."""
    code = request.POST.get("language", "")
    actions.confirm_language(survey_id=survey_id, language=code, actor=actor_of(request), at=timezone.now())
    messages.success(request, f"{languages.name_of(code)} says the same. Nothing of the wording was changed.")
    return redirect("workspace:survey", survey_id=survey_id)


def _shown(
    request: HttpRequest, page: Any, draft: Draft, *, faults: Faults | None = None, note: str = "", status: int = 200
) -> HttpResponse:
    wrong, first = faults or {}, next(iter(draft.values()))
    words = {
        "survey": page.row,
        "used": page.versions[0].used,
        "next": page.row.versions + 1,
        "note": note,
        "wrong": wrong.get("whole", ""),
        "any_wrong": bool(wrong),
        "codes": ",".join(draft),
        "several": len(draft) > 1,
        "behind": wording.behind(page.behind),
        "count": len(first["questions"]),
        "lead": _lead(page.row.kind, draft, wrong),
        "questions": [_question(page.row.kind, draft, place, wrong) for place in range(len(first["questions"]))],
        "new_kinds": [(kind.value, say) for kind, say in KINDS.items()],
        "new_languages": [pair for pair in languages.choices() if pair[0] not in draft],
    }
    return render(request, "workspace/surveys/edit.html", words, status=status)


def _lead(kind: str, draft: Draft, wrong: Faults) -> dict[str, Any]:
    first = next(iter(draft.values()))
    scale = _scale_of(first.get("from", 0), first.get("to", 10))
    return {
        "fixed": kind in FIXED,
        "scale": scale,
        "ends": scale.replace("-", " to "),
        "scales": [(drafts.NONE, "none: it is a title"), *_scales(scale)],
        "better": first.get("better", "high"),
        "wrong": wrong.get("scale", ""),
        "languages": [_lead_words(code, words, wrong) for code, words in draft.items()],
    }


def _lead_words(code: str, words: Words, wrong: Faults) -> dict[str, Any]:
    asked = [
        _field(code, "question", "The question", words["question"], wrong),
        _field(code, "about", "A sentence below it, if it needs one", words.get("about", ""), wrong, short=True),
        _field(code, "low", LOWEST, words["low"], wrong, short=True),
        _field(code, "high", HIGHEST, words["high"], wrong, short=True),
    ]
    reasons = [
        _field(
            code,
            f"reasons.{felt}",
            f"Reasons offered to {say}, one a line",
            _lines(words["reasons"].get(felt, ())),
            wrong,
        )
        for felt, say in REASONS.items()
    ]
    return {"code": code, "name": languages.name_of(code), "fields": asked, "reasons": reasons}


def _question(kind: str, draft: Draft, place: int, wrong: Faults) -> dict[str, Any]:
    row = next(iter(draft.values()))["questions"][place]
    at, scale = f"questions.{place}", _scale_of(row.get("from", 1), row.get("to", 7))
    return {
        "place": place,
        "number": place + 1,
        "row": row,
        "name": f"q{place}",
        "kind": KINDS[QuestionKind(row["kind"])],
        "is_scale": row["kind"] == QuestionKind.SCALE,
        "scale": scale,
        "scales": _scales(scale),
        "classes": [(felt.value, say, felt.value in row.get("only_for", ())) for felt, say in REASONS.items()],
        "facets": FACETS if kind == SurveyKind.TRUST else (),
        "parts": [part.value for part in Part] if kind == SurveyKind.EXPECTATION else (),
        "wrong": [wrong[name] for name in (at, f"{at}.scale", f"{at}.only_for") if name in wrong],
        "languages": [_words_of(code, words["questions"][place], place, wrong) for code, words in draft.items()],
    }


def _words_of(code: str, row: Words, place: int, wrong: Faults) -> dict[str, Any]:
    at, name = f"questions.{place}.{code}", f"q{place}.{code}"
    found = [_field(name, "text", "The question", row["text"], wrong, at=at)]
    if row["kind"] == QuestionKind.SCALE:
        found.append(_field(name, "low", LOWEST, row.get("low", ""), wrong, at=at, short=True))
        found.append(_field(name, "high", HIGHEST, row.get("high", ""), wrong, at=at, short=True))
    elif row["kind"] in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}:
        found.append(_field(name, "choices", "Choices, one a line", _lines(row.get("choices", ())), wrong, at=at))
    return {"code": code, "name": languages.name_of(code), "fields": found}


def _field(
    prefix: str, name: str, label: str, value: str, wrong: Faults, *, at: str = "", short: bool = False
) -> dict[str, Any]:
    return {
        "name": f"{prefix}.{name}",
        "id": f"{prefix}-{name}".replace(".", "-"),
        "label": label,
        "value": value,
        "short": short,
        "rows": 6 if "one a line" in label else 2,
        "wrong": wrong.get(f"{at or prefix}.{name}", ""),
    }


def _lines(pairs: Any) -> str:
    return "\n".join(label for _, label in pairs)


def _scale_of(first: int, last: int | None) -> str:
    return drafts.NONE if last is None else f"{first}-{last}"


def _scales(now: str) -> list[tuple[str, str]]:
    offered = [*drafts.SCALES, *([now] if now not in {*drafts.SCALES, drafts.NONE} else [])]
    return [(one, one.replace("-", " to ")) for one in offered]
