"""Everything that may be done to the ledger."""

from __future__ import annotations

from rapport.domains.ledger.actions.correcting import AlreadyCorrected, correct_act, forget_words, wish
from rapport.domains.ledger.actions.gathering import begin_sequence, end_sequence, gather_sequences, join_sequence
from rapport.domains.ledger.actions.joining import follow_merge
from rapport.domains.ledger.actions.leaving import forget_titles
from rapport.domains.ledger.actions.linking import NothingTapped, answer_by_link, link_to_questions
from rapport.domains.ledger.actions.recording import (
    NamelessAct,
    UnknownPerson,
    note_parts,
    record_acts,
    record_traces,
)
from rapport.domains.ledger.actions.reflecting import (
    AlreadyAnswered,
    answer_reflection,
    ask_reflection,
    skip_reflection,
)
from rapport.domains.ledger.actions.relating import set_next_step, set_owner
from rapport.domains.ledger.actions.segmenting import resegment, set_gap

__all__ = [
    "AlreadyAnswered",
    "AlreadyCorrected",
    "NamelessAct",
    "NothingTapped",
    "UnknownPerson",
    "answer_by_link",
    "answer_reflection",
    "ask_reflection",
    "begin_sequence",
    "correct_act",
    "end_sequence",
    "follow_merge",
    "forget_titles",
    "forget_words",
    "gather_sequences",
    "join_sequence",
    "link_to_questions",
    "note_parts",
    "record_acts",
    "record_traces",
    "resegment",
    "set_gap",
    "set_next_step",
    "set_owner",
    "skip_reflection",
    "wish",
]
