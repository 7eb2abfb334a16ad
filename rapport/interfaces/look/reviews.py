"""The words of a client review, the same for both sides; what only staff may see is not in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from rapport.domains.insights.types import GapStanding, ReviewSeen, ServiceGap, SiteGap
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import Group, GroupNarrowed
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import KeptRate, TargetsMet
from rapport.domains.publishing import queries as publishing
from rapport.foundation.actors import Actor
from rapport.interfaces.look import groups
from rapport.interfaces.look.figures.gap import Gap
from rapport.interfaces.look.wording import line_words, quarters, words
from rapport.measures.proportions import Proportion

CLOCKS = {"solve": "solved in time", "first_answer": "answered in time"}
MOST_DEEDS = 5
MOST_SITES = 6


def read(viewer: Actor, found: ReviewSeen, *, at: datetime) -> dict[str, Any]:
    """Everything the page says, on screen and on paper."""
    quarter, after = found.quarter, quarters.after(found.quarter)
    contact = ledger.group_contact(viewer, Group(found.organisation_id), GroupNarrowed(quarter, until=after))
    kept = promises.kept_rate(
        viewer,
        since=datetime.combine(quarter, time(), UTC),
        until=datetime.combine(after, time(), UTC),
        organisation_id=found.organisation_id,
    )
    done = publishing.deeds_for(
        viewer,
        organisation_id=found.organisation_id,
        services=[one.id for one in found.by_service],
        since=quarter,
        until=after,
    )
    spoken = line_words.FOR_STAFF if viewer.staff else line_words.YOURS
    claim, then = groups.opening(contact.effort, period="in this quarter", said=spoken)
    return {
        "found": found,
        "name": people.organisation(viewer, found.organisation_id).name,
        "quarter": quarters.label(quarter),
        "key": quarters.key(quarter),
        "ended": after <= at.date(),
        "facts": _facts(found),
        "by_service": [(name, _share(one), words.percent(one.goal)) for name, one in found.facts_by_service],
        "contact": f"{claim} {then}" if contact.effort.contacts else "",
        "them": "" if viewer.staff else "you",
        "costs": groups.costs_and_brings(contact.effort, kept, said=spoken),
        "score": _score(found),
        "scores": [(one.name, _score_of(one)) for one in found.by_service],
        "gaps": _gaps(found),
        "gap_say": _gap_say(found),
        "deeds": done[:MOST_DEEDS],
        "kept_say": _kept(kept),
        "ideas_say": _ideas(viewer, found, quarter, after),
        "done_before": [one for one in found.before if one.done_on],
        "open_before": [one for one in found.before if not one.done_on],
        "mine": next((one for one in found.signatures if one.person_id == viewer.person_id and one.stands), None),
        "now": at,
    }


def _kept(kept: KeptRate) -> str:
    """What was promised to them in person and fell due in the quarter."""
    if not kept.n:
        return ""
    return f"{words.number(kept.kept)} of {words.count(kept.n, 'promise')} to them kept in time."


def _ideas(viewer: Actor, found: ReviewSeen, quarter: date, after: date) -> str:
    since, until = (datetime.combine(day, time(), UTC) for day in (quarter, after))
    n = ledger.ideas_delivered(viewer, organisation_id=found.organisation_id, since=since, until=until)
    return f"{words.count(n, 'idea')} of theirs delivered." if n else ""


def _facts(found: ReviewSeen) -> str:
    if found.facts is None:
        return "No target was met or missed in this quarter."
    one = found.facts
    return f"{_share(one)}. The target is {words.percent(one.goal)}."


def _share(one: Any) -> str:
    said = words.share(one.share, one.low, one.high)
    return f"{words.number(one.met)} of {words.number(one.n)} {CLOCKS[one.kind]}, {said}"


def _score(found: ReviewSeen) -> str:
    """The score from ten answers, the share from five, else that it is not shown."""
    figure = found.figure
    where = "" if found.whole else f" at the {_shown(found)} of {found.sites}"
    if found.partial:
        where = f"the {_shown(found)} of {found.sites}"
        return f"Not shown: less than half of the answers came from {where}, so a score would not be everybody's."
    if figure is None or figure.hidden:
        return "Not shown: fewer than five answers at every site, or a smaller group could be worked out."
    if figure.points is None or figure.low is None or figure.high is None:
        share = words.of_them_favourable(figure.favourable)
        return f"{words.count(figure.n, 'answer')}{where}{share}. Too few for a score."
    span = words.between(figure.low, figure.high)
    said = f"{words.signed(figure.points)}, {span}, from {words.count(figure.n, 'answer')}{where}."
    return f"{said} {words.waiting(figure.n, figure.replied)}".strip()


def _score_of(one: ServiceGap) -> str:
    """The same of one service, as the people of this client see it."""
    figure = one.figure
    if figure is None or figure.hidden:
        return "Not shown: fewer than five answers, or a smaller group could be worked out."
    if figure.points is None or figure.low is None or figure.high is None:
        return f"{words.count(figure.n, 'answer')}{words.of_them_favourable(figure.favourable)}. Few for a score."
    span = words.between(figure.low, figure.high)
    said = f"{words.signed(figure.points)}, {span}, n {words.number(figure.n)}"
    wait = words.waiting(figure.n, figure.replied)
    return f"{said}. {wait}" if wait else said


def _shown(found: ReviewSeen) -> str:
    return f"{words.count(found.sites - found.hidden_sites, 'site')} that may be shown"


def _gaps(found: ReviewSeen) -> list[Gap]:
    if found.facts is None or found.judged is None or found.judged.satisfied is None:
        return []
    everybody = "Everybody there" if found.whole else "All sites together"
    together = f"The {_shown(found)}, of {found.sites}" if found.hidden_sites else everybody
    whole = _gap(together, found.facts, found.judged.satisfied, found.target, _gap_say(found))
    rows: list[tuple[ServiceGap | SiteGap, float]] = [(one, one.target) for one in found.by_service]
    rows += [(one, found.target) for one in found.by_site[:MOST_SITES]]
    parts = [
        _gap(one.name, one.facts, one.judged.satisfied, target, _meaning(one, target))
        for one, target in rows
        if one.facts is not None and one.judged is not None and one.judged.satisfied is not None
    ]
    return [whole, *parts]


def _gap(name: str, facts: TargetsMet, felt: Proportion, target: float, meaning: str) -> Gap:
    return Gap(
        group=name,
        owner="",
        facts=facts.share * 100,
        facts_n=facts.n,
        facts_target=facts.goal * 100,
        perception=felt.value * 100,
        low=felt.low * 100,
        high=felt.high * 100,
        n=felt.n,
        perception_target=target * 100,
        meaning=meaning,
    )


def _gap_say(found: ReviewSeen) -> str:
    return _meaning(found, found.target)


def _meaning(one: ReviewSeen | SiteGap | ServiceGap, target: float) -> str:
    """What facts and perception say together, of the whole and of each site alike."""
    if one.standing is GapStanding.UNKNOWN or one.facts is None or one.judged is None:
        return "Cannot tell: a target that was judged and five answers are needed."
    if one.standing is GapStanding.FLAGGED:
        return "In time, and fewer people are satisfied than we set out to satisfy. The facts are right. So are they."
    assert one.judged.satisfied is not None
    below = one.judged.satisfied.high < target
    if one.facts.reached:
        return "Facts and people agree."
    return "Late, and they say so." if below else "Late, and not clearly less liked for it."
