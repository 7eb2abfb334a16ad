"""The tables of surveys."""

from rapport.domains.surveys.models.answers import (
    Answer,
    AnswerChange,
)
from rapport.domains.surveys.models.asking import (
    AskRule,
    Openings,
    RuleRun,
    SayPage,
)
from rapport.domains.surveys.models.asks import (
    Invitation,
    RestPeriod,
)
from rapport.domains.surveys.models.items import (
    AnswerItem,
)
from rapport.domains.surveys.models.samples import (
    FrameCell,
    FrameRow,
    Sample,
)
from rapport.domains.surveys.models.sealed import (
    AnonymousAsk,
    AnonymousInvitation,
    SealedAnswer,
)
from rapport.domains.surveys.models.surveys import (
    Survey,
    SurveyVersion,
)

__all__ = [
    "AnonymousAsk",
    "AnonymousInvitation",
    "Answer",
    "AnswerChange",
    "AnswerItem",
    "AskRule",
    "FrameCell",
    "FrameRow",
    "Invitation",
    "Openings",
    "RestPeriod",
    "RuleRun",
    "Sample",
    "SayPage",
    "SealedAnswer",
    "Survey",
    "SurveyVersion",
]
