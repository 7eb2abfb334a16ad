"""The judgements of surveys: who is drawn, when letters leave, which words ask, what an imported row means."""

from rapport.domains.surveys.rules.behind import (
    behind,
)
from rapport.domains.surveys.rules.chance import (
    agreement_by_chance,
    rank_correlation,
)
from rapport.domains.surveys.rules.classes import (
    SCALES,
    classed,
    classes,
    felt,
)
from rapport.domains.surveys.rules.coarse import (
    cell_key,
    kept_of_cells,
)
from rapport.domains.surveys.rules.columns import (
    cells_of,
    columns_of,
    draw_columns,
    reasons_of,
    services_in,
    some_of,
    users_of,
)
from rapport.domains.surveys.rules.counts import (
    asked,
)
from rapport.domains.surveys.rules.draws import (
    LINK_DAYS,
    REMIND_AFTER,
    ImpossibleSample,
    days_to_spread,
    days_until,
    draw,
    draw_from_rows,
    frame_hash,
    is_working_day,
    morning_moments,
    nobody_to_draw,
    not_asked,
    reminder_at,
    rests_until,
    skipped_because,
    stratum_of,
    too_far,
    working_days,
)
from rapport.domains.surveys.rules.facets import (
    facet_pairs,
    facets,
    tenure,
    wave_facet,
)
from rapport.domains.surveys.rules.imports import (
    NotAScore,
    month_of_wave,
    read_score,
)
from rapport.domains.surveys.rules.pacing import (
    AGAIN_DAYS,
    in_their_day,
    is_rested,
    is_taken,
    leaves_at,
    period_due,
    phase_due,
    rest_of,
    timed,
)
from rapport.domains.surveys.rules.packing import (
    packed,
    unpacked,
    without,
)
from rapport.domains.surveys.rules.plans import (
    plan,
    rate_of,
)
from rapport.domains.surveys.rules.replies import (
    MOST_MINUTES,
    MOST_WORDS,
    NotAnAnswer,
    asked_of,
    replies,
)
from rapport.domains.surveys.rules.scales import (
    language_of,
    lead_scale,
    read_on_scale,
)
from rapport.domains.surveys.rules.soundness import (
    faults_of,
)
from rapport.domains.surveys.rules.templates import (
    templates,
    wording_of,
)
from rapport.domains.surveys.rules.templates.shapes import (
    SHAPES,
)
from rapport.domains.surveys.rules.wording import (
    default_wording,
    languages_of,
    reasons_of_class,
    same,
    shuffled,
    spoken,
    whole,
    wording_in,
)
from rapport.domains.surveys.types import REST_DAYS

__all__ = [
    "AGAIN_DAYS",
    "LINK_DAYS",
    "MOST_MINUTES",
    "MOST_WORDS",
    "REMIND_AFTER",
    "REST_DAYS",
    "SCALES",
    "SHAPES",
    "ImpossibleSample",
    "NotAScore",
    "NotAnAnswer",
    "agreement_by_chance",
    "asked",
    "asked_of",
    "behind",
    "cell_key",
    "cells_of",
    "classed",
    "classes",
    "columns_of",
    "days_to_spread",
    "days_until",
    "default_wording",
    "draw",
    "draw_columns",
    "draw_from_rows",
    "facet_pairs",
    "facets",
    "faults_of",
    "felt",
    "frame_hash",
    "in_their_day",
    "is_rested",
    "is_taken",
    "is_working_day",
    "kept_of_cells",
    "language_of",
    "languages_of",
    "lead_scale",
    "leaves_at",
    "month_of_wave",
    "morning_moments",
    "nobody_to_draw",
    "not_asked",
    "packed",
    "period_due",
    "phase_due",
    "plan",
    "rank_correlation",
    "rate_of",
    "read_on_scale",
    "read_score",
    "reasons_of",
    "reasons_of_class",
    "reminder_at",
    "replies",
    "rest_of",
    "rests_until",
    "same",
    "services_in",
    "shuffled",
    "skipped_because",
    "some_of",
    "spoken",
    "stratum_of",
    "templates",
    "tenure",
    "timed",
    "too_far",
    "unpacked",
    "users_of",
    "wave_facet",
    "whole",
    "without",
    "wording_in",
    "wording_of",
    "working_days",
]
