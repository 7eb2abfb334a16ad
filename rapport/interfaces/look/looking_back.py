"""One sequence on one page, in words: the same rows for those who serve and for those it was for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.queries import LookBackPage
from rapport.domains.ledger.types import ReflectionSeen, TimelineEpisode
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import PromiseSeen
from rapport.foundation.actors import Actor
from rapport.interfaces.look.wording import words
from rapport.interfaces.look.wording.line_words import FOR_STAFF, LineWords

WORTH = range(1, 8)
WORTH_IN = {("Was it worth it?", "de"): "Hat es sich gelohnt?"}  # answers are kept under the English wording


def worth_in(wording: str, language: str) -> str:
    """The question as it is asked in a language.

    >>> worth_in("Was it worth it?", "de"), worth_in("Was it worth it?", "en")
    ('Hat es sich gelohnt?', 'Was it worth it?')
    """
    return WORTH_IN.get((wording, language), wording)


@dataclass(frozen=True)
class Told:
    """One episode as the page tells it; `who` only where others read it, too."""

    episode: TimelineEpisode
    who: str
    said: tuple[ReflectionSeen, ...]


def told(viewer: Actor, page: LookBackPage) -> list[Told]:
    """The episodes in the order they began, with whose they were and what was tapped."""
    names = people.names(viewer, {person for person, _ in page.episodes})
    said = ledger.reflections_on(viewer, [one.id for _, one in page.episodes])
    return [
        Told(one, names[person].name if person in names else "", tuple(said.get(one.id, ())))
        for person, one in page.episodes
    ]


def promised(viewer: Actor, page: LookBackPage, *, at: datetime) -> list[PromiseSeen]:
    """What was promised in its episodes."""
    refs = {one.ref for _, one in page.episodes if one.ref is not None}
    return promises.promises_on(viewer, refs, at=at) if refs else []


def kept_sentence(made: list[PromiseSeen]) -> str:
    """How many promises were kept, of how many that fell due.

    >>> kept_sentence([])
    'No promise was made in it.'
    """
    standing = Counter(one.standing.value for one in made)
    ended = standing["kept"] + standing["broken"]
    if not made:
        return "No promise was made in it."
    still = sum(standing[name] for name in ("open", "at risk"))
    rest = f" {words.sentence(words.small(still))} still open." if still else ""
    if not ended:
        return f"{words.sentence(words.count(still, 'promise'))} still open."
    of = f"{words.small(ended)} promise{'' if ended == 1 else 's'}"
    return f"{words.sentence(words.small(standing['kept']))} of {of} kept.{rest}"


def lead(page: LookBackPage, *, said: LineWords = FOR_STAFF) -> str:
    """What it was, in one sentence."""
    effort, begun = page.effort, page.sequence.started_at
    ended = page.sequence.ended_at
    if not effort.episodes:
        return f"No {said.matters[0]} stands in it yet."
    days = ((ended or page.episodes[-1][1].last_act_at) - begun).days + 1
    matters = f"{words.count(effort.episodes, *said.matters)} in {words.count(max(days, 1), 'day')}"
    return f"{words.sentence(matters)}: {effort.theirs} of their words and visits, {effort.ours} of ours."
