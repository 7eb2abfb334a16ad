"""What the server said it took or kept, and whether the database holds each of these exactly once, word for word."""

from __future__ import annotations

import itertools
import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bench.words import Text

Box = tuple[int, int]  # agent and ticket


@dataclass(frozen=True)
class Taken:
    """One text the server said it took: from whom, and for which ticket by its id or public key."""

    author_id: int
    ticket: int | str
    text: str


class Said:
    """All that was taken and kept, among all threads; the keys of texts are drawn here, so no two are alike."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.boxes: dict[Box, str] = {}
        self._numbers = itertools.count(1)
        self._text = Text(29)
        self._lock = threading.Lock()

    def paragraph(self) -> str:
        """Some sentences nobody else has written."""
        with self._lock:
            return f"[{next(self._numbers)}] {self._text.paragraph()}"

    def took(self, author_id: int, ticket: int | str, text: str) -> None:
        """The server took this; an agent's box on that ticket is empty now."""
        with self._lock:
            self.taken.append(Taken(author_id, ticket, text))
            if isinstance(ticket, int):
                self.boxes.pop((author_id, ticket), None)

    def kept(self, agent_id: int, ticket_id: int, text: str) -> None:
        """The server kept this as a draft."""
        with self._lock:
            self.boxes[(agent_id, ticket_id)] = text


def judged(said: Said, *, since: datetime) -> dict[str, Any]:
    """Each text taken against all messages since then and all drafts; each box against its draft."""
    from rapport.domains.desk.models import Draft, Message, Ticket

    keys = {one.ticket for one in said.taken if isinstance(one.ticket, str)}
    ids = dict(Ticket.objects.filter(public_key__in=keys).values_list("public_key", "pk"))
    messages: dict[Box, list[str]] = defaultdict(list)
    for author, ticket, text in Message.objects.filter(recorded_at__gte=since).values_list(
        "author_id", "ticket_id", "text"
    ):
        messages[(author, ticket)].append(_plain(text))
    drafts = {(agent, ticket): _plain(f"{back}\n\n{text}") for agent, ticket, back, text in _drafts(Draft)}
    stood = [_stands(one, ids, messages, drafts) for one in said.taken]
    wrong = [box for box, text in said.boxes.items() if text not in drafts.get(box, "")]
    lost = [
        f"{one.author_id} on {one.ticket}: {one.text[:60]}"
        for one, how in zip(said.taken, stood, strict=True)
        if how == "lost"
    ]
    return {
        "taken": len(stood),
        "once": stood.count("once"),
        "came_back": stood.count("came back"),
        "twice": stood.count("twice"),
        "lost_answers": len(lost),
        "drafts": len(said.boxes),
        "lost_drafts": len(wrong),
        "not_from_anybody": sum(len(texts) for texts in messages.values()) - _distinct(said.taken, ids, messages),
        "which_lost": lost[:20] + [f"draft of {agent} on ticket {ticket}" for agent, ticket in wrong[:20]],
    }


def _drafts(model: Any) -> Sequence[tuple[int, int, str, str]]:
    """What came back and what was written since, as the box shows both."""
    return list(model.objects.values_list("agent_id", "ticket_id", "came_back", "text"))


def _stands(one: Taken, ids: dict[str, int], messages: dict[Box, list[str]], drafts: dict[Box, str]) -> str:
    box = _box(one, ids)
    times = sum(one.text in text for text in messages[box])
    if times == 0:
        return "came back" if one.text in drafts.get(box, "") else "lost"
    return "once" if times == 1 else "twice"


def _distinct(taken: Sequence[Taken], ids: dict[str, int], messages: dict[Box, list[str]]) -> int:
    """Messages that hold something that was taken."""
    by_box: dict[Box, list[str]] = defaultdict(list)
    for one in taken:
        by_box[_box(one, ids)].append(one.text)
    return sum(any(text in message for text in texts) for box, texts in by_box.items() for message in messages[box])


def _box(one: Taken, ids: dict[str, int]) -> Box:
    return one.author_id, one.ticket if isinstance(one.ticket, int) else ids.get(one.ticket, 0)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")
