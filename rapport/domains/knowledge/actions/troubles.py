"""Known problems: opened, revised, followed, reported, fixed, and told to whoever follows them, once."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from rapport.domains.knowledge.actions.faults import UnclearArticle, WrittenAlready
from rapport.domains.knowledge.actions.writing import _checked_readers
from rapport.domains.knowledge.events import ProblemFixed
from rapport.domains.knowledge.models import Problem, ProblemFollower, ProblemReport
from rapport.domains.knowledge.models.finding_articles import index_problem, name_readers
from rapport.domains.knowledge.queries import reading
from rapport.domains.knowledge.types import (
    LONGEST_ADVICE,
    LONGEST_REASON,
    LONGEST_TITLE,
    PROBLEM,
    ProblemState,
    Readers,
    Trouble,
)
from rapport.domains.people import queries as people
from rapport.foundation import audit, events, refs
from rapport.foundation.actors import Actor, NotAllowed, NotFound

FIXED = "problem.fixed"


@transaction.atomic
def open_problem(
    *, trouble: Trouble, readers: Readers, team_id: int, actor: Actor, at: datetime, source_key: str | None = None
) -> Problem:
    """Say that something does not work, for whom, and what to do meanwhile."""
    _require(actor, team_id)
    known = Problem.objects.filter(source_key=source_key).first() if source_key else None
    if known is not None:
        raise WrittenAlready(known.key)
    row = Problem(team_id=team_id, opened_at=at, source_key=source_key)
    _keep(row, trouble, _checked_readers(readers, actor), verb="opened", actor=actor, at=at)
    return row


@transaction.atomic
def revise_problem(*, problem_id: int, trouble: Trouble, readers: Readers, actor: Actor, at: datetime) -> Problem:
    """Say it better, or otherwise, or when it is expected to be fixed."""
    row = _to_change(actor, problem_id)
    _keep(row, trouble, _checked_readers(readers, actor), verb="revised", actor=actor, at=at)
    return row


@transaction.atomic
def fix_problem(*, problem_id: int, words: str, actor: Actor, at: datetime) -> Problem:
    """It is fixed: whoever follows it is told once, each by a letter of their own."""
    row = _to_change(actor, problem_id)
    if row.state == ProblemState.FIXED:
        raise UnclearArticle(f"{_fixed_before(row, actor)} Its followers were told then. Nothing was changed.")
    row.state, row.fixed_at, row.changed_at = ProblemState.FIXED, at, at
    row.fixed_words = " ".join(words.replace("\x00", "").split())[:LONGEST_REASON]
    row.save(update_fields=["state", "fixed_at", "fixed_words", "changed_at"])
    audit.record(FIXED, actor=actor, subject_kind=PROBLEM, subject_id=row.pk, at=at, fields=("state",))
    events.publish(ProblemFixed(problem_id=row.pk, at=at))
    return row


def _fixed_before(row: Problem, actor: Actor) -> str:
    """Who said so, and when, for whoever says it a second time."""
    done = next((one for one in audit.rows(subject_kind=PROBLEM, subject_id=row.pk) if one.verb == FIXED), None)
    who = people.names(actor, [done.actor_person_id]) if done and done.actor_person_id else {}
    name = next((one.name for one in who.values()), "Somebody")
    said_at = timezone.localtime(row.fixed_at)
    return f"{name} said on {said_at:%-d %B} at {said_at:%H:%M} that it is fixed: “{row.fixed_words}”"


@transaction.atomic
def reopen_problem(*, problem_id: int, actor: Actor, at: datetime) -> Problem:
    """It came back: it is shown again, and its followers are told when it is fixed this time."""
    row = _to_change(actor, problem_id)
    if row.state == ProblemState.OPEN:
        raise UnclearArticle("It is open already. Nothing was changed.")
    row.state, row.fixed_at, row.fixed_words, row.changed_at = ProblemState.OPEN, None, "", at
    row.save(update_fields=["state", "fixed_at", "fixed_words", "changed_at"])
    ProblemFollower.objects.filter(problem=row).update(told_at=None)
    audit.record("problem.reopened", actor=actor, subject_kind=PROBLEM, subject_id=row.pk, at=at, fields=("state",))
    return row


@transaction.atomic
def follow_problem(*, key: str, actor: Actor, at: datetime) -> None:
    """Be told once when it is fixed; following twice is following."""
    row = _to_follow(actor, key)
    if row.state == ProblemState.OPEN and actor.person_id is not None:
        _follow(row, actor.person_id, at)


@transaction.atomic
def unfollow_problem(*, key: str, actor: Actor, at: datetime) -> None:
    """Be told nothing about it any more."""
    row = _to_follow(actor, key)
    ProblemFollower.objects.filter(problem=row, person_id__in=actor.reach.person_ids).delete()
    _count(row)
    audit.record("problem.unfollowed", actor=actor, subject_kind=PROBLEM, subject_id=row.pk, at=at)


@transaction.atomic
def report_problem(*, key: str, actor: Actor, at: datetime) -> None:
    """I have it, too: counted once for each person, who is told when it is fixed."""
    row = _to_follow(actor, key)
    if row.state == ProblemState.OPEN and actor.person_id is not None:
        _report(row, actor.person_id, ("", None), at)


@transaction.atomic
def tie_to_problem(*, problem_id: int, ref: tuple[str, int], person_id: int, actor: Actor, at: datetime) -> Problem:
    """A matter of somebody is this problem: they are counted, and told when it is fixed. Both must be within reach."""
    actor.require("tickets.answer")
    row = Problem.objects.select_for_update().filter(pk=problem_id).first()
    known = actor.staff and row is not None and person_id in people.names(actor, [person_id])
    if row is None or not known or not refs.cards(actor, [ref]):
        raise NotFound
    _report(row, person_id, ref, at)
    audit.record("problem.tied", actor=actor, subject_kind=PROBLEM, subject_id=row.pk, at=at)
    return row


def _require(actor: Actor, team_id: int) -> None:
    """Staff of the team; whoever does not serve is refused before anything is looked up."""
    if not (actor.staff or actor.reach.whole):
        raise NotAllowed("tickets.answer")
    actor.require("tickets.answer")
    if not actor.reach.whole and team_id not in actor.reach.team_ids:
        raise NotFound


def _to_change(actor: Actor, problem_id: int) -> Problem:
    row = Problem.objects.select_for_update().filter(pk=problem_id).first() if actor.staff else None
    _require(actor, row.team_id if row is not None else 0)
    if row is None:
        raise NotFound
    return row


def _to_follow(actor: Actor, key: str) -> Problem:
    """The problem, locked, to somebody it is shown to and who is signed in."""
    found = reading.problem_row(actor, key)
    if not actor.is_person:
        raise NotFound
    return Problem.objects.select_for_update().get(pk=found.pk)


def _follow(row: Problem, person_id: int, at: datetime) -> None:
    ProblemFollower.objects.bulk_create(
        [ProblemFollower(problem=row, person_id=person_id, since=at)], ignore_conflicts=True
    )
    _count(row)


def _report(row: Problem, person_id: int, ref: tuple[str, int | None], at: datetime) -> None:
    try:
        with transaction.atomic():
            ProblemReport.objects.create(problem=row, person_id=person_id, ref_kind=ref[0], ref_id=ref[1], at=at)
    except IntegrityError:  # counted once; the newest matter of theirs is the one it is known by
        if ref[1] is not None:
            ProblemReport.objects.filter(problem=row, person_id=person_id).update(ref_kind=ref[0], ref_id=ref[1])
    _follow(row, person_id, at)


def _count(row: Problem) -> None:
    """The row is locked, so its sums are those of this moment."""
    row.followers = ProblemFollower.objects.filter(problem=row).count()
    row.reports = ProblemReport.objects.filter(problem=row).count()
    row.save(update_fields=["followers", "reports"])


def _keep(row: Problem, said: Trouble, readers: Readers, *, verb: str, actor: Actor, at: datetime) -> None:
    title, advice = " ".join(said.title.replace("\x00", "").split()), said.advice.replace("\x00", "").strip()
    if not title or len(title) > LONGEST_TITLE:
        raise UnclearArticle(f"A title has one to {LONGEST_TITLE} letters. Nothing was kept.")
    if len(advice) > LONGEST_ADVICE:
        raise UnclearArticle(f"What to do has {LONGEST_ADVICE} letters at most. Nothing was kept.")
    _refuse_a_day_gone(said.expected_at, kept=row.expected_at, at=at)
    row.title, row.advice, row.expected_at, row.language = title, advice, said.expected_at, said.language or "en"
    row.audience, row.service_id, row.changed_at = readers.audience, readers.service_id, at
    row.save()
    name_readers(PROBLEM, row.pk, readers)
    index_problem(row, readers)
    audit.record(f"problem.{verb}", actor=actor, subject_kind=PROBLEM, subject_id=row.pk, at=at, fields=("advice",))


def _refuse_a_day_gone(expected_at: datetime | None, *, kept: datetime | None, at: datetime) -> None:
    """Nobody can expect it by a day that has passed; what was said in time may stand while other words change."""
    if expected_at is None or (kept is not None and _to_the_minute(expected_at) == _to_the_minute(kept)):
        return
    if timezone.localdate(expected_at) < timezone.localdate(at):
        raise UnclearArticle("That day has passed. Say a day to come, or leave it empty. Nothing was kept.")


def _to_the_minute(moment: datetime) -> datetime:
    """A form keeps no seconds, so what was not touched comes back without them."""
    return moment.replace(second=0, microsecond=0)
