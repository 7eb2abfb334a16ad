"""The tables of people."""

from rapport.domains.people.models.accounts import (
    Account,
)
from rapport.domains.people.models.cards import (
    AgentCard,
)
from rapport.domains.people.models.critical import (
    CriticalDay,
)
from rapport.domains.people.models.departures import (
    Erasure,
    Export,
    TwoPeople,
)
from rapport.domains.people.models.grants import (
    Consent,
    Preference,
    Role,
)
from rapport.domains.people.models.known_before import (
    KnownBefore,
)
from rapport.domains.people.models.organisations import (
    MailDomain,
    Organisation,
    Service,
    Site,
    Team,
)
from rapport.domains.people.models.persons import (
    Address,
    AddressClaim,
    Person,
    Use,
)
from rapport.domains.people.models.site_contacts import (
    SiteContact,
)
from rapport.domains.people.models.site_details import (
    Installed,
    SiteDetails,
)
from rapport.domains.people.models.site_doors import (
    SiteDoor,
)
from rapport.domains.people.models.tokens import (
    ApiToken,
)

__all__ = [
    "Account",
    "Address",
    "AddressClaim",
    "AgentCard",
    "ApiToken",
    "Consent",
    "CriticalDay",
    "Erasure",
    "Export",
    "Installed",
    "KnownBefore",
    "MailDomain",
    "Organisation",
    "Person",
    "Preference",
    "Role",
    "Service",
    "Site",
    "SiteContact",
    "SiteDetails",
    "SiteDoor",
    "Team",
    "TwoPeople",
    "Use",
]
