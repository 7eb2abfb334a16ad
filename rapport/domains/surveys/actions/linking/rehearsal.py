"""The attempt with the truth known: forty answers are sealed and moved on this database, compared, and undone."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.domains.people import queries as people
from rapport.domains.surveys import rules
from rapport.domains.surveys.actions import moving, sealing
from rapport.domains.surveys.models import (
    AnonymousAsk,
    AnonymousInvitation,
    Answer,
    Sample,
    SealedAnswer,
    Survey,
    SurveyVersion,
)
from rapport.domains.surveys.models.places import places_of
from rapport.domains.surveys.models.sealed import shuffled
from rapport.domains.surveys.types import Attempt, Mode
from rapport.foundation.actors import Actor

MANY, AT_ONCE = 40, 8
STRONG, CHANCE = 0.6, 0.001


def rehearsed_orders(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Rank correlation of when people answered, and of where their yes stands, with every order of the answers."""
    provider = people.provider()
    if provider is None:
        return [Attempt("rehearsal", "needs a provider", 0, True, "nothing is set up yet")]
    with transaction.atomic():
        positions = _rehearse(provider.pk, actor, at)
        transaction.set_rollback(True)
    strongest, words = 0.0, "none"
    for left, right, rho, chance in _correlations(positions):
        if abs(rho) > STRONG and chance <= CHANCE:
            words = f"{left} tells {right}: rank correlation {rho:+.2f}, p {chance:.3f}"
        strongest = max(strongest, abs(rho))
    said = f"strongest rank correlation {strongest:.2f}; linked: {words}"
    return [
        Attempt("rehearsal", "orders of answering beside orders of answers, truth known", MANY, words == "none", said)
    ]


def _rehearse(provider_id: int, actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """Made-up people answer one after another, moved in between; where each stands on both sides in the end."""
    survey = Survey.objects.create(
        organisation_id=provider_id, name=f"Rehearsal {secrets.token_hex(6)}", default_mode=Mode.ANONYMOUS,
        sender_address="rehearsal@localhost.invalid", started_at=at,
    )  # fmt: skip
    invitations = _invited(survey, at)
    for turn, pk in enumerate(shuffled([one.pk for one in invitations])):
        with transaction.atomic():  # PostgreSQL marks rows with the innermost transaction, as if each came by itself
            found = AnonymousInvitation.objects.locked(pk)
            assert found is not None
            sealing.seal(invitation=found, said={"score": turn % 11, "words": f"{turn}:{pk}"}, actor=actor, at=at)
        if turn % AT_ONCE == AT_ONCE - 1:
            moving.move_box(survey_id=survey.pk, actor=actor, at=at)
    invited, answered = places_of(AnonymousInvitation), places_of(Answer)
    assert not SealedAnswer.objects.filter(survey=survey).exists()
    return [_position(row.words, invited, answered[row.pk]) for row in Answer.objects.filter(survey=survey)]


def _invited(survey: Survey, at: datetime) -> list[AnonymousInvitation]:
    version = SurveyVersion.objects.create(
        survey=survey, number=1, wording=rules.default_wording("a rehearsal"), started_at=at
    )
    month = at.date().replace(day=1)
    sample = Sample.objects.create(
        survey=survey, month=month, size=MANY, rest_days=90, seed=1, made_at=at, sent_at=at, frame_hash="",
        framed=MANY, drawn=MANY, skipped=0,
    )  # fmt: skip
    AnonymousAsk.objects.create(sample=sample, version=version)
    day = at.date()
    rows = [
        AnonymousInvitation(survey=survey, sample=sample, send_on=day, sent_on=day, remind_on=day, expires_on=day)
        for _ in range(MANY)
    ]
    return AnonymousInvitation.objects.bulk_create(rows)


def _position(words: str, invited: dict[int, dict[str, Any]], answer: dict[str, Any]) -> dict[str, Any]:
    turn, _, pk = words.partition(":")
    mine = {f"yes by {name}": value for name, value in invited[int(pk)].items()}
    return {"turn": int(turn), **mine, **{f"answer by {name}": value for name, value in answer.items()}}


def _correlations(positions: list[dict[str, Any]]) -> list[tuple[str, str, float, float]]:
    names = list(positions[0])
    right = [name for name in names if name.startswith("answer")]
    found = []
    for one in (name for name in names if name not in right):
        for other in right:
            if one == "turn" and other != "answer by id":
                continue  # batches follow one another; what must not show is who is in them
            rho, chance = rules.rank_correlation([p[one] for p in positions], [p[other] for p in positions])
            found.append((one, other, rho, chance))
    return found
