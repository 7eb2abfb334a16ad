"""What can be read of surveys."""

from rapport.domains.surveys.queries.alike import (
    alike_counts,
)
from rapport.domains.surveys.queries.anonymous import (
    anonymous_invitation_id,
)
from rapport.domains.surveys.queries.asking import (
    PURPOSE,
    REF,
    act_of_answer,
    acts_of_answers,
    in_an_order,
    invitation_behind,
    invitation_id,
    invitation_page,
    owner_name,
)
from rapport.domains.surveys.queries.clients import (
    client_counts,
)
from rapport.domains.surveys.queries.expectations import (
    other_halves,
)
from rapport.domains.surveys.queries.facets import (
    facets_of,
)
from rapport.domains.surveys.queries.frames import (
    frame_columns,
    frame_of,
)
from rapport.domains.surveys.queries.gaps import (
    named_answers,
    ticks_of_unhappy,
    unhappy_by_name,
    words_of_group,
)
from rapport.domains.surveys.queries.opened import (
    open_page,
    open_question,
    own_invitation,
    say_page,
    say_settings,
    suspected_openings,
)
from rapport.domains.surveys.queries.planning import (
    ask_rules,
    asks_after_episodes,
    plan,
    response_rate,
)
from rapport.domains.surveys.queries.questions import (
    asking_of,
)
from rapport.domains.surveys.queries.reasons import (
    reasons_ticked,
)
from rapport.domains.surveys.queries.recounting import (
    counted_again,
    months_to_count,
)
from rapport.domains.surveys.queries.samples import (
    default_survey,
    frame,
    frame_sizes,
    samples,
    survey,
    surveys,
    words_to_print,
)
from rapport.domains.surveys.queries.told import (
    AnswerTold,
    answers_by_name,
    answers_told,
    asked_on,
    who_calls_back,
)
from rapport.domains.surveys.queries.trials import (
    strata_of,
    trial_draw,
    trial_draws,
)
from rapport.domains.surveys.queries.unnamed import (
    unnamed_counts,
)
from rapport.domains.surveys.queries.weights import (
    weights_given,
)
from rapport.domains.surveys.queries.wordings import (
    preview,
    survey_page,
    survey_rows,
    survey_templates,
    survey_to_change,
    template_wording,
    was_asked,
    wording_in_force,
)
from rapport.domains.surveys.queries.words import (
    owns_survey,
    words_by_name,
    words_of_answers,
    words_said,
)

__all__ = [
    "PURPOSE",
    "REF",
    "AnswerTold",
    "act_of_answer",
    "acts_of_answers",
    "alike_counts",
    "anonymous_invitation_id",
    "answers_by_name",
    "answers_told",
    "ask_rules",
    "asked_on",
    "asking_of",
    "asks_after_episodes",
    "client_counts",
    "counted_again",
    "default_survey",
    "facets_of",
    "frame",
    "frame_columns",
    "frame_of",
    "frame_sizes",
    "in_an_order",
    "invitation_behind",
    "invitation_id",
    "invitation_page",
    "months_to_count",
    "named_answers",
    "open_page",
    "open_question",
    "other_halves",
    "own_invitation",
    "owner_name",
    "owns_survey",
    "plan",
    "preview",
    "reasons_ticked",
    "response_rate",
    "samples",
    "say_page",
    "say_settings",
    "strata_of",
    "survey",
    "survey_page",
    "survey_rows",
    "survey_templates",
    "survey_to_change",
    "surveys",
    "suspected_openings",
    "template_wording",
    "ticks_of_unhappy",
    "trial_draw",
    "trial_draws",
    "unhappy_by_name",
    "unnamed_counts",
    "was_asked",
    "weights_given",
    "who_calls_back",
    "wording_in_force",
    "words_by_name",
    "words_of_answers",
    "words_of_group",
    "words_said",
    "words_to_print",
]
