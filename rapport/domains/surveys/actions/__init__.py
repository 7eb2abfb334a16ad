"""Everything that changes surveys."""

from rapport.domains.surveys.actions.answering import (
    NotAsked,
    NothingSaid,
    TooManyWords,
    answer,
    opt_out,
)
from rapport.domains.surveys.actions.asking_anonymously import (
    TooFewToAsk,
    remind_anonymous_due,
    send_anonymous_due,
)
from rapport.domains.surveys.actions.drawing import (
    NobodyToDraw,
    SampleThere,
    SurveyRests,
    draw_sample,
)
from rapport.domains.surveys.actions.importing import (
    UnknownService,
    import_answers,
)
from rapport.domains.surveys.actions.linking import (
    try_to_link,
)
from rapport.domains.surveys.actions.moving import (
    move_sealed,
)
from rapport.domains.surveys.actions.pausing import (
    pause_survey,
    resume_survey,
    stop_survey,
)
from rapport.domains.surveys.actions.remembering import (
    ask_now,
    remember_answers,
    remember_asks,
    remember_sent,
)
from rapport.domains.surveys.actions.remembering_anonymously import (
    remember_anonymously,
)
from rapport.domains.surveys.actions.sealing import (
    AnsweredForGood,
)
from rapport.domains.surveys.actions.sending import (
    SampleSentBefore,
    remind_due,
    send_due,
    send_sample,
)
from rapport.domains.surveys.actions.starting import (
    NameTaken,
    NoSuchTemplate,
    start_default_survey,
    start_survey,
)
from rapport.domains.surveys.actions.wording import (
    SurveyStopped,
    UnsoundWording,
    change_wording,
)
from rapport.domains.surveys.rules import (
    ImpossibleSample,
    NotAnAnswer,
    NotAScore,
    draw_from_rows,
    too_far,
)

__all__ = [
    "AnsweredForGood",
    "ImpossibleSample",
    "NameTaken",
    "NoSuchTemplate",
    "NobodyToDraw",
    "NotAScore",
    "NotAnAnswer",
    "NotAsked",
    "NothingSaid",
    "SampleSentBefore",
    "SampleThere",
    "SurveyRests",
    "SurveyStopped",
    "TooFewToAsk",
    "TooManyWords",
    "UnknownService",
    "UnsoundWording",
    "answer",
    "ask_now",
    "change_wording",
    "draw_from_rows",
    "draw_sample",
    "import_answers",
    "move_sealed",
    "opt_out",
    "pause_survey",
    "remember_anonymously",
    "remember_answers",
    "remember_asks",
    "remember_sent",
    "remind_anonymous_due",
    "remind_due",
    "resume_survey",
    "send_anonymous_due",
    "send_due",
    "send_sample",
    "start_default_survey",
    "start_survey",
    "stop_survey",
    "too_far",
    "try_to_link",
]
