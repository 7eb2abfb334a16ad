"""What can be read of surveys."""

from rapport.domains.surveys.queries.asking import act_of_answer, invitation_id, invitation_page, owner_name
from rapport.domains.surveys.queries.frames import candidates
from rapport.domains.surveys.queries.samples import (
    answers_received,
    default_survey,
    frame,
    frame_sizes,
    samples,
    survey,
    surveys,
    words_to_print,
)
from rapport.domains.surveys.queries.told import AnswerTold, answers_by_name, answers_told, who_calls_back
from rapport.domains.surveys.queries.trials import trial_draws

__all__ = [
    "AnswerTold",
    "act_of_answer",
    "answers_by_name",
    "answers_received",
    "answers_told",
    "candidates",
    "default_survey",
    "frame",
    "frame_sizes",
    "invitation_id",
    "invitation_page",
    "owner_name",
    "samples",
    "survey",
    "surveys",
    "trial_draws",
    "who_calls_back",
    "words_to_print",
]
