"""Surveys in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.domains.surveys.types import Asked, InvitationPage, Mode, SurveyKind, SurveyPage, SurveyRow
from rapport.interfaces.look.wording import languages, moments

KINDS = {
    SurveyKind.NPS: "Recommendation (NPS)",
    SurveyKind.CSAT: "Satisfaction (CSAT)",
    SurveyKind.CES: "Ease (CES)",
    SurveyKind.TRUST: "Contact, shared language, trust",
    SurveyKind.EXPECTATION: "Expected and found",
    SurveyKind.SINGLE: "One question around a change",
    SurveyKind.OWN: "Own questions",
}
ASKED = {
    Asked.USER: "those who use it",
    Asked.CLIENT_CONTACT: "client contacts",
    Asked.FRONT_LINE: "the front line",
    Asked.STAFF: "our own staff",
}
MODES = {
    Mode.NAMED: "By name: the owner reads name and words and may call; one tap leaves the name out",
    Mode.CONFIDENTIAL: "Confidential: nobody sees a name, figures show groups of five and more",
    Mode.ANONYMOUS: "Anonymous: nothing links anybody to an answer, not even for us. It is asked by samples of five "
    "and more, never after a single matter; nobody can be called back, and no answer can be changed or found again",
}
SHORT_MODES = {
    Mode.NAMED: "by name, one tap leaves it out",
    Mode.CONFIDENTIAL: "confidential",
    Mode.ANONYMOUS: "anonymous",
}
CLASSES = (("unhappy", "unhappy"), ("passive", "in between"), ("happy", "happy"))
DONE = {
    "pause": "Paused. Nothing more leaves until you go on; whoever has a letter can still answer it.",
    "resume": "It goes on. What was due meanwhile leaves on the next working morning.",
    "stop": "Stopped for good. Answers and figures stay.",
}


def row(one: SurveyRow) -> dict[str, Any]:
    """One line of the list."""
    last = moments.month(one.last_sample) if one.last_sample else ""
    return {
        "id": one.id,
        "name": one.name,
        "kind": KINDS[SurveyKind(one.kind)],
        "judged": one.service or "the whole of IT",
        "asked": ASKED[Asked(one.asked)],
        "versions": one.versions,
        "when": f"{last[:3]} {last[-4:]}" if last else "",
        "last": f"last sample {last}" if last else "no sample was drawn",
        "state": "" if one.standing == "asking" else one.standing,
    }


PLACES = {"question": "the question", "about": "the sentence below it", "reasons": "the reasons"}


def page(found: SurveyPage) -> dict[str, Any]:
    """One survey: what it is, and its wordings."""
    newest = found.versions[0]
    return {
        "survey": row(found.row),
        "standing": found.row.standing,
        "owner": found.owner,
        "mode": SHORT_MODES[Mode(found.mode)],
        "anonymous": found.mode == Mode.ANONYMOUS,
        "before": found.before,
        "may_change": found.may_change,
        "question": newest.question,
        "used": newest.used,
        "behind": behind(found.behind),
        "versions": [
            (
                one,
                ", ".join(languages.name_of(code) for code in one.languages),
                "asked" if one.used else "not asked yet",
            )
            for one in found.versions
        ],
    }


@dataclass(frozen=True)
class Behind:
    """A language that says what the main one said before."""

    code: str
    name: str
    say: str


def behind(found: Mapping[str, Sequence[str]]) -> list[Behind]:
    """Each language that is behind, with what is old in it.

    >>> behind({"de": ["question", "low", "high"]})[0].say
    'German still says what it said before: the question, the ends of the scale.'
    """
    return [_behind(code, languages.name_of(code), places) for code, places in found.items()]


def _behind(code: str, name: str, places: Sequence[str]) -> Behind:
    old = dict.fromkeys(_place(one) for one in places)
    return Behind(code, name, f"{name} still says what it said before: {', '.join(old)}.")


def _place(place: str) -> str:
    if place.startswith("asked."):
        return "a further question"
    return PLACES.get(place.partition(".")[0], "the ends of the scale")


def class_links(found: InvitationPage) -> list[tuple[str, int]]:
    """For each class a score that shows what it is asked, from the most unhappy on."""
    first = {name: point for point, name in sorted(found.classes.items(), reverse=True)}
    return [(label, first[name]) for name, label in CLASSES if name in first]
