"""The tables of knowledge."""

from rapport.domains.knowledge.models.articles import Article, ArticleTap, ArticleVersion
from rapport.domains.knowledge.models.audiences import Named
from rapport.domains.knowledge.models.problems import Problem, ProblemFollower, ProblemReport
from rapport.domains.knowledge.models.terms import Term, TermVersion

__all__ = [
    "Article",
    "ArticleTap",
    "ArticleVersion",
    "Named",
    "Problem",
    "ProblemFollower",
    "ProblemReport",
    "Term",
    "TermVersion",
]
