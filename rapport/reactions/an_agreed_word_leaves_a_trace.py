"""A word that both sides agreed on stands beside the acts of whoever brought it or said yes to it."""

from __future__ import annotations

from rapport.domains.knowledge.events import TermAgreed
from rapport.domains.knowledge.types import REF
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import NewTrace
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(TermAgreed)
def leave_a_trace(event: TermAgreed) -> None:
    """One trace for each person who is served; it completes nothing."""
    traces = [NewTrace(one, "word agreed", event.at, (REF, event.term_id)) for one in event.person_ids]
    ledger.record_traces(traces, actor=system(), at=event.at)
