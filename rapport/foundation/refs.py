"""Refs: a kind and an id become a card within the viewer's reach, without importing the domain that owns it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from rapport.foundation.actors import Actor


class Ref(NamedTuple):
    """A thing by its kind and id; a plain pair will do as well."""

    kind: str
    id: int


@dataclass(frozen=True)
class Card:
    """What a list says of a thing, and where its page is."""

    title: str
    url_name: str = ""
    args: tuple[Any, ...] = ()
    remark: str = ""


CardSource = Callable[[Actor, Collection[int]], dict[int, Card]]
_sources: dict[str, CardSource] = {}


class TwoSources(ValueError):
    """A kind has one source of cards; a second one was registered."""


def cards_of(kind: str) -> Callable[[CardSource], CardSource]:
    """Register the function that makes cards of one kind; it leaves out what is beyond the viewer's reach."""

    def register(source: CardSource) -> CardSource:
        if _sources.get(kind, source) is not source:
            raise TwoSources(kind)
        _sources[kind] = source
        return source

    return register


def cards(viewer: Actor, refs: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Card]:
    """The cards of many refs, one call per kind; what is beyond reach is not among them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, one in refs:
        wanted[kind].add(one)
    found: dict[tuple[str, int], Card] = {}
    for kind, ids in wanted.items():
        source = _sources.get(kind)
        if source is not None:
            found |= {Ref(kind, i): card for i, card in source(viewer, ids).items()}
    return found
