"""Pages of asking: the planner, the rules, the open page, and the way from one's own card to the question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.domains.surveys import actions as surveys
from tests.outsiders import asking
from tests.outsiders.opened import Page, _says
from tests.world import World


def _survey(w: World) -> dict[str, Any]:
    return {"survey_id": w.survey_id}


def _posted(w: World) -> dict[str, Any]:
    surveys.open_say_page(survey_id=w.survey_id, actor=w.cast.dev, at=w.at)
    return _survey(w)


PAGES: Mapping[str, Page] = {
    "portal:asked": Page(lambda w: {"invitation_id": asking.waiting(w)}, "marta", _says(score="8")),
    "workspace:survey_plan": Page(insider="noor"),
    "workspace:survey_plan_send": Page(
        insider="noor", post=lambda w: {"survey": w.survey_id, "size": "5", "rest_days": "14", "seed": "1"}
    ),
    "workspace:survey_asking": Page(_survey, "noor"),
    "workspace:ask_rule_set": Page(
        lambda w: _survey(w) | {"kind": "schedule"},
        "noor",
        _says(every="month", day="3", size="5"),
        {"kind": "schedule"},
    ),
    "workspace:ask_rule_end": Page(asking.rule_of, "noor", _says()),
    "workspace:say_page_set": Page(_survey, "noor", _says()),
    "workspace:say_poster": Page(_posted, "noor"),
}
