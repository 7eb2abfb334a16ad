"""How the answers of each kind of survey are read: which scale, which classes, and which one figure stands for them."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.domains.insights.types import Judging, Metric

OF_KIND: Mapping[str, Judging] = {
    "nps": Judging("nps", Metric.NET, 0, 10),
    "csat": Judging("csat", Metric.SHARE, 1, 5),
    "ces": Judging("ces", Metric.MEAN, 1, 7),
}
SEVEN = (1, 7)  # trust, expectation and own questions unless their wording says otherwise


def judging_of(kind: str, *, low: int | None = None, high: int | None = None, better: str = "high") -> Judging:
    """How a survey of one kind is read; low and high are its own scale where it has one.

    >>> judging_of("csat").metric, judging_of("own", low=1, high=5).high
    (<Metric.SHARE: 'share'>, 5)
    """
    if kind in OF_KIND:
        return OF_KIND[kind]
    first, last = (SEVEN[0] if low is None else low), (SEVEN[1] if high is None else high)
    return Judging(kind, Metric.MEAN, first, max(last, first + 1), better, scaled=high is not None)


def classed(judging: Judging, score: int) -> int:
    """0 unhappy, 1 passive, 2 happy: NPS 0–6/7–8/9–10, CSAT 1–2/3/4–5, CES 1–3/4/5–7, else thirds of the scale.

    >>> [classed(OF_KIND["ces"], score) for score in (3, 4, 5)]
    [0, 1, 2]
    """
    edges = {"nps": (7, 9), "csat": (3, 4), "ces": (4, 5)}.get(judging.kind)
    if edges:
        return (score >= edges[0]) + (score >= edges[1])
    part = (score - judging.low) / (judging.high - judging.low)
    part = 1 - part if judging.better == "low" else part
    return (part > 1 / 3) + (part >= 2 / 3)


def classes_of(judging: Judging, counts: Mapping[int, int]) -> tuple[int, int, int]:
    """How many were unhappy, passive and happy."""
    found = [0, 0, 0]
    for score, many in counts.items():
        found[classed(judging, score)] += many
    return found[0], found[1], found[2]
