"""Help pages and known problems for the users of a service that only Marta uses."""

from __future__ import annotations

from collections.abc import Callable

from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.models import Article, Problem
from rapport.domains.knowledge.types import Audience, Draft, Readers, Trouble
from rapport.foundation.actors import system
from tests.outsiders.cases import Case
from tests.world import NO_KEY, World

DRAFT = Draft("When the lighthouse is dark", "Wait for the morning.")
TROUBLE = Trouble("The lighthouse blinks twice", "Count to ten.")


def readers(w: World) -> Readers:
    """The users of her service."""
    from tests.outsiders.knowledge import service_of_marta

    return Readers(Audience.SERVICE, service_of_marta(w))


def article(w: World) -> Article:
    """A help page for her."""
    known = Article.objects.filter(title=DRAFT.title).first()
    return known or actions.write_article(draft=DRAFT, readers=readers(w), actor=system(), at=w.at)


def problem(w: World) -> Problem:
    """A known problem of hers, tied to her ticket."""
    known = Problem.objects.filter(title=TROUBLE.title).first()
    if known is not None:
        return known
    made = actions.open_problem(
        trouble=TROUBLE, readers=readers(w), team_id=w.cast.service_desk.pk, actor=system(), at=w.at
    )
    actions.tie_to_problem(
        problem_id=made.pk, ref=("ticket", w.ticket.pk), person_id=w.marta, actor=w.cast.hugo, at=w.at
    )
    return made


def fixed_of_marta(w: World) -> int:
    """It is fixed."""
    made = problem(w)
    if made.state == "open":
        actions.fix_problem(problem_id=made.pk, words="Lamp changed.", actor=w.cast.hugo, at=w.at)
    return made.pk


def _on_problem(do: Callable[..., None]) -> Case:
    return Case(
        lambda w, who, on: (do(key=on, actor=who, at=w.at), "kept"),
        on=lambda w: problem(w).key,
        insider="marta",
        missing=NO_KEY,
    )


ACTIONS = {
    "write_article": Case(
        lambda w, who, _: actions.write_article(draft=DRAFT, readers=Readers("everybody"), actor=who, at=w.at)
    ),
    "revise_article": Case(
        lambda w, who, on: actions.revise_article(
            article_id=on, draft=DRAFT, readers=Readers("everybody"), actor=who, at=w.at
        ),
        on=lambda w: article(w).pk,
    ),
    "show_article": Case(
        lambda w, who, on: actions.show_article(article_id=on, shown=False, actor=who, at=w.at),
        on=lambda w: article(w).pk,
    ),
    "tap_article": Case(
        lambda w, who, on: (
            actions.tap_article(key=on, helped=True, reader="somebody", actor=who, at=w.at),
            "kept",
        ),
        on=lambda w: article(w).key,
        insider="marta",
        missing=NO_KEY,
    ),
    "open_problem": Case(
        lambda w, who, on: actions.open_problem(
            trouble=TROUBLE, readers=Readers("everybody"), team_id=on, actor=who, at=w.at
        ),
        on=lambda w: w.cast.service_desk.pk,
    ),
    "revise_problem": Case(
        lambda w, who, on: actions.revise_problem(
            problem_id=on, trouble=TROUBLE, readers=Readers("everybody"), actor=who, at=w.at
        ),
        on=lambda w: problem(w).pk,
    ),
    "fix_problem": Case(
        lambda w, who, on: actions.fix_problem(problem_id=on, words="Lamp changed.", actor=who, at=w.at),
        on=lambda w: problem(w).pk,
    ),
    "reopen_problem": Case(
        lambda w, who, on: actions.reopen_problem(problem_id=on, actor=who, at=w.at),
        on=fixed_of_marta,
    ),
    "tie_to_problem": Case(
        lambda w, who, on: actions.tie_to_problem(
            problem_id=on, ref=("ticket", w.ticket.pk), person_id=w.marta, actor=who, at=w.at
        ),
        on=lambda w: problem(w).pk,
    ),
    "follow_problem": _on_problem(actions.follow_problem),
    "unfollow_problem": _on_problem(actions.unfollow_problem),
    "report_problem": _on_problem(actions.report_problem),
    "tell_followers": Case(
        lambda w, who, on: actions.tell_followers(problem_id=on, actor=who, at=w.at),
        on=fixed_of_marta,
        insider="system",
    ),
}
QUERIES = {
    "article": Case(
        lambda w, who, on: queries.article(who, on), on=lambda w: article(w).key, insider="marta", missing=NO_KEY
    ),
    "articles": Case(lambda w, who, _: (article(w), queries.articles(who).rows)[1], insider="marta"),
    "problem": Case(
        lambda w, who, on: queries.problem(who, on), on=lambda w: problem(w).key, insider="marta", missing=NO_KEY
    ),
    "problems": Case(lambda w, who, _: (problem(w), queries.problems(who).rows)[1], insider="marta"),
    "problem_of": Case(
        lambda w, who, on: queries.problem_of(who, ("ticket", on)), on=lambda w: (problem(w), w.ticket.pk)[1]
    ),
    "problems_like": Case(
        lambda w, who, _: (problem(w), queries.problems_like(who, "the lighthouse blinks"))[1], insider="marta"
    ),
    "suggestions": Case(
        lambda w, who, _: (article(w), problem(w), queries.suggestions(who, "lighthouse dark"))[2], insider="marta"
    ),
}
OPEN = {"alike": "compares titles that the caller was shown already with words of theirs"}
