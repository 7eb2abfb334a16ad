"""What may be read at the desk, each time within the reach of who is looking."""

from rapport.domains.desk.queries.cards import (
    refs_of_keys,
    refs_of_source,
)
from rapport.domains.desk.queries.conversations import (
    attachment,
    attachments,
    held,
    message,
    message_html,
    messages,
)
from rapport.domains.desk.queries.earlier import (
    answer_text,
    earlier_answers,
)
from rapport.domains.desk.queries.enclosed import (
    DraftFileCard,
    EnclosedLimits,
    draft_file,
    draft_files,
    enclosed_limits,
)
from rapport.domains.desk.queries.facts import (
    facts_of,
)
from rapport.domains.desk.queries.fields import (
    FieldCard,
    custom_fields,
    fields_of,
    filled_in,
    request_fields,
)
from rapport.domains.desk.queries.found import (
    Narrowing,
    SaidThere,
    narrowed,
    texts_of,
    tickets_like,
)
from rapport.domains.desk.queries.in_hand import (
    in_hand,
)
from rapport.domains.desk.queries.joined import (
    Meanwhile,
    came_meanwhile,
    linked,
    merge_outcome,
    mergeable,
    merged_in,
)
from rapport.domains.desk.queries.macros import (
    MacroCard,
    macro,
    macro_text,
    macros,
    tag_names,
    tags_of,
)
from rapport.domains.desk.queries.mailboxes import (
    account_of,
    mailbox,
    mailbox_addresses,
    mailboxes,
    mailboxes_to_fetch,
    public_mailboxes,
)
from rapport.domains.desk.queries.notes import (
    own_notes,
)
from rapport.domains.desk.queries.queues import (
    arrived,
    counts,
    queue,
)
from rapport.domains.desk.queries.refused_letters import (
    RefusedLetter,
    refused_letters,
)
from rapport.domains.desk.queries.reminders import (
    mentions,
    named_in_note,
    reminders,
    reminders_on,
)
from rapport.domains.desk.queries.stopped import tickets_whose_answer_came_back, tickets_with_stopped_letters
from rapport.domains.desk.queries.there import There, there
from rapport.domains.desk.queries.things import (
    Failures,
    failures_at,
    things_of,
)
from rapport.domains.desk.queries.tickets import (
    keys_of,
    kinds_of,
    own_tickets,
    ticket,
    ticket_card,
    ticket_id_of,
    ticket_in_queue,
    tickets,
)
from rapport.domains.desk.queries.unread_mail import (
    UNREAD_SHOWN,
    UnreadMail,
    quarantined_mail,
)
from rapport.domains.desk.queries.views import (
    SavedViewCard,
    arrived_among,
    filtered_queue,
    saved_view,
    saved_views,
)
from rapport.domains.desk.queries.visits import (
    free_times,
    list_visits,
    visit,
    visit_by_key,
    visit_figures,
    visits,
    visits_at_site,
    visits_in_calendar,
    visits_of_ticket,
    visits_to_person,
)
from rapport.domains.desk.queries.working import (
    Beside,
    DraftSeen,
    OnTheWay,
    beside,
    draft_of,
    on_the_way,
    returned_drafts,
)
from rapport.domains.desk.rules.drafts import Along, Window
from rapport.domains.desk.rules.fields import (
    KINDS,
)
from rapport.domains.desk.rules.macros import (
    PLACEHOLDERS,
)
from rapport.domains.desk.rules.viewing import (
    ORDERS,
    STANDS,
    WAITS,
    ViewFilters,
)

__all__ = [
    "KINDS",
    "ORDERS",
    "PLACEHOLDERS",
    "STANDS",
    "UNREAD_SHOWN",
    "WAITS",
    "Along",
    "Beside",
    "DraftFileCard",
    "DraftSeen",
    "EnclosedLimits",
    "Failures",
    "FieldCard",
    "MacroCard",
    "Meanwhile",
    "Narrowing",
    "OnTheWay",
    "RefusedLetter",
    "SaidThere",
    "SavedViewCard",
    "There",
    "UnreadMail",
    "ViewFilters",
    "Window",
    "account_of",
    "answer_text",
    "arrived",
    "arrived_among",
    "attachment",
    "attachments",
    "beside",
    "came_meanwhile",
    "counts",
    "custom_fields",
    "draft_file",
    "draft_files",
    "draft_of",
    "earlier_answers",
    "enclosed_limits",
    "facts_of",
    "failures_at",
    "fields_of",
    "filled_in",
    "filtered_queue",
    "free_times",
    "held",
    "in_hand",
    "keys_of",
    "kinds_of",
    "linked",
    "list_visits",
    "macro",
    "macro_text",
    "macros",
    "mailbox",
    "mailbox_addresses",
    "mailboxes",
    "mailboxes_to_fetch",
    "mentions",
    "merge_outcome",
    "mergeable",
    "merged_in",
    "message",
    "message_html",
    "messages",
    "named_in_note",
    "narrowed",
    "on_the_way",
    "own_notes",
    "own_tickets",
    "public_mailboxes",
    "quarantined_mail",
    "queue",
    "refs_of_keys",
    "refs_of_source",
    "refused_letters",
    "reminders",
    "reminders_on",
    "request_fields",
    "returned_drafts",
    "saved_view",
    "saved_views",
    "tag_names",
    "tags_of",
    "texts_of",
    "there",
    "things_of",
    "ticket",
    "ticket_card",
    "ticket_id_of",
    "ticket_in_queue",
    "tickets",
    "tickets_like",
    "tickets_whose_answer_came_back",
    "tickets_with_stopped_letters",
    "visit",
    "visit_by_key",
    "visit_figures",
    "visits",
    "visits_at_site",
    "visits_in_calendar",
    "visits_of_ticket",
    "visits_to_person",
]
