"""The words of gaps and of the client review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rapport.domains.insights.types import Figure
from rapport.domains.promises.types import TargetsMet
from rapport.measures.gaps import PerceptionGap
from rapport.measures.proportions import Proportion


class GapKind(StrEnum):
    """What a gap is about."""

    SERVICE = "service"
    SITE = "site"
    TEAM = "team"


class GapStanding(StrEnum):
    """How facts and perception lie to each other in one group and quarter."""

    FLAGGED = "flagged"  # target met, and even the upper end of the perception interval is below its own target
    AGREE = "agree"
    OPEN = "not clear"  # late and not clearly less liked for it, or below its target within the range
    UNKNOWN = "cannot tell"


class GapVerb(StrEnum):
    """What was done about a gap."""

    TAKEN = "taken"
    PLANNED = "planned"
    CLOSED = "closed"


class Side(StrEnum):
    """Whose part something agreed is, and who signs."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True)
class GapStepSeen:
    """One thing done about a gap."""

    at: datetime
    by: str
    verb: str
    owner: str
    next_step: str
    next_on: date | None
    words: str


@dataclass(frozen=True)
class GapTaken:
    """A gap somebody took: owner, what comes next, and when it was closed with what was found."""

    id: int
    owner_id: int | None
    owner: str
    next_step: str
    next_on: date | None
    taken_at: datetime
    quarter: date
    closed_at: datetime | None = None
    found: str = ""


@dataclass(frozen=True)
class GapRow:
    """One group in one quarter: facts beside perception, never one number.

    `judged` holds satisfied people with interval and n, and the flag; `tested` compares people whose matters were in
    time with those who had a late one, from answers by name. `by_name`: perception itself is from those alone.
    """

    kind: GapKind
    id: int
    name: str
    beside: str  # a service's owner, a site's organisation
    facts: TargetsMet | None
    judged: PerceptionGap | None
    standing: GapStanding
    target: float
    tested: PerceptionGap | None = None
    ticks: tuple[tuple[str, int], ...] = ()
    taken: GapTaken | None = None
    by_name: bool = False
    came: int = 0  # how many answered as of now; some of them may not stand in the figure yet

    @property
    def agrees(self) -> bool:
        """Whether facts and people say the same: good and thanked for it, or late and told so."""
        felt = self.judged.satisfied if self.judged else None
        if self.standing is not GapStanding.AGREE or self.facts is None or felt is None:
            return False
        return felt.value >= self.target if self.facts.reached else felt.high < self.target

    @property
    def told(self) -> GapStanding:
        """Under which heading page, file and API show it."""
        return GapStanding.OPEN if self.standing is GapStanding.AGREE and not self.agrees else self.standing

    @property
    def satisfied(self) -> Proportion | None:
        """Satisfied people as page, file and API show them: beside a fact or not at all."""
        return self.judged.satisfied if self.judged is not None and self.facts is not None else None


@dataclass(frozen=True)
class GapPage:
    """Every group within reach, the flagged first, and which quarters there are; as of the last release."""

    quarter: date
    quarters: tuple[date, ...]
    as_of: datetime | None
    survey_id: int | None
    rows: tuple[GapRow, ...]

    def standing(self, standing: GapStanding) -> tuple[GapRow, ...]:
        """The rows of one standing."""
        return tuple(row for row in self.rows if row.standing == standing)


@dataclass(frozen=True)
class ReviewActionSeen:
    """One thing agreed."""

    id: int
    text: str
    side: Side
    who: str
    who_id: int | None
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class SignatureSeen:
    """Who signed, and whether what they signed still stands as it was."""

    name: str
    person_id: int
    side: Side
    signed_at: datetime
    stands: bool


@dataclass(frozen=True)
class SiteGap:
    """One site of a client: what was in time beside who is satisfied, where both may be shown."""

    name: str
    facts: TargetsMet | None
    judged: PerceptionGap | None
    standing: GapStanding


@dataclass(frozen=True)
class ServiceGap:
    """One service of a client: what was in time beside what the client's own people say; None of what is not shown."""

    id: int
    name: str
    facts: TargetsMet | None
    judged: PerceptionGap | None
    standing: GapStanding
    target: float
    figure: Figure | None


@dataclass(frozen=True)
class ReviewSeen:
    """The review of an organisation and a quarter: facts, perception, what was said and what was agreed."""

    organisation_id: int
    quarter: date
    facts: TargetsMet | None
    facts_by_service: tuple[tuple[str, TargetsMet], ...]
    judged: PerceptionGap | None
    standing: GapStanding
    target: float
    figure: Figure | None
    sites: int
    hidden_sites: int
    words: tuple[str, ...]
    actions: tuple[ReviewActionSeen, ...]
    before: tuple[ReviewActionSeen, ...]
    signatures: tuple[SignatureSeen, ...]
    next_step: str
    next_on: date | None
    by_site: tuple[SiteGap, ...] = ()
    partial: bool = False  # less than half of the answers are at sites that may be shown: no score of the whole
    by_service: tuple[ServiceGap, ...] = ()
    whole: bool = False  # the figure is that of everybody in the organisation, also of people without a site
