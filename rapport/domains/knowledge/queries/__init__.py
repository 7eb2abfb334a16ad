"""What may be read about terms, articles and known problems, each time within the reach of who is looking."""

from rapport.domains.knowledge.queries.conversations import words_in_conversation
from rapport.domains.knowledge.queries.reading import article, articles, problem, problem_of, problems
from rapport.domains.knowledge.queries.searching import synonyms
from rapport.domains.knowledge.queries.suggesting import alike, problems_like, suggestions
from rapport.domains.knowledge.queries.terms import term, terms, waiting, words_of_service

__all__ = [
    "alike",
    "article",
    "articles",
    "problem",
    "problem_of",
    "problems",
    "problems_like",
    "suggestions",
    "synonyms",
    "term",
    "terms",
    "waiting",
    "words_in_conversation",
    "words_of_service",
]
