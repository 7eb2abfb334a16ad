"""Everything that may be changed about people; each verb refuses, changes, records and tells."""

from rapport.domains.people.actions.importing import WrongFile, import_people
from rapport.domains.people.actions.meeting import Newcomer, meet
from rapport.domains.people.actions.merging import CannotMerge, merge_people, undo_merge
from rapport.domains.people.actions.places import (
    HasRoles,
    TakenName,
    WrongDomain,
    create_organisation,
    create_service,
    create_site,
    create_team,
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
from rapport.domains.people.actions.resolving_imported import resolve_imported
from rapport.domains.people.actions.roles import WrongRole, grant_role, invite_agent, revoke_role
from rapport.domains.people.actions.senders import resolve_senders
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
    ask_to_confirm,
    confirm_address,
    end_sessions,
    lasting_sign_in,
    sign_in,
    sign_in_link,
    sign_in_token,
)
from rapport.domains.people.actions.tokens import WrongScope, issue_token, revoke_token
from rapport.domains.people.rules import WrongAddress, WrongZone

__all__ = [
    "FIRST_RUN",
    "AlreadySetUp",
    "CannotMerge",
    "FirstRun",
    "HasRoles",
    "Newcomer",
    "NoSuchAccount",
    "SetUp",
    "TakenName",
    "WrongAddress",
    "WrongDomain",
    "WrongFile",
    "WrongProfile",
    "WrongRole",
    "WrongScope",
    "WrongZone",
    "ask_to_confirm",
    "confirm_address",
    "create_organisation",
    "create_service",
    "create_site",
    "create_team",
    "end_sessions",
    "first_run",
    "first_run_link",
    "give_consent",
    "grant_role",
    "import_people",
    "invite_agent",
    "issue_token",
    "lasting_sign_in",
    "meet",
    "merge_people",
    "move_person",
    "opt_in",
    "opt_out",
    "record_use",
    "resolve_imported",
    "resolve_senders",
    "revoke_role",
    "revoke_token",
    "set_preference",
    "set_up_provider",
    "sign_in",
    "sign_in_link",
    "sign_in_token",
    "undo_merge",
    "update_profile",
    "verify_domain",
    "withdraw_consent",
]
