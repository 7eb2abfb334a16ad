"""What can be done with terms, articles and known problems."""

from rapport.domains.knowledge.actions.deciding import agree_term, decline_term, retire_term
from rapport.domains.knowledge.actions.faults import (
    AlreadyThere,
    NotYourTurn,
    TooManyProposals,
    UnclearArticle,
    UnclearTerm,
    WrittenAlready,
)
from rapport.domains.knowledge.actions.proposing import propose_term, reword_term
from rapport.domains.knowledge.actions.telling import tell_followers
from rapport.domains.knowledge.actions.troubles import (
    fix_problem,
    follow_problem,
    open_problem,
    reopen_problem,
    report_problem,
    revise_problem,
    tie_to_problem,
    unfollow_problem,
)
from rapport.domains.knowledge.actions.writing import revise_article, show_article, tap_article, write_article

__all__ = [
    "AlreadyThere",
    "NotYourTurn",
    "TooManyProposals",
    "UnclearArticle",
    "UnclearTerm",
    "WrittenAlready",
    "agree_term",
    "decline_term",
    "fix_problem",
    "follow_problem",
    "open_problem",
    "propose_term",
    "reopen_problem",
    "report_problem",
    "retire_term",
    "revise_article",
    "revise_problem",
    "reword_term",
    "show_article",
    "tap_article",
    "tell_followers",
    "tie_to_problem",
    "unfollow_problem",
    "write_article",
]
