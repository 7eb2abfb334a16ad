"""Find: words, "phrases", beginnings of words and operators, in everything within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rapport.domains.desk import queries as desk
from rapport.domains.knowledge import queries as knowledge
from rapport.domains.knowledge.types import Synonym
from rapport.foundation import refs, search, search_operators
from rapport.foundation.actors import Actor
from rapport.foundation.search_marks import Pieces, around, marked
from rapport.foundation.search_query import Group, read_query, widened
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.searching import Meant, meaning

SHOWN, READ = 25, 30  # matters on a page; a matter may be found by its subject and by several of its messages
ALL = 500  # looked through where operators narrow what the words find
OF_THE_DESK = ("ticket", "message")
EXAMPLES = (
    ("printer “no route”", "all words, and the two side by side"),
    ("print*", "every word that begins so; the last word may be a beginning anyway"),
    ("from:marta after:{year}-01", "what Marta wrote this year"),
    ("site:harbour is:open", "what is open at a site"),
    ("plotter before:12m kind:incident", "faults of the plotter a year ago and more"),
    ("is:mine is:waiting", "yours, where we wait for them"),
)
Ref = tuple[str, int]


@dataclass(frozen=True)
class Shown:
    """One line of what was found: where its page is, its title and the words around the first hit, in pieces."""

    url_name: str
    args: tuple[object, ...]
    remark: str
    title: Pieces
    around: Pieces
    by: str = ""
    at: datetime | None = None


@staff_required
def find(request: HttpRequest) -> HttpResponse:
    """Results, newest and best first; empty words show how to search."""
    actor, now = actor_of(request), timezone.now()
    typed = request.GET.get("q", "").strip()[:200]
    asked = search_operators.read(typed)
    meant = meaning(actor, asked, at=now)
    also = knowledge.synonyms(actor, asked.words) if asked.words else []
    others = _others(also)
    found, more = _found(actor, asked.words, meant, others)
    rows, beyond = _matters(actor, found, widened(read_query(asked.words), others))
    words = {
        "asked": typed,
        "also": sorted({(one.shown, one.organisation) for one in also}),
        "remarks": meant.remarks,
        "instead": [_instead(typed, *one) for one in meant.instead],
        "rows": rows,
        "more": beyond or more,
        "examples": [(typed.format(year=now.year), means) for typed, means in EXAMPLES],
        "now": now,
    }
    return render(request, "workspace/find.html", words)


def _found(
    actor: Actor, words: str, meant: Meant, others: dict[tuple[str, ...], list[tuple[str, ...]]]
) -> tuple[list[Ref], bool]:
    """What the index finds; narrowed, more of it is looked through, and what does not fit is left out."""
    if not words.strip():
        if meant.kinds and not meant.kinds & {"ticket"}:
            meant.remarks.append("Only tickets are listed without a word. Add one to look for.")
            return [], False
        if meant.by.anything:
            return [], False
        like = desk.tickets_like(actor, meant.by, size=SHOWN + 1)
        return like, len(like) > SHOWN
    kinds = meant.kinds or (OF_THE_DESK if meant.of_the_desk else None)
    size = ALL if meant.of_the_desk else READ
    hits = search.find(actor, words, kinds=kinds, synonyms=others, size=size, within=meant.within, dated=meant.dated)
    found = [(hit.kind, hit.ref_id) for hit in hits.rows]
    return (desk.narrowed(actor, found, meant.by) if meant.of_the_desk else found), hits.more


def _instead(typed: str, name: str, value: str, there: str) -> tuple[str, str]:
    """One operator with a value there is, and all that was typed with that in its place.

    >>> _instead("printer site:harber", "site", "harber", "Harbour Depot")
    ('site:"Harbour Depot"', 'printer site:"Harbour Depot"')
    """
    said = f'{name}:"{there}"' if " " in there else f"{name}:{there}"
    for old in (f'{name}:"{value}"', f"{name}:{value}"):
        at = typed.lower().find(old.lower())
        if at >= 0:
            return said, typed[:at] + said + typed[at + len(old) :]
    return said, said


def _others(also: Sequence[Synonym]) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """What was typed, with what else it is called."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for one in also:
        found.setdefault(one.typed, []).append(one.other)
    return found


def _matters(actor: Actor, hits: Sequence[Ref], asked: Sequence[Group]) -> tuple[list[Shown], bool]:
    """The lines of what was found, each matter once, a page of them, and whether there are more."""
    named: dict[object, tuple[refs.Card, Ref]] = {}
    for start in range(0, len(hits), SHOWN + 1):  # one more than is shown tells that there are more
        some = hits[start : start + SHOWN + 1]
        cards = refs.cards(actor, some)
        for one in some:
            if one in cards:
                named.setdefault((cards[one].url_name, cards[one].args), (cards[one], one))
        if len(named) > SHOWN:
            break
    page = list(named.values())[:SHOWN]
    texts = desk.texts_of(actor, [one for _, one in page if one[0] in OF_THE_DESK])
    return [_shown(card, texts.get(one), asked) for card, one in page], len(named) > SHOWN


def _shown(card: refs.Card, said: desk.SaidThere | None, asked: Sequence[Group]) -> Shown:
    text, by, at = (said.text, said.by, said.at) if said else ("", "", None)
    return Shown(card.url_name, card.args, card.remark, marked(card.title, asked), around(text, asked), by, at)
