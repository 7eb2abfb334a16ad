"""What may be read about terms, each time within the reach of who is looking."""

from rapport.domains.knowledge.queries.conversations import words_in_conversation
from rapport.domains.knowledge.queries.searching import synonyms
from rapport.domains.knowledge.queries.terms import term, terms, waiting, words_of_service

__all__ = ["synonyms", "term", "terms", "waiting", "words_in_conversation", "words_of_service"]
