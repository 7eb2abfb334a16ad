"""Everything that changes surveys."""

from rapport.domains.surveys.actions.answering import (
    NotAsked,
    TooManyWords,
    answer,
    opt_out,
)
from rapport.domains.surveys.actions.drawing import NobodyToDraw, SampleThere, draw_sample
from rapport.domains.surveys.actions.importing import UnknownService, import_answers
from rapport.domains.surveys.actions.remembering import ask_now, remember_answers, remember_sent
from rapport.domains.surveys.actions.sending import SampleSentBefore, remind_due, send_due, send_sample
from rapport.domains.surveys.actions.starting import give_wording, start_default_survey
from rapport.domains.surveys.rules import ImpossibleSample, NotAScore, draw_from_rows, too_far

__all__ = [
    "ImpossibleSample",
    "NobodyToDraw",
    "NotAScore",
    "NotAsked",
    "SampleSentBefore",
    "SampleThere",
    "TooManyWords",
    "UnknownService",
    "answer",
    "ask_now",
    "draw_from_rows",
    "draw_sample",
    "give_wording",
    "import_answers",
    "opt_out",
    "remember_answers",
    "remember_sent",
    "remind_due",
    "send_due",
    "send_sample",
    "start_default_survey",
    "too_far",
]
