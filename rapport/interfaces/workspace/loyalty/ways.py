"""How answers came, in words: each way is read by itself and says what kind of sample it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.domains.insights.types import LoyaltyPage
from rapport.interfaces.look.wording import words
from rapport.interfaces.web import filters
from rapport.interfaces.web.ids import id_named

NAMES = {
    "drawn": "Drawn by lot",
    "after_episode": "After a matter",
    "volunteered": "Volunteered",
    "again": "Asked again",
}
KINDS = {
    "drawn": "Drawn answers only.",
    "after_episode": "Asked after a matter was finished; not a drawn sample, so not comparable with the monthly score.",
    "volunteered": "Volunteered on a page that is open to everybody; nobody was drawn, so it is not known whom these "
    "answers stand for, and they are not comparable with the monthly score.",
    "again": "Asked once more after an unhappy answer was followed up; not a drawn sample, so not comparable with the "
    "monthly score.",
}


def named(sent: Mapping[str, str]) -> dict[str, Any]:
    """The survey and the way an address names; NotFound where it names none, or narrows by anything else."""
    filters.only(sent, "survey", "how")
    return {"survey_id": id_named(sent, "survey"), "how": filters.one_of(sent, "how", NAMES)}


def kind_of_sample(how: str) -> str:
    """What kind of sample these answers are, in a sentence or two."""
    return KINDS[how]


def tabs(page: LoyaltyPage) -> list[dict[str, Any]]:
    """Each way in which answers came, with how many; nothing where there is one way only."""
    came = dict(page.received_by_way)
    found = [how for how in NAMES if came.get(how) or how == page.how]
    rows = [{"how": how, "name": NAMES[how], "n": words.number(came.get(how, 0)), "here": how == page.how}
            for how in found]  # fmt: skip
    return rows if len(rows) > 1 else []
