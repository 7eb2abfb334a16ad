"""Everything that may be done to the ledger."""

from __future__ import annotations

from rapport.domains.ledger.actions.addressing import address_act
from rapport.domains.ledger.actions.amending import (
    amend_acts,
)
from rapport.domains.ledger.actions.correcting import (
    AlreadyCorrected,
    correct_act,
    wish,
)
from rapport.domains.ledger.actions.counting import (
    count_contacts,
)
from rapport.domains.ledger.actions.deciding import (
    NothingToDecide,
    StandsAgainst,
    decide,
    name_episode,
    take_back,
)
from rapport.domains.ledger.actions.everybody import (
    begin_resegmentation,
    continue_resegmentation,
    finish_resegmentation,
    recount_contacts,
)
from rapport.domains.ledger.actions.evidencing import (
    AlreadySaid,
    NoNewcomer,
    WrongEvidence,
    deliver_idea,
    record_evidence,
    say_who_sent_me,
    set_direct_line,
    tell_idea,
)
from rapport.domains.ledger.actions.feeding import (
    MOST_ROWS,
    Taken,
    TooManyRows,
    take_rows,
)
from rapport.domains.ledger.actions.feeds import (
    WrongFeed,
    end_feed,
    forget_deliveries,
    open_feed,
    renew_secret,
)
from rapport.domains.ledger.actions.figures import (
    release_reflections,
)
from rapport.domains.ledger.actions.gaps import (
    NothingRead,
    adjust_gap,
    read_gaps,
)
from rapport.domains.ledger.actions.gathering import (
    gather_sequences,
)
from rapport.domains.ledger.actions.ideas import act_earlier_ideas
from rapport.domains.ledger.actions.joining import (
    follow_merge,
)
from rapport.domains.ledger.actions.judging import (
    begin_stage_run,
    judge_stages,
)
from rapport.domains.ledger.actions.leaving import (
    forget_titles,
)
from rapport.domains.ledger.actions.linking import (
    NothingTapped,
    answer_by_link,
    link_to_questions,
)
from rapport.domains.ledger.actions.looking_back import (
    NotAScore,
    NothingWritten,
    agree,
    lead_on,
    prepare_look_back,
    put_away,
    say_worth,
    say_worth_by_link,
    write_words,
)
from rapport.domains.ledger.actions.meeting import (
    NotOfTheTeam,
    set_group_step,
)
from rapport.domains.ledger.actions.moving import (
    move_acts,
)
from rapport.domains.ledger.actions.readings import (
    note_reading,
    set_readings,
)
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
    skip_reflection,
)
from rapport.domains.ledger.actions.relating import (
    ChangedMeanwhile,
    set_next_step,
    set_owner,
)
from rapport.domains.ledger.actions.restating import (
    say_anew,
)
from rapport.domains.ledger.actions.righting import (
    AlreadyAsked,
    AlreadyDecided,
    NothingSaid,
    TooManyWaiting,
    accept_correction,
    ask_correction,
    decline_correction,
)
from rapport.domains.ledger.actions.segmenting import (
    resegment,
    set_gap,
)
from rapport.domains.ledger.actions.sequencing import (
    BY_PEOPLE,
    AlreadyEnded,
    WrongSequence,
    begin_sequence,
    end_sequence,
    end_sequences_due,
    join_sequence,
    leave_sequence,
    name_sequence,
)
from rapport.domains.ledger.actions.taking_sequences import (
    join_by_key,
    take_sequence,
)

__all__ = [
    "BY_PEOPLE",
    "MOST_ROWS",
    "AlreadyAnswered",
    "AlreadyAsked",
    "AlreadyCorrected",
    "AlreadyDecided",
    "AlreadyEnded",
    "AlreadySaid",
    "ChangedMeanwhile",
    "NamelessAct",
    "NoNewcomer",
    "NotAScore",
    "NotOfTheTeam",
    "NothingRead",
    "NothingSaid",
    "NothingTapped",
    "NothingToDecide",
    "NothingWritten",
    "StandsAgainst",
    "Taken",
    "TooManyRows",
    "TooManyWaiting",
    "UnknownPerson",
    "WrongEvidence",
    "WrongFeed",
    "WrongSequence",
    "accept_correction",
    "act_earlier_ideas",
    "address_act",
    "adjust_gap",
    "agree",
    "amend_acts",
    "answer_by_link",
    "answer_reflection",
    "ask_correction",
    "begin_resegmentation",
    "begin_sequence",
    "begin_stage_run",
    "continue_resegmentation",
    "correct_act",
    "count_contacts",
    "decide",
    "decline_correction",
    "deliver_idea",
    "end_feed",
    "end_sequence",
    "end_sequences_due",
    "finish_resegmentation",
    "follow_merge",
    "forget_deliveries",
    "forget_titles",
    "gather_sequences",
    "join_by_key",
    "join_sequence",
    "judge_stages",
    "lead_on",
    "leave_sequence",
    "link_to_questions",
    "move_acts",
    "name_episode",
    "name_sequence",
    "note_parts",
    "note_reading",
    "open_feed",
    "prepare_look_back",
    "put_away",
    "read_gaps",
    "record_acts",
    "record_evidence",
    "record_traces",
    "recount_contacts",
    "release_reflections",
    "renew_secret",
    "resegment",
    "say_anew",
    "say_who_sent_me",
    "say_worth",
    "say_worth_by_link",
    "set_direct_line",
    "set_gap",
    "set_group_step",
    "set_next_step",
    "set_owner",
    "set_readings",
    "skip_reflection",
    "take_back",
    "take_rows",
    "take_sequence",
    "tell_idea",
    "wish",
    "write_words",
]
