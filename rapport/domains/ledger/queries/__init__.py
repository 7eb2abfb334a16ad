"""Everything that may be read from the ledger, limited to the viewer's reach."""

from __future__ import annotations

from rapport.domains.ledger.queries.contacts import (
    relationship,
    relationships,
    relationships_of,
    teams_met,
    who_knows_whom,
)
from rapport.domains.ledger.queries.decisions import (
    decision_outcome,
    decisions_on,
    episode,
)
from rapport.domains.ledger.queries.direct_lines import (
    direct_lines,
    known_agent,
    named_agents,
    opened_by,
    openings,
)
from rapport.domains.ledger.queries.efforts import (
    effort,
)
from rapport.domains.ledger.queries.ended import (
    EndedMatter,
    ended_matters,
    reference_to_join,
    refs_of,
    titles_of,
)
from rapport.domains.ledger.queries.facts import (
    act_facts,
)
from rapport.domains.ledger.queries.feeds import (
    feed,
    feed_that_signed,
    feeds,
    matters_of_source,
    refused_rows,
)
from rapport.domains.ledger.queries.figures import (
    Asked,
    Between,
    OwnTaps,
    Quarter,
    own_taps,
    reflections_between,
)
from rapport.domains.ledger.queries.gaps import (
    gap_preview,
    gap_seen,
    gaps_seen,
    resegmentation,
)
from rapport.domains.ledger.queries.groups import (
    group_contact,
)
from rapport.domains.ledger.queries.helped import (
    last_matters,
)
from rapport.domains.ledger.queries.ideas import (
    ideas_among,
    ideas_delivered,
    ideas_of,
)
from rapport.domains.ledger.queries.linked import (
    questions_by_link,
)
from rapport.domains.ledger.queries.lists import (
    acts,
    contact_counts,
    episode_of,
    episodes,
    episodes_listed,
    gaps_in_force,
    recent_episodes,
)
from rapport.domains.ledger.queries.looked_back import (
    Effort,
    LookBackPage,
    SequenceSeen,
    WordsSeen,
    WorthPage,
    WorthSeen,
)
from rapport.domains.ledger.queries.meetings import (
    group_relationships,
    newest_of_group,
    pairs_met,
    people_met,
)
from rapport.domains.ledger.queries.outlook import (
    contacts_recorded,
    ending_sequences,
    known_at_sites,
    last_contact,
    last_contacts,
    planned_counts,
    quiet_between,
    relationships_owned,
    teams_of,
    took_part,
)
from rapport.domains.ledger.queries.readings import (
    own_readings,
    readings_allowed,
    readings_noted,
)
from rapport.domains.ledger.queries.reflections import (
    open_reflection,
    reflections_on,
    reflections_to_ask,
)
from rapport.domains.ledger.queries.righting import (
    corrections,
)
from rapport.domains.ledger.queries.sequences import (
    episodes_to_join,
    look_back,
    look_backs_waiting,
    own_sequences,
    sequences,
)
from rapport.domains.ledger.queries.stages import (
    gone_quiet,
    judged_until,
    may_say_who_sent,
    stage,
    stage_counts,
)
from rapport.domains.ledger.queries.timelines import (
    matter,
    timeline,
)
from rapport.domains.ledger.queries.worth import (
    WorthSaid,
    worth_among,
    worth_by_link,
    worth_of,
    worth_to,
)

__all__ = [
    "Asked",
    "Between",
    "Effort",
    "EndedMatter",
    "LookBackPage",
    "OwnTaps",
    "Quarter",
    "SequenceSeen",
    "WordsSeen",
    "WorthPage",
    "WorthSaid",
    "WorthSeen",
    "act_facts",
    "acts",
    "contact_counts",
    "contacts_recorded",
    "corrections",
    "decision_outcome",
    "decisions_on",
    "direct_lines",
    "effort",
    "ended_matters",
    "ending_sequences",
    "episode",
    "episode_of",
    "episodes",
    "episodes_listed",
    "episodes_to_join",
    "feed",
    "feed_that_signed",
    "feeds",
    "gap_preview",
    "gap_seen",
    "gaps_in_force",
    "gaps_seen",
    "gone_quiet",
    "group_contact",
    "group_relationships",
    "ideas_among",
    "ideas_delivered",
    "ideas_of",
    "judged_until",
    "known_agent",
    "known_at_sites",
    "last_contact",
    "last_contacts",
    "last_matters",
    "look_back",
    "look_backs_waiting",
    "matter",
    "matters_of_source",
    "may_say_who_sent",
    "named_agents",
    "newest_of_group",
    "open_reflection",
    "opened_by",
    "openings",
    "own_readings",
    "own_sequences",
    "own_taps",
    "pairs_met",
    "people_met",
    "planned_counts",
    "questions_by_link",
    "quiet_between",
    "readings_allowed",
    "readings_noted",
    "recent_episodes",
    "reference_to_join",
    "reflections_between",
    "reflections_on",
    "reflections_to_ask",
    "refs_of",
    "refused_rows",
    "relationship",
    "relationships",
    "relationships_of",
    "relationships_owned",
    "resegmentation",
    "sequences",
    "stage",
    "stage_counts",
    "teams_met",
    "teams_of",
    "timeline",
    "titles_of",
    "took_part",
    "who_knows_whom",
    "worth_among",
    "worth_by_link",
    "worth_of",
    "worth_to",
]
