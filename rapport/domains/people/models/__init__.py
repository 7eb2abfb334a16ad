"""The tables of people."""

from rapport.domains.people.models.accounts import Account
from rapport.domains.people.models.grants import Consent, Preference, Role
from rapport.domains.people.models.organisations import MailDomain, Organisation, Service, Site, Team
from rapport.domains.people.models.persons import Address, Person, Use
from rapport.domains.people.models.tokens import ApiToken

__all__ = [
    "Account",
    "Address",
    "ApiToken",
    "Consent",
    "MailDomain",
    "Organisation",
    "Person",
    "Preference",
    "Role",
    "Service",
    "Site",
    "Team",
    "Use",
]
