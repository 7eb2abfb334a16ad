"""Thanks as acts of the ledger: between the giver and those thanked, beside the matter they are for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import Channel, Direction, Exchange, NewAct, Ref
from rapport.domains.outreach.models import Thanks, ThanksTo
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound, system

AT_ONCE = 200


@transaction.atomic
def act_thanks(*, thanks_id: int, actor: Actor, at: datetime) -> None:
    """Thanks become an act, or the same act in other words; between colleagues they are no contact. For the system."""
    _refuse_all_but_the_system(actor)
    row = Thanks.objects.select_related("giver", "episode").filter(pk=thanks_id).first()
    if row is not None and not people.still_serving(actor, {row.giver_id}):
        _record(row, own=people.same_human(actor, row.giver_id), actor=actor, at=at)


def _refuse_all_but_the_system(actor: Actor) -> None:
    if not actor.reach.whole:
        raise NotFound("thanks")


def _record(row: Thanks, *, own: Collection[int], actor: Actor, at: datetime) -> None:
    joins = _joins(row, own)
    act = NewAct(
        person_id=row.giver_id,
        organisation_id=row.giver.organisation_id,
        at=row.given_at,
        channel=Channel.THANKS,
        direction=Direction.THEIRS,
        kind="thanks",
        source_key=f"thanks:{row.pk}",
        author_id=row.giver_id,
        team_id=row.team_id if joins else None,  # alone it is an episode, and a team sees those that are its own
        ref=joins or ("thanks", row.pk),
        completes=joins is None,
        exchange=Exchange.SOCIAL,
        title=row.words,
    )
    to = ThanksTo.objects.filter(thanks=row).order_by("person_id").values_list("person_id", flat=True)
    ledger_actions.address_act(act=act, to=list(to), actor=actor, at=at)


def _joins(row: Thanks, own: Collection[int]) -> Ref | None:
    """The matter they are for, where it is the giver's own and the rules let a word of now still stand in it."""
    if row.episode is None or row.episode.person_id not in own:
        return None
    return ledger.reference_to_join(system(), row.episode.pk, at=row.given_at)


@transaction.atomic
def act_earlier_thanks(*, after_id: int, actor: Actor, at: datetime) -> int | None:
    """Thanks given before they were acts become acts; the last one read, None when that was all. For the system."""
    _refuse_all_but_the_system(actor)
    rows = Thanks.objects.filter(pk__gt=after_id).select_related("giver", "episode").order_by("pk")[:AT_ONCE]
    found = list(rows)
    of_us = people.still_serving(actor, {row.giver_id for row in found})
    for row in found:
        if row.giver_id not in of_us:
            _record(row, own=people.same_human(actor, row.giver_id), actor=actor, at=at)
    return found[-1].pk if len(found) == AT_ONCE else None
