"""The three questions over quarters, as released; and one's own taps, which nobody else sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q

from rapport.domains.ledger.models import Reflection, ReflectionFigure
from rapport.domains.ledger.types import Direction
from rapport.foundation.actors import Actor
from rapport.measures.proportions import Proportion, wilson
from rapport.measures.taps import Pairs

QUESTIONS = ("know_each_other", "they_know_us", "understood")
SHOWN = 8  # quarters
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Asked:
    """Episodes that ended, how many of them were asked about, and how many answers came."""

    episodes: int
    asked: int
    answered: int

    @property
    def not_asked(self) -> int:
        """Episodes nobody was asked about."""
        return self.episodes - self.asked

    @property
    def no_answer(self) -> int:
        """Asked, and nothing came: that is no no."""
        return max(0, self.asked - self.answered)


@dataclass(frozen=True)
class Quarter:
    """One quarter of a team and an organisation; None is hidden, question by question."""

    first: date
    theirs: tuple[Proportion | None, ...]
    ours: tuple[Proportion | None, ...]
    pairs: tuple[Pairs | None, ...]
    their_asked: Asked | None
    our_asked: Asked | None

    @property
    def is_hidden(self) -> bool:
        """Nothing of it may be shown."""
        return not any((*self.theirs, *self.ours, *self.pairs))


@dataclass(frozen=True)
class Between:
    """One organisation with one team (or with all of them), the oldest quarter first."""

    organisation: str
    team: str
    quarters: tuple[Quarter, ...]


@dataclass(frozen=True)
class OwnTaps:
    """How often the viewer said yes in the last year, per question, and how often they left all three out."""

    counts: tuple[tuple[int, int], ...]
    answered: int
    skipped: int


def reflections_between(viewer: Actor) -> list[Between]:
    """For leads and owners: the released quarters of their teams, by organisation; all teams only for who sees all."""
    viewer.require("loyalty.read")
    if not (viewer.staff or viewer.reach.whole):
        return []
    mine = Q(team_id__in=viewer.reach.team_ids)
    if viewer.reach.whole or viewer.reach.may("exports.make"):
        mine |= Q(team__isnull=True)
    rows = ReflectionFigure.objects.filter(mine).select_related("organisation", "team").order_by("quarter")
    newest = sorted({row.quarter for row in rows})[-SHOWN:]
    found: dict[tuple[str, str], list[Quarter]] = {}
    for row in rows:
        if row.quarter in newest:
            between = (row.organisation.name, row.team.name if row.team else "")
            found.setdefault(between, []).append(_quarter(row))
    return [Between(home, team, tuple(found[home, team])) for home, team in sorted(found)]


def _quarter(row: ReflectionFigure) -> Quarter:
    told = row.told
    return Quarter(
        first=row.quarter,
        theirs=_shares(told.get("theirs")),
        ours=_shares(told.get("ours")),
        pairs=tuple(Pairs(**one) if one else None for one in told.get("pairs") or (None,) * 3),
        their_asked=Asked(**told["theirs_asked"]) if "theirs_asked" in told else None,
        our_asked=Asked(**told["ours_asked"]) if "ours_asked" in told else None,
    )


def _shares(told: list[list[int] | None] | None) -> tuple[Proportion | None, ...]:
    return tuple(wilson(one[0], one[1]) if one else None for one in told or (None,) * 3)


def own_taps(viewer: Actor, *, at: datetime) -> OwnTaps | None:
    """What the viewer tapped for our side in the last year; None for who does not serve. Nobody else may ask."""
    if viewer.person_id is None or not viewer.staff:
        return None
    said = Reflection.objects.filter(person_id=viewer.person_id, side=Direction.OURS, asked_at__gte=at - A_YEAR)
    counted = said.aggregate(
        answered=Count("id", filter=Q(answered_at__isnull=False)),
        skipped=Count("id", filter=Q(skipped_at__isnull=False)),
        **{f"n_{name}": Count("id", filter=Q(**{f"{name}__isnull": False})) for name in QUESTIONS},
        **{f"yes_{name}": Count("id", filter=Q(**{name: True})) for name in QUESTIONS},
    )
    counts = tuple((counted[f"yes_{name}"], counted[f"n_{name}"]) for name in QUESTIONS)
    return OwnTaps(counts, counted["answered"], counted["skipped"])
