"""The Django application of surveys."""

from __future__ import annotations

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Installed as `surveys`; says what leaves with a person and registers its jobs."""

    name = "rapport.domains.surveys"
    label = "surveys"
    verbose_name = "Surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what happens to these tables when a person leaves, and load the jobs."""
        from rapport.domains.surveys import jobs, models  # noqa: F401
        from rapport.domains.surveys.actions import leaving as forgetting  # noqa: F401  its steps register themselves
        from rapport.foundation import leaving

        leaving.declare(models.Survey, "owner", "detach", "the survey goes on and needs a new owner")
        leaving.declare(models.FrameRow, "person", "detach", "the frame keeps its counts without the name")
        leaving.declare(models.Invitation, "person", "detach", "that somebody was asked keeps response rates right")
        leaving.declare(models.AnonymousInvitation, "person", "detach", "that somebody was asked keeps counts right")
        leaving.declare(models.RestPeriod, "person", "erase", "nobody is left to rest")
        leaving.declare(models.Answer, "person", "detach", "a nameless answer keeps the figures right")
