"""Figures with their targets, one line each: what was measured, what it must be, and whether it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Figures = Mapping[str, Any]


@dataclass(frozen=True)
class Target:
    """One thing that must hold."""

    words: str
    value: Callable[[Figures], Any]
    holds: Callable[[Figures], bool]


def _most(words: str, name: str, most: float) -> Target:
    return Target(f"{words} (at most {most:g})", lambda f: f[name], lambda f: f[name] is not None and f[name] <= most)


def _least(words: str, name: str, least: float) -> Target:
    return Target(f"{words} (at least {least:,g})", lambda f: f[name], lambda f: f[name] >= least)


def _exactly(words: str, name: str, wanted: Any) -> Target:
    return Target(f"{words} ({wanted})", lambda f: f[name], lambda f: f[name] == wanted)


def _same(words: str, name: str, other: str) -> Target:
    return Target(words, lambda f: f"{f[name]} of {f[other]}", lambda f: f[name] == f[other])


TARGETS: dict[str, tuple[Target, ...]] = {
    "mails": (
        Target(
            "mails a second (at least 60, aim 100)",
            lambda f: f["mails_per_second"],
            lambda f: f["mails_per_second"] >= 60,
        ),
        _most("web writes p95, ms", "web_write_p95", 50),
        _most("write transactions of the worker p95, ms", "write_transaction_p95", 50),
        _exactly("tickets", "tickets", 283),
        _exactly("replies", "replies", 217),
        _exactly("conversations split", "split", 0),
        _exactly("conversations mixed", "mixed", 0),
        _exactly("dead jobs", "dead_jobs", 0),
    ),
    "acknowledging": (
        _most("acknowledged within, p95 seconds", "p95_seconds", 5),
        _most("the same beside a burning message", "beside_poison_p95_seconds", 5),
    ),
    "corpus": (
        _same("accounted for of those sent", "accounted", "sent"),
        _most("quarantined share", "quarantined_share", 0.03),
        _exactly("dead jobs", "dead_jobs", 0),
    ),
    "sampling": (
        _most("drawing and storing, seconds", "seconds", 10),
        _most("most memory, MB", "peak_mb", 500),
        _same("drawn of those wanted", "drawn", "wanted"),
        _same("everybody stored with chance or reason", "stored", "people"),
    ),
    "loyalty-large": (
        _most("loyalty page p95, ms", "page_p95", 80),
        _most("counters from nothing, times one GROUP BY", "recount_times", 3),
        _exactly("equal to the answers, and made anew the same", "equal", True),
        _exactly("statements of page, files and API that read widely", "wide_reads", []),
    ),
    "answers": (
        Target(
            "answers a second (at least 200)",
            lambda f: f["answers_per_second"],
            lambda f: f["answers_per_second"] >= 200,
        ),
        _exactly("lost", "lost", 0),
        _exactly("counters exact", "exact", True),
    ),
    "ledger-large": (
        _most("recording an act, times its cost at 10,000 acts", "act_times", 1.3),
        _most("person with 1,000 acts p95, ms", "person_p95", 100),
        _most("the same p50, times the floor page", "person_floors", 3),
        _most("organisation with 200,000 acts p95, ms", "organisation_p95", 100),
        _most("the same p50, times the floor page", "organisation_floors", 3),
        _least("everything put together from nothing, acts a second", "nothing_acts_per_second", 20_000),
        _exactly("goes on where a worker was killed", "nothing_resumed", True),
        _most("acts recorded meanwhile p95, times quiet", "nothing_meanwhile_times", 2),
        _least("done again, acts a second", "again_acts_per_second", 20_000),
        _most("acts recorded meanwhile p95, times quiet", "again_meanwhile_times", 2),
    ),
    "desk-day": (
        _exactly("errors", "errors", 0),
        _exactly("lost edits", "lost_edits", 0),
        _exactly("texts that stand twice", "twice", 0),
        _most("p95 of all requests, ms", "p95", 300),
        _most("p95 of the slowest kind, ms", "slowest_p95", 300),
        _same("two at once, both told", "pairs_told", "pairs"),
        _same("then refused with an old page, and sent after reading", "old_pages_refused", "sent_after_reading"),
        _same("crossed by a customer's words, told with both texts", "crossings_told", "crossings"),
        _exactly("dead jobs", "dead_jobs", 0),
        _exactly("deadlocks", "deadlocks", 0),
    ),
    "faults": (
        _same("distinct letters at the receiver", "distinct", "tickets"),
        Target(
            "repeats, at most one a kill",
            lambda f: f"{f['repeats']}, {f['kills']} kills",
            lambda f: f["repeats"] <= f["kills"],
        ),
        _exactly("letters whose bytes differ", "differing", 0),
        _same("refused letters shown on their tickets", "refused_shown", "refused"),
        _exactly("refused", "refused", 10),
        _exactly("waiting letters", "waiting_letters", 0),
        _exactly("running jobs", "running_jobs", 0),
        _exactly("dead jobs", "dead_jobs", 0),
        _same("acts of messages", "acts", "messages"),
        _most("seconds until quiet", "quiet_after_seconds", 120),
    ),
}


def show(name: str, figures: Figures) -> bool:
    """Print one measurement; True when every target holds."""
    before = f", after {figures['tickets_before']:,} tickets" if figures.get("tickets_before") else ""
    print(f"\n{name} on {figures['database']}{before}, load {figures['load']}")
    for target in TARGETS[name]:
        print(f"  {'ok    ' if target.holds(figures) else 'MISSED'} {target.words}: {target.value(figures)}")
    for kind, one in figures.get("kinds", {}).items():
        print(f"         {kind}: " + ", ".join(f"{what} {value:g}" for what, value in one.items()))
    for part, seconds in figures.get("processor_s", {}).items() if "kinds" in figures else ():
        print(f"         processor seconds of {part}: {seconds:g}")
    for fault in figures.get("first_faults", ()):
        print(f"         {fault}")
    return all(target.holds(figures) for target in TARGETS[name])
