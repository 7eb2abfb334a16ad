"""What may help, while somebody types what they need: known problems first, then articles, by likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapport.domains.knowledge import rules
from rapport.domains.knowledge.models import Article, Problem
from rapport.domains.knowledge.queries import reading
from rapport.domains.knowledge.queries.searching import synonyms
from rapport.domains.knowledge.types import ARTICLE, PROBLEM, ProblemState, Suggestion
from rapport.foundation import search
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import Prepared
from rapport.foundation.search_query import Term
from rapport.foundation.text import words

LOOKED_AT, LONGEST_SAY, LONGEST_PLEA, LEAST_WORDS = 60, 160, 600, 2


def suggestions(
    viewer: Actor, plea: str, *, subject: str = "", service_id: int | None = None, size: int = 4
) -> list[Suggestion]:
    """Open known problems and articles for this reader that are like the plea, the likest first; at most six queries.

    A word that the other side calls otherwise finds both. `service_id` lets what is about that service come first.
    A mail of many words is like nothing as a whole: what is like its `subject` alone, of two words and more, counts.
    """
    asked = rules.meaningful(words(f"{subject} {plea}"[:LONGEST_PLEA]))
    heading = rules.meaningful(words(subject[:LONGEST_PLEA]))
    pleas = [asked, heading] if len(heading) >= LEAST_WORDS else [asked]
    if not asked or not _anything_written():
        return []
    others = _others(viewer, f"{subject} {plea}".strip(), asked)
    found = _found(viewer, asked, others)
    told = [
        *(_problem(row, pleas, others) for row in _problems(viewer, found) if row.state == ProblemState.OPEN),
        *(_article(row, pleas, others) for row in _articles(viewer, found)),
    ]
    near = [_nearer(one, service, service_id) for one, service in told if one.likeness >= rules.LEAST]
    return sorted(near, key=lambda one: (-one.likeness, one.kind != PROBLEM, -one.id))[:size]


def _anything_written() -> bool:
    """Whether there is an article or problem at all: else words would be looked up among all tickets in vain."""
    return bool(_AN_ARTICLE(NOBODY) or _A_PROBLEM(NOBODY))


_AN_ARTICLE = Prepared(lambda _viewer: Article.objects.values_list("pk")[:1])
_A_PROBLEM = Prepared(lambda _viewer: Problem.objects.values_list("pk")[:1])


def _others(viewer: Actor, plea: str, asked: Sequence[str]) -> Mapping[str, list[str]]:
    """For each word, those of the other side; of a word that is part of several, each of these words."""
    found: dict[str, list[str]] = {}
    for one in synonyms(viewer, plea[:LONGEST_PLEA]):
        for word in rules.meaningful(one.typed):
            found.setdefault(word, []).extend(one.other)
    return {word: list(dict.fromkeys(more)) for word, more in found.items() if word in asked}


def _found(viewer: Actor, asked: Sequence[str], others: Mapping[str, list[str]]) -> dict[str, list[int]]:
    """Ids by kind of what has any of the words; the search knows the reader by the tokens of what is for them."""
    either = dict.fromkeys([*asked, *(other for more in others.values() for other in more)])
    group = tuple((Term((word,), prefix=len(word) > 2 or not word.isascii()),) for word in either)
    tokens = None if viewer.staff or viewer.reach.whole else reading.tokens_to_find_by(viewer)
    hits = search.find_any(viewer, group, kinds=(ARTICLE, PROBLEM), tokens=tokens, size=LOOKED_AT)
    return {kind: [one.ref_id for one in hits if one.kind == kind] for kind in (ARTICLE, PROBLEM)}


def _problems(viewer: Actor, found: Mapping[str, list[int]]) -> list[Problem]:
    return list(reading.problems_by_id(viewer, found[PROBLEM]).values()) if found[PROBLEM] else []


def _articles(viewer: Actor, found: Mapping[str, list[int]]) -> list[Article]:
    return list(reading.articles_by_id(viewer, found[ARTICLE]).values()) if found[ARTICLE] else []


Pleas = Sequence[Sequence[str]]


def _likest(pleas: Pleas, title: str, text: str, others: Mapping[str, list[str]]) -> float:
    heads, body = words(title), words(text)
    return max(rules.likeness(asked, title=heads, text=body, others=others) for asked in pleas)


def _article(row: Article, pleas: Pleas, others: Mapping[str, list[str]]) -> tuple[Suggestion, int | None]:
    like = _likest(pleas, row.title, row.text, others)
    said = rules.helped(row.helped, row.tapped)
    return Suggestion(ARTICLE, row.pk, row.key, row.title, "", like, said), row.service_id


def _problem(row: Problem, pleas: Pleas, others: Mapping[str, list[str]]) -> tuple[Suggestion, int | None]:
    like = _likest(pleas, row.title, row.advice, others)
    first = row.advice.strip().split("\n", 1)[0]
    say = first if len(first) <= LONGEST_SAY else f"{first[:LONGEST_SAY].rsplit(' ', 1)[0]} …"
    return Suggestion(PROBLEM, row.pk, row.key, row.title, say, like), row.service_id


def _nearer(one: Suggestion, about: int | None, service_id: int | None) -> Suggestion:
    """What is about the service that was named comes first."""
    return replace(one, likeness=one.likeness + 0.5) if service_id is not None and about == service_id else one


def alike(viewer: Actor, plea: str, titles: Mapping[int, str]) -> list[int]:
    """Of titles that the viewer was shown by whoever asks, those like the plea, the likest first."""
    asked = rules.meaningful(words(plea[:LONGEST_PLEA]))
    others = _others(viewer, plea, asked) if asked and titles else {}
    found = [(rules.likeness(asked, title=words(said), text=(), others=others), pk) for pk, said in titles.items()]
    return [pk for like, pk in sorted(found, key=lambda one: (-one[0], one[1])) if like >= rules.LEAST]


def problems_like(viewer: Actor, plea: str, *, service_id: int | None = None, size: int = 2) -> list[Suggestion]:
    """Of the newest open known problems within reach those like the plea, with one query: for a ticket's page."""
    asked = rules.meaningful(words(plea[:LONGEST_PLEA]))
    rows = reading.newest_problems(viewer) if asked else []
    told = [_nearer(one, service, service_id) for one, service in (_problem(row, [asked], {}) for row in rows)]
    near = [one for one in told if one.likeness >= rules.LEAST]
    return sorted(near, key=lambda one: (-one.likeness, -one.id))[:size]
