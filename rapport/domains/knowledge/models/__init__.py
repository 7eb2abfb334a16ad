"""The tables of knowledge."""

from rapport.domains.knowledge.models.terms import Term, TermVersion

__all__ = ["Term", "TermVersion"]
