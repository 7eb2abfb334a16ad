"""The words that ask, read from a version: the lead question, the reasons of each class, the questions after it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapport.domains.surveys.rules.templates import wording_of
from rapport.domains.surveys.types import Felt, Question, QuestionKind, Reason, Wording

# Versions made before there were other scales than the loyalty question's call their classes so.
OLD_CLASSES = {"detractor": Felt.UNHAPPY, "passive": Felt.PASSIVE, "promoter": Felt.HAPPY}


def default_wording(judged: str) -> dict[str, Any]:
    """The wording of the loyalty question, by language; `judged` is the provider or the service.

    >>> default_wording("Northwind Service")["en"]["question"]
    'How likely are you to recommend Northwind Service to a colleague?'
    """
    return wording_of("nps", judged)


def wording_in(wording: Mapping[str, Any], language: str) -> Wording:
    """The wording in a language, else in its main language, else in English, else in the first there is."""
    code = spoken(wording, language)
    words = wording[code]
    reasons = {_class(name): _pairs(pairs) for name, pairs in words["reasons"].items()}
    return Wording(
        words["question"],
        words["low"],
        words["high"],
        reasons,
        first=words.get("from", 0),
        last=words.get("to", 10),
        better=words.get("better", "high"),
        language=code,
        about=words.get("about", ""),
        questions=tuple(_question(row) for row in words.get("questions", ())),
    )


def whole(wording: Mapping[str, Any]) -> dict[str, Any]:
    """The same wording with the classes by their names of now and nothing left to be guessed."""
    return {
        code: {
            "about": "",
            "from": 0,
            "to": 10,
            "better": "high",
            "questions": [],
            **words,
            "reasons": {_class(name): pairs for name, pairs in words["reasons"].items()},
        }
        for code, words in ((code, wording[code]) for code in languages_of(wording))
    }


def languages_of(wording: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages of a wording, English first: a database may give them in any order.

    >>> languages_of({"de": {}, "pl": {}, "en": {}})
    ('en', 'de', 'pl')
    """
    return tuple(sorted(wording, key=lambda code: (code != "en", code)))


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two wordings ask the same in the same words and languages."""
    return set(one) == set(other) and all(wording_in(one, code) == wording_in(other, code) for code in one)


def spoken(wording: Mapping[str, Any], language: str) -> str:
    """The code of the language that is used for somebody.

    >>> spoken({"en": {}, "de": {}}, "de-AT"), spoken({"de": {}}, "fr")
    ('de', 'de')
    """
    wished = (language, language.split("-", maxsplit=1)[0], "en")
    return next((code for code in wished if code in wording), languages_of(wording)[0])


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        key=row["key"],
        kind=QuestionKind(row["kind"]),
        text=row["text"],
        low=row.get("low", ""),
        high=row.get("high", ""),
        first=row.get("from", 1),
        last=row.get("to", 7),
        better=row.get("better", "high"),
        choices=_pairs(row.get("choices", ())),
        only_for=tuple(row.get("only_for", ())),
        item=row.get("item", ""),
        part=row.get("part", ""),
        dimension=row.get("dimension", ""),
    )


def _pairs(pairs: Iterable[Sequence[str]]) -> tuple[Reason, ...]:
    return tuple(Reason(key, label) for key, label in pairs)


def _class(name: str) -> str:
    return OLD_CLASSES.get(name, name)


def reasons_of_class(wording: Wording, felt: str, ticked: Iterable[str]) -> list[str]:
    """Those of the ticked reasons that belong to the class of the score; the form carries all three lists."""
    offered = {reason.key for reason in wording.reasons.get(felt, ())}
    return [key for key in dict.fromkeys(ticked) if key in offered]


def shuffled(reasons: Iterable[Reason], seed: str) -> tuple[Reason, ...]:
    """The reasons in an order that is another one for each link and always the same for one of them.

    >>> some = [Reason(key, "") for key in "abc"]
    >>> shuffled(some, "7") == shuffled(reversed(some), "7")
    True
    """
    return tuple(sorted(reasons, key=lambda one: hashlib.sha256(f"{seed}:{one.key}".encode()).digest()))
