"""One question for you: the card on the first page, and the way from it to the question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.surveys import actions, queries
from rapport.foundation.actors import Actor
from rapport.interfaces.look.web import actor_of, signed_in_required

ELEVEN = 11


@dataclass(frozen=True)
class Card:
    """What the card shows."""

    id: int
    asked: str
    points: list[tuple[int, str]]
    low: str
    high: str
    until: date
    lang: str

    @property
    def few(self) -> bool:
        """Whether the numbers stand in one row on a phone, too."""
        return len(self.points) != ELEVEN


def card(actor: Actor, *, at: datetime) -> Card | None:
    """The newest question that waits for the one who looks; None for most."""
    found = queries.open_question(actor, at=at)
    if found is None:
        return None
    points = [(n, f"{n} of {found.last}") for n in range(found.first, found.last + 1)]
    low, high = f"{found.first}, {found.low}", f"{found.last}, {found.high}"
    return Card(found.invitation_id, found.question, points, low, high, found.until, found.language)


@require_POST
@signed_in_required
def asked(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """To the question by a link of one's own, with the number chosen; nothing is answered by that."""
    token = actions.open_question(invitation_id=invitation_id, actor=actor_of(request), at=timezone.now())
    score = request.POST.get("score", "")
    chosen = f"?score={score}" if score.isascii() and score.isdigit() and len(score) < 3 else ""
    return redirect(f"{reverse('public:answer', args=[token])}{chosen}")
