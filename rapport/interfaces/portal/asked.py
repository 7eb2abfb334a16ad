"""One question for you: the card on the first page, and the way from it to the question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.surveys import actions, queries
from rapport.foundation.actors import Actor
from rapport.interfaces.look.wording.after_words import after_words
from rapport.interfaces.look.wording.sheet_words import words_in
from rapport.interfaces.web.access import actor_of, signed_in_required

ELEVEN = 11


@dataclass(frozen=True)
class Card:
    """What the card shows, all of it in the language of the one who is asked."""

    id: int
    asked: str
    points: list[tuple[int, str]]
    low: str
    high: str
    lang: str
    title: str
    says_until: str
    note: str

    @property
    def few(self) -> bool:
        """Whether the numbers stand in one row on a phone, too."""
        return len(self.points) != ELEVEN


def card(actor: Actor, *, at: datetime) -> Card | None:
    """The newest question that waits for the one who looks; None for most."""
    found = queries.open_question(actor, at=at)
    if found is None:
        return None
    said, sheet = after_words(found.language), words_in(found.language)
    scale = range(found.first, found.last + 1)
    return Card(
        id=found.invitation_id,
        asked=found.question,
        points=[(n, said.card_of.format(point=n, last=found.last)) for n in scale],
        low=f"{found.first}, {found.low}",
        high=f"{found.last}, {found.high}",
        lang=found.language,
        title=said.card_title,
        says_until=said.card_until.format(day=sheet.day(found.until)),
        note=said.card_note,
    )


@require_POST
@signed_in_required
def asked(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """To the question by a link of one's own, with the number chosen; nothing is answered by that."""
    token = actions.open_question(invitation_id=invitation_id, actor=actor_of(request), at=timezone.now())
    score = request.POST.get("score", "")
    chosen = f"?score={score}" if score.isascii() and score.isdigit() and len(score) < 3 else ""
    return redirect(f"{reverse('public:answer', args=[token])}{chosen}")
