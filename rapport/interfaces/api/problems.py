"""The REST API's known problems: listed, opened, revised, followed, reported, fixed, and back again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.desk import queries as desk
from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.types import LONGEST_ADVICE, LONGEST_REASON, LONGEST_TITLE, ProblemState, Trouble
from rapport.interfaces.api.articles import ReadersIn
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, MOST, STRICT, After, Key, Named, actor_of
from rapport.interfaces.api.schemas import Listed, Moment, Said

READ, WRITE = needs("articles:read"), needs("articles:write", staff=True)
FOLLOW = needs("articles:write")
router = Router(tags=["problems"])


class KnownProblemOut(Schema):
    """A known problem; `reports` is how many have it, `followers` is told to staff alone."""

    id: int
    key: str
    title: str
    advice: str
    audience: str
    service_id: int | None
    service: str
    team: str
    state: ProblemState
    opened_at: datetime
    expected_at: datetime | None
    fixed_at: datetime | None
    fixed_words: str
    reports: int
    language: str
    followed: bool
    followers: int | None


class KnownProblemAgain(ReadersIn):
    """What does not work, for whom, and what to do until it is fixed."""

    title: Said = Field(min_length=1, max_length=LONGEST_TITLE)
    advice: Said = Field(default="", max_length=LONGEST_ADVICE)
    expected_at: Moment | None = None

    def trouble(self) -> Trouble:
        """The words, as they were written."""
        return Trouble(self.title, self.advice, self.expected_at, self.language)


class KnownProblemIn(KnownProblemAgain):
    """A new one, and which of your teams has it."""

    team_id: int = Field(ge=1, le=MOST)


class FixedIn(Schema):
    """What was done, in a sentence they understand; whoever follows it is told once."""

    model_config = STRICT

    words: Said = Field(min_length=1, max_length=LONGEST_REASON)


class TieIn(Schema):
    """A ticket that is this problem; whoever asked is told when it is fixed."""

    model_config = STRICT

    ticket_id: int = Field(ge=1, le=MOST)


@router.get("problems", response={200: Listed[KnownProblemOut], **FAULTS}, auth=READ)
def list_problems(
    request: HttpRequest,
    *,
    state: ProblemState = ProblemState.OPEN,
    service_id: int | None = Named,
    after: str | None = After,
) -> Any:
    """Known problems of yours in one state, the newest first."""
    page = queries.problems(actor_of(request), state=state, service_id=service_id, after=after)
    return {"rows": page.rows, "next": page.next}


@router.post("problems", response={201: KnownProblemOut, **FAULTS}, auth=WRITE)
def open_problem(request: HttpRequest, given: KnownProblemIn) -> Any:
    """Say that something does not work."""
    actor = actor_of(request)
    told: dict[str, Any] = {"trouble": given.trouble(), "readers": given.readers()}
    made = actions.open_problem(team_id=given.team_id, actor=actor, at=timezone.now(), **told)
    return Status(201, queries.problem(actor, made.key))


@router.get("problems/{key}", response={200: KnownProblemOut, **FAULTS}, auth=READ)
def get_problem(request: HttpRequest, key: str = Key) -> Any:
    """One known problem."""
    return queries.problem(actor_of(request), key)


@router.put("problems/{key}", response={200: KnownProblemOut, **FAULTS}, auth=WRITE)
def revise_problem(request: HttpRequest, given: KnownProblemAgain, key: str = Key) -> Any:
    """Say it better, or when it is expected to be fixed."""
    actor = actor_of(request)
    told: dict[str, Any] = {"trouble": given.trouble(), "readers": given.readers()}
    actions.revise_problem(problem_id=queries.problem(actor, key).id, actor=actor, at=timezone.now(), **told)
    return queries.problem(actor, key)


@router.post("problems/{key}/fix", response={200: KnownProblemOut, **FAULTS}, auth=WRITE)
def fix_problem(request: HttpRequest, given: FixedIn, key: str = Key) -> Any:
    """It is fixed; its followers are told once."""
    actor = actor_of(request)
    found = queries.problem(actor, key)
    actions.fix_problem(problem_id=found.id, words=given.words, actor=actor, at=timezone.now())
    return queries.problem(actor, key)


@router.post("problems/{key}/reopen", response={200: KnownProblemOut, **FAULTS}, auth=WRITE)
def reopen_problem(request: HttpRequest, key: str = Key) -> Any:
    """It came back."""
    actor = actor_of(request)
    actions.reopen_problem(problem_id=queries.problem(actor, key).id, actor=actor, at=timezone.now())
    return queries.problem(actor, key)


@router.post("problems/{key}/follow", response={200: KnownProblemOut, **FAULTS}, auth=FOLLOW)
def follow_problem(request: HttpRequest, key: str = Key) -> Any:
    """Be told once when it is fixed."""
    actor = actor_of(request)
    actions.follow_problem(key=key, actor=actor, at=timezone.now())
    return queries.problem(actor, key)


@router.delete("problems/{key}/follow", response={204: None, **FAULTS}, auth=FOLLOW)
def unfollow_problem(request: HttpRequest, key: str = Key) -> Any:
    """Be told nothing about it any more."""
    actions.unfollow_problem(key=key, actor=actor_of(request), at=timezone.now())
    return Status(204, None)


@router.post("problems/{key}/report", response={200: KnownProblemOut, **FAULTS}, auth=FOLLOW)
def report_problem(request: HttpRequest, key: str = Key) -> Any:
    """I have it, too: counted once, and told when it is fixed."""
    actor = actor_of(request)
    actions.report_problem(key=key, actor=actor, at=timezone.now())
    return queries.problem(actor, key)


@router.post("problems/{key}/tickets", response={200: KnownProblemOut, **FAULTS}, auth=WRITE)
def tie_to_problem(request: HttpRequest, given: TieIn, key: str = Key) -> Any:
    """Say as staff that a ticket is this problem."""
    actor = actor_of(request)
    found, card = queries.problem(actor, key), desk.ticket_card(actor, given.ticket_id)
    ref = ("ticket", card.id)
    actions.tie_to_problem(problem_id=found.id, ref=ref, person_id=card.requester_id, actor=actor, at=timezone.now())
    return queries.problem(actor, key)
