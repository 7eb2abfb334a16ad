"""What can be done at the desk: every change of a ticket, from every side."""

from rapport.domains.desk.actions.adjusting import (
    change_ticket,
)
from rapport.domains.desk.actions.answering import (
    NewerMessage,
    NothingSaid,
    SaidAlready,
    WrongContact,
    answer,
    log_contact,
    reply_as_customer,
    write_note,
)
from rapport.domains.desk.actions.attaching import (
    TooMuchAttached,
)
from rapport.domains.desk.actions.bouncing import (
    note_bounces,
)
from rapport.domains.desk.actions.bulk import (
    change_many,
)
from rapport.domains.desk.actions.changing import (
    WrongChange,
    add_participant,
    assign,
    close_solved,
    remove_participant,
    reopen,
    set_kind,
    set_priority,
    set_service,
    solve,
    solve_as_customer,
)
from rapport.domains.desk.actions.directing import (
    direct_tickets,
)
from rapport.domains.desk.actions.drafting import (
    ChangedElsewhere,
    keep_draft,
    keep_note,
    let_leave,
    send_answer,
    take_back_answer,
)
from rapport.domains.desk.actions.enclosing import (
    EmptyFile,
    NotAttached,
    NotInDraft,
    TooLargeEnclosed,
    TooManyEnclosed,
    attach_file,
    forget_draft_files,
    remove_file,
)
from rapport.domains.desk.actions.fields import (
    keep_field,
    remove_field,
    set_fields,
)
from rapport.domains.desk.actions.giving_back import (
    give_back_tickets,
)
from rapport.domains.desk.actions.holding import (
    AlreadyDecided,
    NoSender,
    decide_held,
)
from rapport.domains.desk.actions.importing import (
    WrongImport,
    import_batch,
)
from rapport.domains.desk.actions.languages import read_languages
from rapport.domains.desk.actions.leaving import (
    forget_files,
)
from rapport.domains.desk.actions.letters import (
    NoMailbox,
)
from rapport.domains.desk.actions.macros import (
    keep_macro,
    remove_macro,
)
from rapport.domains.desk.actions.mailboxes import (
    WrongMailbox,
    add_mailbox,
    change_mailbox,
    note_fetch,
    pause_mailbox,
    remove_mailbox,
    resume_mailbox,
)
from rapport.domains.desk.actions.merging import (
    merge_tickets,
    undo_merge,
)
from rapport.domains.desk.actions.noticing import (
    note_presence,
)
from rapport.domains.desk.actions.opening import (
    AskedAlready,
    NobodyAsked,
    NoTeam,
    open_ticket,
)
from rapport.domains.desk.actions.receiving import (
    receive_messages,
)
from rapport.domains.desk.actions.remembering import (
    remember_tickets,
)
from rapport.domains.desk.actions.reminding import (
    WrongDay,
    end_reminder,
    remind,
    see_mention,
)
from rapport.domains.desk.actions.sending_again import (
    send_letter_again,
)
from rapport.domains.desk.actions.splitting import (
    link_tickets,
    split_ticket,
    unlink_tickets,
)
from rapport.domains.desk.actions.tagging import (
    set_tags,
)
from rapport.domains.desk.actions.telling import (
    tell_of_late_targets,
    tell_of_lateness,
)
from rapport.domains.desk.actions.things import (
    set_thing,
)
from rapport.domains.desk.actions.unconfirmed import (
    TooManyAsked,
    confirm_request,
    open_unconfirmed,
)
from rapport.domains.desk.actions.unread_mail import (
    read_mail_again,
    take_raw_mail,
)
from rapport.domains.desk.actions.viewing import (
    count_views,
    keep_view,
    remove_view,
)
from rapport.domains.desk.actions.visit_answers import (
    NotFree,
    NothingAsked,
    ask_for_other_time,
    move_own_visit,
)
from rapport.domains.desk.actions.visit_calendars import (
    note_visit_replies,
)
from rapport.domains.desk.actions.visit_outcomes import (
    record_outcome,
)
from rapport.domains.desk.actions.visit_reminders import (
    remind_of_visits,
)
from rapport.domains.desk.actions.visiting import (
    ArrangedAlready,
    TwoAtOnce,
    VisitEnded,
    WrongVisit,
    WrongWindow,
    arrange_visit,
    cancel_visit,
    change_visit,
)
from rapport.domains.desk.models.numbering import (
    NoProvider,
)
from rapport.domains.desk.queries.arrivals import (
    NoMailboxYet,
)
from rapport.domains.desk.rules.fields import (
    WrongField,
)
from rapport.domains.desk.rules.joining import (
    CannotLink,
    CannotMerge,
    CannotSplit,
    MergedAlready,
    TooLateToUndo,
)
from rapport.domains.desk.rules.macros import (
    WrongMacro,
    WrongTag,
)
from rapport.domains.desk.rules.sending import (
    HasLeft,
    OnItsWay,
)
from rapport.domains.desk.rules.viewing import (
    WrongView,
)

__all__ = [
    "AlreadyDecided",
    "ArrangedAlready",
    "AskedAlready",
    "CannotLink",
    "CannotMerge",
    "CannotSplit",
    "ChangedElsewhere",
    "EmptyFile",
    "HasLeft",
    "MergedAlready",
    "NewerMessage",
    "NoMailbox",
    "NoMailboxYet",
    "NoProvider",
    "NoSender",
    "NoTeam",
    "NobodyAsked",
    "NotAttached",
    "NotFree",
    "NotInDraft",
    "NothingAsked",
    "NothingSaid",
    "OnItsWay",
    "SaidAlready",
    "TooLargeEnclosed",
    "TooLateToUndo",
    "TooManyAsked",
    "TooManyEnclosed",
    "TooMuchAttached",
    "TwoAtOnce",
    "VisitEnded",
    "WrongChange",
    "WrongContact",
    "WrongDay",
    "WrongField",
    "WrongImport",
    "WrongMacro",
    "WrongMailbox",
    "WrongTag",
    "WrongView",
    "WrongVisit",
    "WrongWindow",
    "add_mailbox",
    "add_participant",
    "answer",
    "arrange_visit",
    "ask_for_other_time",
    "assign",
    "attach_file",
    "cancel_visit",
    "change_mailbox",
    "change_many",
    "change_ticket",
    "change_visit",
    "close_solved",
    "confirm_request",
    "count_views",
    "decide_held",
    "direct_tickets",
    "end_reminder",
    "forget_draft_files",
    "forget_files",
    "give_back_tickets",
    "import_batch",
    "keep_draft",
    "keep_field",
    "keep_macro",
    "keep_note",
    "keep_view",
    "let_leave",
    "link_tickets",
    "log_contact",
    "merge_tickets",
    "move_own_visit",
    "note_bounces",
    "note_fetch",
    "note_presence",
    "note_visit_replies",
    "open_ticket",
    "open_unconfirmed",
    "pause_mailbox",
    "read_languages",
    "read_mail_again",
    "receive_messages",
    "record_outcome",
    "remember_tickets",
    "remind",
    "remind_of_visits",
    "remove_field",
    "remove_file",
    "remove_macro",
    "remove_mailbox",
    "remove_participant",
    "remove_view",
    "reopen",
    "reply_as_customer",
    "resume_mailbox",
    "see_mention",
    "send_answer",
    "send_letter_again",
    "set_fields",
    "set_kind",
    "set_priority",
    "set_service",
    "set_tags",
    "set_thing",
    "solve",
    "solve_as_customer",
    "split_ticket",
    "take_back_answer",
    "take_raw_mail",
    "tell_of_late_targets",
    "tell_of_lateness",
    "undo_merge",
    "unlink_tickets",
    "write_note",
]
