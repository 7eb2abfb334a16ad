"""Which question a survey's page answers: each kind its own, and surveys of one's own the one they asked."""

from __future__ import annotations

from rapport.domains.insights.types import Judging, LoyaltyPage

TRUSTED = "Are we trusted?"
TITLES = {
    "nps": TRUSTED,
    "csat": "Are they satisfied?",
    "ces": "Was it easy?",
    "trust": "Do we work well together?",
    "expectation": "Do they find what they expect?",
}
BAND = "The pale band is where the true value probably lies (95 %)."
ASKED = {
    "nps": ("Would they recommend us", f"Net promoter score, −100 to +100. {BAND}"),
    "csat": ("Are they satisfied", f"Share of 4 and 5 on 1 to 5. {BAND}"),
    "ces": ("Was it easy", f"“They made it easy”, mean on 1 to 7, 7 = easy. {BAND}"),
    "trust": ("All sentences", "Contact, shared language and trust have a mean each, never one together."),
    "expectation": (
        "All points",
        "What is just good enough and what is wished for is asked before, what was found afterwards.",
    ),
}
SAID = {
    "trust": "Contact, shared language, trust",
    "expectation": "What they said to each point",
}
ENDS = {"high": "the highest", "low": "the lowest"}


def title(page: LoyaltyPage) -> str:
    """The heading: the question of its kind, else the survey's own words, else its name."""
    return TITLES.get(page.judging.kind) or (f"“{page.question}”" if page.question else page.survey)


def asked(judging: Judging) -> tuple[str, str]:
    """Name and note of the first drawing; a scale of one's own says where it begins, ends and is best."""
    if judging.kind in ASKED:
        return ASKED[judging.kind]
    if not judging.scaled:
        return "All of it", "The question above is a title; what was said to each one under it follows."
    best = f"{ENDS[judging.better]} answer is the best"
    return "What they answered", f"Mean on {judging.low} to {judging.high}, {best}. {BAND}"


def said(judging: Judging) -> str:
    """The name above the further questions."""
    return SAID.get(judging.kind, "Further questions" if judging.scaled else "What they said")
