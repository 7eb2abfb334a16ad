"""Which of three classes an answer falls into, whatever its scale. Plain functions: no database, no clock."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.domains.surveys.types import Felt, SurveyKind, Wording

# The last point of "unhappy" and of "passive" where the field has agreed on them (docs/measures.md 1).
AGREED: Mapping[str, tuple[int, int]] = {SurveyKind.NPS: (6, 8), SurveyKind.CSAT: (2, 3), SurveyKind.CES: (3, 4)}
SCALES: Mapping[str, tuple[int, int]] = {SurveyKind.NPS: (0, 10), SurveyKind.CSAT: (1, 5), SurveyKind.CES: (1, 7)}


def classed(kind: str, score: int, *, first: int = 1, last: int = 7, better: str = "high") -> Felt:
    """Unhappy, passive or happy: by the agreed borders of the kind, else by the thirds of the scale, as it runs.

    >>> str(classed("nps", 6)), str(classed("csat", 4)), str(classed("ces", 4))
    ('unhappy', 'happy', 'passive')
    >>> [str(classed("own", n, last=5, better="low")) for n in (1, 3, 5)]
    ['happy', 'passive', 'unhappy']
    """
    if kind in AGREED:
        low, middle = AGREED[kind]
        return Felt.UNHAPPY if score <= low else Felt.PASSIVE if score <= middle else Felt.HAPPY
    share = (score - first + 0.5) / (last - first + 1)
    share = 1 - share if better == "low" else share
    return Felt.UNHAPPY if share < 1 / 3 else Felt.PASSIVE if share <= 2 / 3 else Felt.HAPPY


def felt(kind: str, wording: Wording, score: int | None) -> str:
    """The class of a score on the lead scale of a wording; empty where there is no score."""
    if score is None or wording.last is None:
        return ""
    return classed(kind, score, first=wording.first, last=wording.last, better=wording.better)


def classes(kind: str, wording: Wording) -> dict[int, str]:
    """The class of each point of a lead scale."""
    return {point: felt(kind, wording, point) for point in wording.points}
