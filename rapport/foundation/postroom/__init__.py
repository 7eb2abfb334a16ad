"""The postroom: takes raw mail before anybody understands it, and keeps every letter until it is sent."""

from rapport.foundation.postroom.amending import amend
from rapport.foundation.postroom.enclosing import contents_of, most_enclosed
from rapport.foundation.postroom.outbox import (
    allow_again,
    latest_letters,
    letter,
    letters_of,
    letters_with_ids,
    post,
    send_again,
    suppress,
    suppressed_among,
    whole_letters,
)
from rapport.foundation.postroom.outgoing import (
    keep_mime,
    letters_to_send,
    mark_kept,
    mark_refused,
    mark_sent,
    mark_tried,
    now_suppressed,
    recipients_of,
)
from rapport.foundation.postroom.refusals import Refusal, count_refusals, refusals_of, refusals_so_far
from rapport.foundation.postroom.sealing import Emptied, is_emptied, is_sealed, unsealed
from rapport.foundation.postroom.taking import (
    beginnings_of,
    deliveries_of,
    finishing_jobs,
    forget_raw,
    in_state,
    raw_of,
    read_again,
    settle,
    take,
)
from rapport.foundation.postroom.types import Delivery, Enclosed, NewLetter
from rapport.foundation.tokens import new_message_id

__all__ = [
    "Delivery",
    "Emptied",
    "Enclosed",
    "NewLetter",
    "Refusal",
    "allow_again",
    "amend",
    "beginnings_of",
    "contents_of",
    "count_refusals",
    "deliveries_of",
    "finishing_jobs",
    "forget_raw",
    "in_state",
    "is_emptied",
    "is_sealed",
    "keep_mime",
    "latest_letters",
    "letter",
    "letters_of",
    "letters_to_send",
    "letters_with_ids",
    "mark_kept",
    "mark_refused",
    "mark_sent",
    "mark_tried",
    "most_enclosed",
    "new_message_id",
    "now_suppressed",
    "post",
    "raw_of",
    "read_again",
    "recipients_of",
    "refusals_of",
    "refusals_so_far",
    "send_again",
    "settle",
    "suppress",
    "suppressed_among",
    "take",
    "unsealed",
    "whole_letters",
]
