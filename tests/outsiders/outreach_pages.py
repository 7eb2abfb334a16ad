"""Pages of planned contact and thanks: what of Marta's each shows and who may open it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.outsiders import outreach
from tests.outsiders.opened import Page, _says
from tests.world import World


def _person(w: World) -> dict[str, Any]:
    return {"person_id": w.marta}


def _done_request(w: World) -> dict[str, Any]:
    return {"public_key": w.done.public_key}


def _plan(w: World) -> dict[str, Any]:
    return {"plan_id": outreach.plan_of_marta(w)}


def _thanks(w: World) -> dict[str, Any]:
    return {"thanks_id": outreach.thanks_of_marta(w)}


def _matter(w: World) -> dict[str, Any]:
    return {"episode_id": w.episode.pk}


def _not_now(w: World) -> Mapping[str, Any]:
    until = (w.at + timedelta(days=2)).date().isoformat()
    return {"team": w.cast.service_desk.pk, "key": outreach.moment_of_marta(w), "until": until, "reason": "Away"}


def _cadence(w: World) -> Mapping[str, Any]:
    return {"team": w.cast.service_desk.pk, "level": "user", "owner": ""}


def _talked(w: World) -> Mapping[str, Any]:
    return {"team": w.cast.service_desk.pk, "outcome": "talked", "channel": "phone", "words": "Mine"}


def _marta_planned(w: World) -> dict[str, Any]:
    return {"scope": "person", "target_id": w.marta}


_USUAL = {f"{level}_{name}": "30" for level in ("user", "lead", "executive") for name in ("ideal", "longest")}
OUTREACH: Mapping[str, Page] = {
    "workspace:plan": Page(),
    "workspace:plan_choose": Page(),
    "workspace:plan_levels": Page(insider="ines"),
    "workspace:plan_levels POST": Page(insider="ines", post=_says(**_USUAL)),
    "workspace:plan_calendar": Page(),
    "workspace:plan_calendar POST": Page(post=_says()),
    "workspace:plan_one": Page(_plan),
    "workspace:plan_one POST": Page(_plan, "hugo", _talked),
    "workspace:plan_end": Page(_plan, "hugo", _says()),
    "workspace:plan_new": Page(_marta_planned),
    "workspace:plan_new POST": Page(_marta_planned, "hugo", _cadence),
    "workspace:calls": Page(),
    "workspace:call_put_off": Page(post=_not_now),
    "workspace:call_person": Page(_person),
    "workspace:call_person POST": Page(_person, "hugo", _talked),
    "workspace:thanks": Page(),
    "workspace:thanks POST": Page(post=_says()),
    "workspace:thanks_show": Page(_thanks, "hugo", _says()),
    "workspace:thank": Page(_matter, "noor"),
    "workspace:thank POST": Page(_matter, "noor", _says(words="Well done.")),
    "portal:thank_request": Page(_done_request, "marta"),
    "portal:thank_request POST": Page(_done_request, "marta", _says(words="Thank you.")),
    "portal:thanks_consent": Page(_thanks, "marta", _says()),
}
