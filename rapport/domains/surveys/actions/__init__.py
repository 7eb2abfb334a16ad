"""Everything that changes surveys."""

from rapport.domains.surveys.actions.answering import (
    NotAsked,
    NothingSaid,
    TooManyWords,
    answer,
    opt_out,
)
from rapport.domains.surveys.actions.asking_anonymously import (
    remind_anonymous_due,
    send_anonymous_due,
)
from rapport.domains.surveys.actions.declining import (
    decline,
)
from rapport.domains.surveys.actions.drawing import (
    NobodyToDraw,
    SampleThere,
    SurveyRests,
    TooFewToAsk,
    draw_sample,
)
from rapport.domains.surveys.actions.facets import (
    place_sample,
)
from rapport.domains.surveys.actions.following import (
    ask_after_episodes,
    ask_again,
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
from rapport.domains.surveys.actions.noticing import (
    notice_opening,
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
from rapport.domains.surveys.actions.ruling import (
    WrongRule,
    ask_after,
    ask_around,
    ask_on_schedule,
    end_rule,
)
from rapport.domains.surveys.actions.saying import (
    SaidBefore,
    WrongOrigin,
    allow_origins,
    close_say_page,
    open_say_page,
    say,
)
from rapport.domains.surveys.actions.scheduled import (
    run_rules,
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
from rapport.domains.surveys.actions.starting_imported import (
    AnotherQuestion,
    survey_of_import,
)
from rapport.domains.surveys.actions.tapping import (
    open_question,
)
from rapport.domains.surveys.actions.wording import (
    SurveyStopped,
    UnsoundWording,
    change_wording,
    confirm_language,
)
from rapport.domains.surveys.rules import (
    ImpossibleSample,
    NotAnAnswer,
    NotAScore,
    draw_from_rows,
    too_far,
)

__all__ = [
    "AnotherQuestion",
    "AnsweredForGood",
    "ImpossibleSample",
    "NameTaken",
    "NoSuchTemplate",
    "NobodyToDraw",
    "NotAScore",
    "NotAnAnswer",
    "NotAsked",
    "NothingSaid",
    "SaidBefore",
    "SampleSentBefore",
    "SampleThere",
    "SurveyRests",
    "SurveyStopped",
    "TooFewToAsk",
    "TooManyWords",
    "UnknownService",
    "UnsoundWording",
    "WrongOrigin",
    "WrongRule",
    "allow_origins",
    "answer",
    "ask_after",
    "ask_after_episodes",
    "ask_again",
    "ask_around",
    "ask_now",
    "ask_on_schedule",
    "change_wording",
    "close_say_page",
    "confirm_language",
    "decline",
    "draw_from_rows",
    "draw_sample",
    "end_rule",
    "import_answers",
    "move_sealed",
    "notice_opening",
    "open_question",
    "open_say_page",
    "opt_out",
    "pause_survey",
    "place_sample",
    "remember_anonymously",
    "remember_answers",
    "remember_asks",
    "remember_sent",
    "remind_anonymous_due",
    "remind_due",
    "resume_survey",
    "run_rules",
    "say",
    "send_anonymous_due",
    "send_due",
    "send_sample",
    "start_default_survey",
    "start_survey",
    "stop_survey",
    "survey_of_import",
    "too_far",
    "try_to_link",
]
