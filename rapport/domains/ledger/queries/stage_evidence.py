"""What the ledger knows of persons that counts for their stage: acts, episodes, uses and evidenced acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rapport.domains.ledger.models import Act, Episode, Evidence
from rapport.domains.ledger.models.histories.versions import versions
from rapport.domains.ledger.types import Channel, Direction, Ref
from rapport.domains.people import queries as people
from rapport.domains.people.types import Served
from rapport.foundation.actors import Actor
from rapport.measures import stages as measure
from rapport.measures.stages import BY_CHOICE, FAILURES, Kind

SPOKEN = frozenset({Channel.PHONE, Channel.VISIT, Channel.WALK_IN, Channel.CHAT})
TOLD_APART = (Channel.IDEA, Channel.THANKS)  # an idea is an evidenced act already; private thanks are no evidence
Found = dict[int, list[measure.Evidence]]


def evidence_of(viewer: Actor, persons: Sequence[Served], natures: Mapping[Ref, Kind]) -> Found:
    """Everything that counts for the stages of these people, five statements for all of them.

    natures: what the references of acts are, as those know who hold them: a question, a request, an incident. What is
    not among them counts as a word of theirs and for nothing more.
    """
    found: Found = defaultdict(list)
    home = {row: one for one in persons for row in one.rows}
    for person_id, since in people.first_uses(viewer, persons).items():
        found[person_id].append(measure.Evidence(Kind.USE, since))
    for kinds_of in (_episodes, _acts, _recorded):
        for row, kind, at, score in kinds_of(home, natures):
            one = home[row]
            day = at.astimezone(ZoneInfo(one.zone)).date()
            found[one.person_id].append(measure.Evidence(kind, day, score))
    return found


Told = tuple[int, Kind, datetime, int | None]


def _episodes(persons: Mapping[int, Served], natures: Mapping[Ref, Kind]) -> list[Told]:
    """Completed, both sides acted, neither a failure nor a matter opened again."""
    rows = Episode.objects.completed().of_both_sides().filter(person__in=persons, follows__isnull=True)
    return [
        (person_id, Kind.EPISODE, at, None)
        for person_id, kind, ref_id, at in rows.values_list("person_id", "ref_kind", "ref_id", "completed_at")
        if natures.get((kind, ref_id or 0)) not in FAILURES and at is not None
    ]


def _acts(persons: Mapping[int, Served], natures: Mapping[Ref, Kind]) -> list[Told]:
    rows = Act.objects.filter(person__in=persons).exclude(kind="note").exclude(channel__in=TOLD_APART)
    rows = rows.order_by("at", "id")
    fields = ("person_id", "at", "channel", "direction", "planned", "title", "ref_kind", "ref_id")
    begun: set[Ref] = set()
    told = []
    for one in versions(rows.values_list(*fields, "id", "corrects", "recorded_at", named=True)):  # as they hold now
        act = one.act
        kind = _kind(act, natures.get((act.ref_kind, act.ref_id or 0)), begun)
        if kind is not None:
            told.append((act.person_id, kind, act.at, int(act.title) if kind == Kind.ANSWER else None))
    return told


def _kind(act: Any, nature: Kind | None, begun: set[Ref]) -> Kind | None:
    """What one act counts as; a question counts once, with its first word, so that opening it again adds nothing."""
    theirs = act.direction == Direction.THEIRS
    if theirs and act.channel == Channel.ANSWER:  # whatever the matter was about that it was asked after
        return Kind.ANSWER if _is_score(act.title) else Kind.CONTACT
    if nature in FAILURES:
        return nature if theirs else None
    ref = (act.ref_kind, act.ref_id or 0)
    if theirs and nature in BY_CHOICE and ref not in begun:
        begun.add(ref)
        return nature
    if act.planned and act.channel in SPOKEN:
        return Kind.TALK
    return Kind.CONTACT if theirs else None


def _is_score(title: str) -> bool:
    return title.isascii() and title.isdigit() and len(title) < 3 and int(title) <= 10


def _recorded(persons: Mapping[int, Served], natures: Mapping[Ref, Kind]) -> list[Told]:
    del natures
    rows = Evidence.objects.filter(person__in=persons).values_list("person_id", "kind", "at")
    return [(person_id, Kind(kind), at, None) for person_id, kind, at in rows]
