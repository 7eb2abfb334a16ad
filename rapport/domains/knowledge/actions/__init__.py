"""What can be done with terms: put forward, agreed, declined, worded otherwise, retired."""

from rapport.domains.knowledge.actions.deciding import agree_term, decline_term, retire_term
from rapport.domains.knowledge.actions.faults import AlreadyThere, NotYourTurn, TooManyProposals, UnclearTerm
from rapport.domains.knowledge.actions.proposing import propose_term, reword_term

__all__ = [
    "AlreadyThere",
    "NotYourTurn",
    "TooManyProposals",
    "UnclearTerm",
    "agree_term",
    "decline_term",
    "propose_term",
    "retire_term",
    "reword_term",
]
