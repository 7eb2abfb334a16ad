"""Everything that may be changed about people; each verb refuses, changes, records and tells."""

from rapport.domains.people.actions.addresses import (
    KnownAddress,
    LastAddress,
    TooManyAddresses,
    add_address,
    allow_mail_again,
    claim_address,
    remove_address,
    vouch_for_address,
)
from rapport.domains.people.actions.cards import (
    EmptyCard,
    hide_own_card,
    keep_own_card,
    show_own_card,
)
from rapport.domains.people.actions.critical import (
    add_critical_day,
    remove_critical_day,
)
from rapport.domains.people.actions.forgetting import (
    AlreadyAsked,
    NoReason,
    StillServes,
    WrongName,
    ask_to_be_forgotten,
    carry_on_erasure,
    decline_erasure,
    erase_person,
    replay_erasures,
)
from rapport.domains.people.actions.importing import (
    WrongFile,
    import_people,
)
from rapport.domains.people.actions.meeting import (
    Newcomer,
    meet,
)
from rapport.domains.people.actions.merging import (
    CannotMerge,
    keep_apart,
    merge_people,
    undo_merge,
)
from rapport.domains.people.actions.places import (
    HasRoles,
    TakenName,
    WrongDomain,
    create_organisation,
    create_service,
    create_site,
    create_team,
    end_mail_domain,
    end_use,
    move_person,
    record_use,
    verify_domain,
)
from rapport.domains.people.actions.profiles import (
    WrongProfile,
    give_consent,
    opt_in,
    opt_out,
    set_preference,
    update_profile,
    withdraw_consent,
)
from rapport.domains.people.actions.resolving_imported import (
    resolve_imported,
)
from rapport.domains.people.actions.resolving_named import (
    Named,
    resolve_named,
)
from rapport.domains.people.actions.roles import (
    WrongRole,
    grant_role,
    invite_agent,
    revoke_role,
)
from rapport.domains.people.actions.senders import (
    resolve_senders,
)
from rapport.domains.people.actions.setting_up import (
    FIRST_RUN,
    AlreadySetUp,
    FirstRun,
    SetUp,
    first_run,
    first_run_link,
    set_up_provider,
)
from rapport.domains.people.actions.signing_in import (
    NoSuchAccount,
    confirm_address,
    end_sessions,
    lasting_sign_in,
    sign_in,
    sign_in_link,
    sign_in_token,
)
from rapport.domains.people.actions.site_contacts import (
    name_site_contact,
    remove_site_contact,
)
from rapport.domains.people.actions.site_details import (
    WrongSite,
    describe_site,
    end_installed,
    note_installed,
)
from rapport.domains.people.actions.site_doors import close_site_door, open_site_door
from rapport.domains.people.actions.taking import (
    carry_on_export,
    export_person,
    forget_export,
    forget_exports,
)
from rapport.domains.people.actions.tokens import (
    WrongScope,
    issue_token,
    revoke_token,
)
from rapport.domains.people.actions.unconfirmed import (
    adopt_unconfirmed,
    meet_unconfirmed,
)
from rapport.domains.people.rules import (
    WrongAddress,
    WrongZone,
)

__all__ = [
    "FIRST_RUN",
    "AlreadyAsked",
    "AlreadySetUp",
    "CannotMerge",
    "EmptyCard",
    "FirstRun",
    "HasRoles",
    "KnownAddress",
    "LastAddress",
    "Named",
    "Newcomer",
    "NoReason",
    "NoSuchAccount",
    "SetUp",
    "StillServes",
    "TakenName",
    "TooManyAddresses",
    "WrongAddress",
    "WrongDomain",
    "WrongFile",
    "WrongName",
    "WrongProfile",
    "WrongRole",
    "WrongScope",
    "WrongSite",
    "WrongZone",
    "add_address",
    "add_critical_day",
    "adopt_unconfirmed",
    "allow_mail_again",
    "ask_to_be_forgotten",
    "carry_on_erasure",
    "carry_on_export",
    "claim_address",
    "close_site_door",
    "confirm_address",
    "create_organisation",
    "create_service",
    "create_site",
    "create_team",
    "decline_erasure",
    "describe_site",
    "end_installed",
    "end_mail_domain",
    "end_sessions",
    "end_use",
    "erase_person",
    "export_person",
    "first_run",
    "first_run_link",
    "forget_export",
    "forget_exports",
    "give_consent",
    "grant_role",
    "hide_own_card",
    "import_people",
    "invite_agent",
    "issue_token",
    "keep_apart",
    "keep_own_card",
    "lasting_sign_in",
    "meet",
    "meet_unconfirmed",
    "merge_people",
    "move_person",
    "name_site_contact",
    "note_installed",
    "open_site_door",
    "opt_in",
    "opt_out",
    "record_use",
    "remove_address",
    "remove_critical_day",
    "remove_site_contact",
    "replay_erasures",
    "resolve_imported",
    "resolve_named",
    "resolve_senders",
    "revoke_role",
    "revoke_token",
    "set_preference",
    "set_up_provider",
    "show_own_card",
    "sign_in",
    "sign_in_link",
    "sign_in_token",
    "undo_merge",
    "update_profile",
    "verify_domain",
    "vouch_for_address",
    "withdraw_consent",
]
