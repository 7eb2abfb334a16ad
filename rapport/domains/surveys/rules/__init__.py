"""The judgements of surveys: who is drawn, when letters leave, which words ask, what an imported row means."""

from rapport.domains.surveys.rules.draws import (
    LINK_DAYS,
    REST_DAYS,
    ImpossibleSample,
    days_to_spread,
    draw,
    draw_from_rows,
    frame_hash,
    latest_use,
    morning_moments,
    reminder_at,
    rests_until,
    skipped_because,
    stratum_of,
    too_far,
    working_days,
)
from rapport.domains.surveys.rules.imports import NotAScore, month_of_wave, read_score
from rapport.domains.surveys.rules.wording import class_of, default_wording, reasons_of_class, wording_in

__all__ = [
    "LINK_DAYS",
    "REST_DAYS",
    "ImpossibleSample",
    "NotAScore",
    "class_of",
    "days_to_spread",
    "default_wording",
    "draw",
    "draw_from_rows",
    "frame_hash",
    "latest_use",
    "month_of_wave",
    "morning_moments",
    "read_score",
    "reasons_of_class",
    "reminder_at",
    "rests_until",
    "skipped_because",
    "stratum_of",
    "too_far",
    "wording_in",
    "working_days",
]
