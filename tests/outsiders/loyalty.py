"""Pages of the figures: notes, benchmarks, words and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.outsiders import insights
from tests.outsiders.opened import Page
from tests.world import World


def _says(**said: Any) -> Callable[[World], Mapping[str, Any]]:
    return lambda w: said


PAGES = {
    "workspace:loyalty_csv": Page(insider="noor"),
    "workspace:loyalty_xlsx": Page(insider="noor"),
    "workspace:loyalty_notes": Page(insider="noor"),
    "workspace:remove_note": Page(lambda w: {"note_id": insights.note(w)}, "dev", _says()),
    "workspace:benchmarks": Page(insider="dev"),
    "workspace:remove_benchmark": Page(lambda w: {"benchmark_id": insights.benchmark(w)}, "dev", _says()),
    "workspace:their_words": Page(lambda w: insights.released(w) and {}, "noor"),
    "workspace:words_by_name": Page(insider="dev"),
    "workspace:tag_rules": Page(insider="noor"),
    "workspace:tag_words": Page(lambda w: {"saying_id": insights.saying(w)}, "noor", _says(tag="mine")),
    "workspace:name_group": Page(lambda w: {"group_id": insights.group(w)}, "noor", _says(name="Mine")),
}
