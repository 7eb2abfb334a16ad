"""A project both sides look back on, taps of earlier quarters, and a client's own desk that writes here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import FedAnswer, FedPerson, FedRow
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import lately
from rapport.interfaces.cli.demo.placing import Cast
from rapport.interfaces.cli.demo.script import Script

BACK, TAPPED = timedelta(days=480), 260
PROJECT = "Moving the crews to Harbour Road"
AUTUMN = "This quarter with Aldergate"
WORDS = (
    (n.MARTA, "Hugo says the day, and it is the day.", "Ask the crew first, not the office."),
    (n.HUGO, "One call before nine instead of five mails.", "We measure the line before the trailer comes."),
    (n.IVO, "The spare tablet in the van.", ""),
)
AGREED = "Two weeks before a site opens, Marta and Hugo walk it together. The line is measured before anybody moves in."
MATTERS = (
    ("4711", n.LENA, "Scanner at gate two reads nothing", "phone", True),
    ("4718", n.LENA, "New starter needs the mill's list", "mail", True),
    ("4722", "night-shift", "Label printer stops at midnight", "chat", True),
    ("4730", n.LENA, "The scale shows yesterday's batch", "mail", False),
)


def remember(scripts: list[Script], episodes: Mapping[str, int], cast: Cast, *, at: datetime) -> None:
    """Everything of this file, after the acts stand in their episodes."""
    _tap_earlier(scripts, episodes, cast, at=at)
    ledger.release_reflections(actor=system(), at=at)
    _look_back(scripts, episodes, cast, at=at)
    _feed(cast, at=at)


def _tap_earlier(scripts: list[Script], episodes: Mapping[str, int], cast: Cast, *, at: datetime) -> None:
    lot = Random("earlier taps")
    since, until = at - BACK, at - timedelta(days=121)
    ended = [s for s in scripts if s.key in episodes and s.solved_at is not None and since < s.solved_at < until]
    for script in lot.sample(ended, min(TAPPED, len(ended))):
        if script.asker == n.MARTA or script.solved_at is None:
            continue  # hers are tapped where the story tells of her
        for side, who in (("theirs", script.asker), ("ours", script.assignee)):
            if who not in cast.persons:
                continue
            asked: dict[str, Any] = {"episode_id": episodes[script.key], "side": side, "actor": cast.actor(who)}
            asked["at"] = script.solved_at + timedelta(hours=2)
            if lot.random() < 0.8:
                ledger.answer_reflection(
                    know_each_other=_said(lot, 0.7),
                    they_know_us=_said(lot, 0.6),
                    understood=_said(lot, 0.9 if side == "ours" else 0.72),
                    **asked,
                )
            else:
                ledger.skip_reflection(**asked)


def _said(lot: Random, share: float) -> bool | None:
    return None if lot.random() < 0.1 else lot.random() < share


def _look_back(scripts: list[Script], episodes: Mapping[str, int], cast: Cast, *, at: datetime) -> None:
    """One that ended four days ago and one that goes on."""
    noor, ended = cast.actor(n.NOOR), at - timedelta(days=4)
    begun = at - timedelta(days=75)
    named: dict[str, Any] = {"organisation_id": cast.organisations[n.BUILDER], "actor": noor}
    sequence = ledger.begin_sequence(
        kind="project", name=PROJECT, started_at=begun, owner_id=cast.persons[n.HUGO], at=begun, **named
    )
    ids = [
        episodes[s.key]
        for s in scripts
        if s.key in episodes and s.asker in {n.MARTA, n.IVO} and s.solved_at is not None and begun < s.opened_at < ended
    ]
    told: dict[str, Any] = {"sequence_id": sequence.pk, "at": ended}
    ledger.join_sequence(episode_ids=ids, actor=noor, **told)
    ledger.end_sequence(actor=noor, **told)
    ledger.prepare_look_back(sender=None, actor=system(), **told)  # the only letters are those of this morning
    asked = {episode.asker for episode in scripts if episodes.get(episode.key) in ids}
    for who, keep, change in WORDS:
        if who == n.HUGO or who in asked:
            ledger.write_words(keep=keep, change=change, shown=True, actor=cast.actor(who), **told)
    if n.MARTA in asked:
        ledger.say_worth(score=6, actor=cast.actor(n.MARTA), **told)
    ledger.agree(agreed=AGREED, actor=cast.actor(n.HUGO), **told)
    following = ledger.begin_sequence(
        kind="quarter", name=AUTUMN, started_at=ended, owner_id=cast.persons[n.HUGO], at=ended, **named
    )
    begun_since = [
        episodes[s.key]
        for s in scripts
        if s.key in episodes and s.opened_at > ended and cast.organisation_of[s.asker] == named["organisation_id"]
    ]
    ledger.join_sequence(sequence_id=following.pk, episode_ids=begun_since, actor=system(), at=at)
    ledger.lead_on(following_id=following.pk, actor=cast.actor(n.HUGO), **told)


def _feed(cast: Cast, *, at: datetime) -> None:
    """The mill's own desk tells what happens there; two of its rows were refused."""
    feed_id, _ = ledger.open_feed(
        name="The mill's own desk",
        source="mill",
        organisation_id=cast.organisations[n.FOODS],
        team_id=cast.teams[n.SITES_TEAM],
        actor=system(),
        at=at - timedelta(days=20),
    )
    rows: list[FedRow | FedAnswer] = [
        *_rows(at - timedelta(days=12)),
        FedAnswer(
            "4731-1", "refused", "channel: Input should be 'mail', 'portal', 'phone', 'visit', 'chat' or 'import'"
        ),
        FedAnswer("4731-2", "refused", "No service has this name here. Leave it out, or add it in Settings."),
    ]
    then = lately(at - timedelta(hours=3))
    ledger.take_rows(feed_id=feed_id, call_id="msg_demo", rows=rows, refs={}, actor=system(), at=then)


def _rows(begun: datetime) -> Iterator[FedRow]:
    agent = FedPerson(external_id="desk-2", name="Somebody at the mill's desk")
    for place, (number, who, title, channel, done) in enumerate(MATTERS):
        person = FedPerson(address=who) if "@" in who else FedPerson(external_id=who, name="The night shift")
        first = begun + timedelta(days=2 * place)
        said: dict[str, Any] = {"row": "act", "channel": channel, "reference": number, "title": title}
        yield FedRow(source_key=f"{number}-1", at=first, who=person, direction="theirs", kind="message", **said)
        later = first + timedelta(hours=5)
        answer: dict[str, Any] = {"who": agent, "whom": person, "direction": "ours", "kind": "answer", "minutes": 12}
        yield FedRow(source_key=f"{number}-2", at=later, completes=done, **answer, **said)
