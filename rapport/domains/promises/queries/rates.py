"""How often what we said came true, with its interval and n."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, Subquery

from rapport.domains.promises.models import Clock, Estimate, Promise
from rapport.domains.promises.types import Basis, ClockKind, KeptRate
from rapport.foundation.actors import Actor
from rapport.measures import estimates, proportions

MOST_READ = 5000


def kept_rate(viewer: Actor, *, since: datetime, until: datetime) -> KeptRate:
    """Promises within reach that first fell due in a period: how many were kept by the time first given."""
    rows = Promise.objects.in_reach_of(viewer).filter(
        first_due_at__gte=since, first_due_at__lt=until, withdrawn_at__isnull=True
    )
    counts = rows.aggregate(n=Count("id"), kept=Count("id", filter=Q(kept_at__lte=F("first_due_at"))))
    return _rate(counts["kept"], counts["n"])


def estimates_kept(viewer: Actor, *, since: datetime, until: datetime) -> KeptRate:
    """Estimates from history that fell due in a period, and how many of the newest 5,000 held.

    For staff. Alert: so few would hold by chance less than once in twenty, by the lowest share they were made for.
    """
    if not viewer.staff and not viewer.reach.whole:
        return _rate(0, 0)
    met = Clock.objects.filter(ref_kind=OuterRef("ref_kind"), ref_id=OuterRef("ref_id"), kind=ClockKind.SOLVE)
    rows = (
        Estimate.objects.filter(basis=Basis.HISTORY, due_at__gte=since, due_at__lt=until)
        .annotate(met_at=Subquery(met.values("met_at")[:1]))
        .order_by("-made_at", "-id")
        .values_list("due_at", "met_at", "q")[:MOST_READ]
    )
    judged = [(met_at is not None and met_at <= due_at, q) for due_at, met_at, q in rows]
    lowest = min((q for _, q in judged if q), default=None)
    return _rate(sum(held for held, _ in judged), len(judged), lowest)


def _rate(kept: int, n: int, q: float | None = None) -> KeptRate:
    if n == 0:
        return KeptRate(kept=0, n=0, share=None, low=None, high=None)
    share = proportions.wilson(kept, n)
    alert = q is not None and estimates.backtest(kept, n, q) < estimates.ALERT_BELOW
    return KeptRate(kept=kept, n=n, share=share.value, low=share.low, high=share.high, alert=alert)
