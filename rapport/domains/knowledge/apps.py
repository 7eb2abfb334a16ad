"""The Django application of knowledge."""

from __future__ import annotations

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Installed as `knowledge`; says what leaves with a person."""

    name = "rapport.domains.knowledge"
    label = "knowledge"
    verbose_name = "Knowledge"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what happens to these tables when a person leaves, and register the cards of terms."""
        from rapport.domains.knowledge import models
        from rapport.domains.knowledge.models import terms_leaving  # noqa: F401  its step registers itself
        from rapport.domains.knowledge.queries import article_cards, term_cards  # noqa: F401  sources register themselves
        from rapport.foundation import leaving

        leaving.declare(models.Term, "asked", "detach", "the word stays their organisation's, whoever was asked")
        leaving.declare(models.Term, "proposed_by", "detach", "the word stays their organisation's, whoever brought it")
        leaving.declare(models.TermVersion, "proposed_by", "detach", "what was agreed stays known without a name")
        leaving.declare(models.TermVersion, "decided_by", "detach", "what was agreed stays known without a name")
        leaving.declare(models.Article, "owner", "detach", "the help page stays, its owner is to be named anew")
        leaving.declare(models.ArticleVersion, "written_by", "detach", "what helps stays known without a name")
        leaving.declare(models.ProblemFollower, "person", "erase", "nobody is left to be told")
        leaving.declare(models.ProblemReport, "person", "erase", "what they met is told nowhere else; the sum stands")
